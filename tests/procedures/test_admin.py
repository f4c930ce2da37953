"""A jurist closes a row and opens its successor in the admin."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from psycopg.types.range import DateRange

from accounts.models import User
from procedures.law_rows.changing_rows import CannotClose, close_row, succeed_row
from procedures.models import FreeDay, Procedure, amsterdam_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def jurist(client) -> User:
    """Signed in at the admin."""
    user = User.objects.create_superuser("rist@voorbeeld.nl", "geheim", name="J. Rist")
    client.force_login(user)
    return user


def act(client, row, action: str, from_day: date | None):
    """Choose a row in the list, a day and an action."""
    chosen = {
        "action": action,
        "from_day": from_day.isoformat() if from_day else "",
        "_selected_action": [row.pk],
    }
    address = reverse(f"admin:procedures_{row._meta.model_name}_changelist")
    return client.post(address, chosen, follow=True)


def in_days(days: int) -> date:
    """A day counted from today."""
    return amsterdam_today() + timedelta(days=days)


def test_jurist_opens_a_successor_and_edits_it(client, jurist):
    row = Procedure.objects.get(key="iii-new")

    page = act(client, row, "open_successor", in_days(40))

    row.refresh_from_db()
    successor = Procedure.objects.exclude(pk=row.pk).get(key="iii-new")
    assert row.valid_until == in_days(39)
    assert successor.valid_from == in_days(40)
    assert successor.term_amount == row.term_amount
    assert page.redirect_chain[-1][0].endswith(f"/{successor.pk}/change/")
    assert b'name="term_amount"' in page.content


def test_jurist_closes_a_row(client, jurist):
    row = FreeDay.objects.get(key="good-friday")

    act(client, row, "close_rows", in_days(40))

    row.refresh_from_db()
    assert row.valid_until == in_days(39)


@pytest.mark.parametrize("action", ["close_rows", "open_successor"])
@pytest.mark.parametrize("from_day", [None, in_days(0), in_days(-5)])
def test_row_cannot_be_closed_in_the_past(client, jurist, action, from_day):
    row = Procedure.objects.get(key="iii-new")

    page = act(client, row, action, from_day)

    row.refresh_from_db()
    assert row.valid_until is None
    assert b"errornote" in page.content or b'class="error"' in page.content


def test_row_that_has_begun_shows_its_columns_read_only(client, jurist):
    row = Procedure.objects.get(key="iii-new")

    page = client.get(reverse("admin:procedures_procedure_change", args=[row.pk]))

    assert b'name="term_amount"' not in page.content
    assert b'name="note"' in page.content


def test_row_that_has_begun_cannot_be_deleted(client, jurist):
    row = Procedure.objects.get(key="iii-new")
    address = reverse("admin:procedures_procedure_delete", args=[row.pk])

    assert client.post(address, {"post": "yes"}).status_code == 403
    assert Procedure.objects.filter(pk=row.pk).exists()


def test_decree_day_can_be_added_and_taken_back(client, jurist):
    day = in_days(50)
    address = reverse("admin:procedures_freeday_add")
    page = client.post(
        address,
        {
            "key": f"decree-{day}",
            "valid_0": day.isoformat(),
            "valid_1": (day + timedelta(days=1)).isoformat(),
            "basis": '{"rule": [{"text": "Besluit", "article": "1",'
            ' "url": "https://zoek.officielebekendmakingen.nl"}]}',
            "checked_on": amsterdam_today().isoformat(),
            "kind": "once",
            "name_nl": "gelijkgestelde dag",
            "name_en": "equated day",
            "date": day.isoformat(),
        },
    )

    assert page.status_code == 302, page.context["errors"]
    row = FreeDay.objects.get(key=f"decree-{day}")
    delete = reverse("admin:procedures_freeday_delete", args=[row.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert not FreeDay.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    "model", ["procedure", "freeday", "formedition", "containmentcategory"]
)
def test_lists_of_the_law_open(client, jurist, model):
    assert (
        client.get(reverse(f"admin:procedures_{model}_changelist")).status_code == 200
    )


def test_row_cannot_be_closed_before_it_begins_or_after_it_ends():
    today = amsterdam_today()
    row = FreeDay.objects.get(key="good-friday")
    row.valid = DateRange(row.valid_from, in_days(10))

    with pytest.raises(CannotClose):
        close_row(row, from_day=in_days(20), today=today)
    with pytest.raises(CannotClose):
        close_row(
            row, from_day=row.valid_from, today=row.valid_from - timedelta(days=1)
        )


def test_successor_takes_over_until_the_end_of_the_row():
    row = FreeDay.objects.get(key="good-friday")
    row.valid = DateRange(row.valid_from, in_days(100))
    row.save()

    successor = succeed_row(row, from_day=in_days(10), today=amsterdam_today())

    assert (successor.valid_from, successor.valid_until) == (in_days(10), in_days(99))
