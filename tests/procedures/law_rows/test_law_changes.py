"""Every change of the law's tables is on record, whatever way it came."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from psycopg.types.range import DateRange

from accounts.models import User
from procedures.law_rows import change_log, law_files
from procedures.law_rows.change_log import broken_changes, set_law_actor
from procedures.models import (
    ContainmentCategory,
    DatedRow,
    FreeDay,
    LawChange,
    Procedure,
    amsterdam_today,
)
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

SOON = amsterdam_today() + timedelta(days=40)
BASIS = {"rule": [{"text": "Besluit", "article": "1", "url": "https://wetten.nl"}]}


def a_decree(**values) -> FreeDay:
    """A day that is not there yet, so that it can still be changed."""
    return FreeDay.objects.create(
        key=f"decree-{SOON}",
        kind=FreeDay.Kind.ONCE,
        date=SOON,
        name_nl="gelijkgestelde dag",
        name_en="equated day",
        valid=DateRange(SOON, SOON + timedelta(days=1)),
        basis=BASIS,
        checked_on=amsterdam_today(),
        **values,
    )


def sql(statement: str, values: tuple = ()) -> None:
    """As somebody at the database does it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_the_first_load_is_on_record_row_for_row():
    rows = list(law_files.read_law_files(law_files.FOLDER))

    added = LawChange.objects.filter(operation="INSERT", actor="load_law")

    assert added.count() == len(rows)
    assert {(c.table, c.key) for c in added} == {
        (row._meta.db_table, row.key) for row in rows
    }


def test_every_dated_table_is_on_record():
    for model in DatedRow.__subclasses__():
        names = {trigger.name for trigger in model._meta.triggers}
        assert "on_record" in names, model


def test_adding_changing_and_removing_say_what_it_was_and_became():
    row = a_decree()
    FreeDay.objects.filter(pk=row.pk).update(name_en="day of grace")
    row.delete()

    removed, changed, added = LawChange.objects.all()[:3]
    assert [c.operation for c in (added, changed, removed)] == [
        "INSERT",
        "UPDATE",
        "DELETE",
    ]
    assert added.before is None
    assert added.after["name_en"] == "equated day"
    assert changed.before == added.after
    assert removed.before == changed.after == {**added.after, "name_en": "day of grace"}
    assert removed.after is None
    assert {c.row for c in (added, changed, removed)} == {added.after["id"]}
    assert {c.table for c in (added, changed, removed)} == {"procedures_freeday"}


def test_a_write_that_changes_nothing_is_not_on_record():
    before = LawChange.objects.count()

    Procedure.objects.get(key="iii-new").save()
    call_command("load_law", verbosity=0)

    assert LawChange.objects.count() == before


def test_whoever_comes_by_the_database_is_named_by_his_account_there():
    sql("UPDATE procedures_freeday SET note = 'by hand'")

    change = LawChange.objects.first()
    assert (change.actor, change.table) == ("", "procedures_freeday")
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        assert cursor.fetchone() == (change.db_user,)
    assert FreeDay.objects.filter(pk=change.row).exists()


def test_the_portal_says_who_acts_until_the_transaction_ends():
    with transaction.atomic():
        set_law_actor("J. Rist")
        a_decree()

    assert LawChange.objects.first().actor == "J. Rist"


@pytest.mark.django_db(transaction=True)
def test_who_acted_is_forgotten_after_the_transaction():
    with transaction.atomic():
        set_law_actor("J. Rist")
        a_decree()
    FreeDay.objects.filter(date=SOON).delete()

    assert [change.actor for change in LawChange.objects.all()[:2]] == ["", "J. Rist"]


@pytest.fixture
def jurist(client) -> User:
    """Signed in at the admin."""
    user = User.objects.create_superuser("rist@voorbeeld.nl", PASSWORD, name="J. Rist")
    client.force_login(user)
    return user


def test_what_a_jurist_does_in_the_admin_is_on_record_by_name(client, jurist):
    row = Procedure.objects.get(key="iii-new")
    chosen = {"action": "open_successor", "from_day": SOON, "_selected_action": row.pk}
    before = LawChange.objects.count()

    client.post(reverse("admin:procedures_procedure_changelist"), chosen)

    opened, closed = LawChange.objects.all()[:2]
    assert LawChange.objects.count() == before + 2
    assert {opened.actor, closed.actor} == {"J. Rist"}
    assert (closed.operation, opened.operation) == ("UPDATE", "INSERT")
    assert closed.after["valid"].endswith(f"{SOON})")


def test_a_note_and_a_removal_in_the_admin_are_on_record_by_name(client, jurist):
    row = ContainmentCategory.objects.first()
    address = reverse("admin:procedures_containmentcategory_change", args=[row.pk])
    form = {"checked_on": amsterdam_today().isoformat(), "note": "Nagezien."}
    decree = a_decree()
    delete = reverse("admin:procedures_freeday_delete", args=[decree.pk])

    assert client.post(address, form).status_code == 302
    assert client.post(delete, {"post": "yes"}).status_code == 302

    removed, noted = LawChange.objects.all()[:2]
    assert (removed.actor, removed.operation) == ("J. Rist", "DELETE")
    assert (noted.actor, noted.after["note"]) == ("J. Rist", "Nagezien.")


def test_the_log_cannot_be_changed_or_emptied():
    change = LawChange.objects.first()

    for attempt in (
        lambda: LawChange.objects.filter(pk=change.pk).update(actor="niemand"),
        lambda: LawChange.objects.filter(pk=change.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def behind_the_trigger(statement: str, values: tuple = ()) -> None:
    """As an owner of the table can, who switches the trigger off."""
    sql("ALTER TABLE procedures_lawchange DISABLE TRIGGER USER")
    sql(statement, values)
    sql("ALTER TABLE procedures_lawchange ENABLE TRIGGER USER")


def test_the_log_proves_that_it_is_whole():
    assert broken_changes() == []


@pytest.mark.parametrize("column", ["actor", "key", "db_user", "operation"])
def test_a_change_that_was_tampered_with_is_found(column):
    tampered = LawChange.objects.all()[5]

    behind_the_trigger(
        f"UPDATE procedures_lawchange SET {column} = 'x' WHERE id = %s",  # noqa: S608 - constants of the test
        (tampered.pk,),
    )

    assert broken_changes() == [tampered.pk]


def test_a_change_that_was_taken_out_is_found_at_the_next_one():
    later, gone = LawChange.objects.all()[5:7]

    behind_the_trigger("DELETE FROM procedures_lawchange WHERE id = %s", (gone.pk,))

    assert broken_changes() == [later.pk]


def test_the_log_reads_the_same_in_every_time_zone():
    sql("SET LOCAL TIME ZONE 'Asia/Tokyo'")

    assert change_log.broken_changes() == []
