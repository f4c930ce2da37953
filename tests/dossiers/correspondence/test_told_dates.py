"""A free day on which a date rests that was told is not deleted or moved."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from dossiers.cases.rederiving import derive_what_is_behind
from dossiers.correspondence.communicated_dates import why_free_days_stay
from dossiers.decisions.closing_by_silence import close_silent_notifications
from dossiers.operations.sending_round import send_due
from procedures.law_rows import law, law_files
from procedures.law_rows.changing_rows import calendar_without
from procedures.models import FreeDay
from tests.cast import NOW
from tests.dossiers.conftest import at
from tests.dossiers.free_days import a_free_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day_of_the_tests")]

FREE = date(2027, 1, 7)
"""On which the window of what came in on 23 November 2026 would end."""


@pytest.fixture
def admin(client):
    """A jurist's browser."""
    user = User.objects.create_superuser("rist@voorbeeld.nl", "geheim", name="J. Rist")
    client.force_login(user)
    return client


@pytest.fixture
def decree() -> FreeDay:
    """A free day that has yet to come."""
    a_free_day(FREE)
    return FreeDay.objects.get(date=FREE)


def told(row: FreeDay) -> str:
    """What is said when the row would go."""
    before, after = law.current_calendar(), calendar_without(row)
    return why_free_days_stay(before.free.keys() - after.free.keys(), before, after)


def delete(admin, row: FreeDay):
    """Take it out, as a jurist does."""
    address = reverse("admin:procedures_freeday_delete", args=[row.pk])
    return admin.post(address, {"post": "yes"}, follow=True)


def test_an_unused_free_day_can_be_deleted(admin, decree, file):
    file(at=NOW - timedelta(days=1))
    derive_what_is_behind(at=NOW)

    delete(admin, decree)

    assert not FreeDay.objects.filter(pk=decree.pk).exists()


def test_one_on_which_a_told_date_rests_stays(admin, decree, file):
    case = file()
    assert case.objection_until == date(2027, 1, 8)

    page = delete(admin, decree)

    assert FreeDay.objects.filter(pk=decree.pk).exists()
    assert "In 1 zaak rust een genoemde datum op deze vrije dag" in page.text
    assert case.label in page.text


def test_one_of_which_only_the_day_after_is_told_can_go(decree, file):
    """What ends on 8 January by itself does not rest on the 7th."""
    case = file(at=NOW + timedelta(days=1))
    assert case.objection_until == date(2027, 1, 8)

    assert told(decree) == ""


def test_one_on_which_a_told_date_rests_does_not_move(admin, decree, file):
    file()
    address = reverse("admin:procedures_freeday_change", args=[decree.pk])
    form = {
        "key": decree.key,
        "valid_0": "2027-01-01",
        "valid_1": "2027-02-01",
        "basis": '{"rule": [{"text": "B", "article": "1", "url": "https://wetten.nl"}]}',
        "checked_on": "2026-11-21",
        "kind": "once",
        "name_nl": "dag",
        "name_en": "day",
        "date": "2027-01-12",
    }

    page = admin.post(address, form)

    decree.refresh_from_db()
    assert decree.date == FREE
    assert "In 1 zaak rust" in page.text
    renamed = admin.post(address, form | {"date": "2027-01-07"})
    assert renamed.status_code == 302


def test_one_on_which_a_told_date_rests_is_not_closed_before_it(admin, file):
    """Good Friday 2027 is 26 March: 45 days from 9 February."""
    file(at=at(2027, 2, 9))
    row = FreeDay.objects.get(key="good-friday")
    chosen = {"action": "close_rows", "_selected_action": [row.pk]}
    address = reverse("admin:procedures_freeday_changelist")

    page = admin.post(address, chosen | {"from_day": "2027-03-20"}, follow=True)

    row.refresh_from_db()
    assert row.valid_until is None
    assert "In 1 zaak rust" in page.text
    admin.post(address, chosen | {"from_day": "2027-03-27"})
    row.refresh_from_db()
    assert row.valid_until == date(2027, 3, 26)


def test_also_of_a_case_that_has_ended(decree, file):
    file()
    close_silent_notifications(at=at(2027, 1, 9))

    assert told(decree)


def test_also_what_the_receipt_told_before_a_request_moved_it(decree, file, asked):
    case = file("iii-new")
    asked(case, at=at(2026, 12, 1))

    assert told(decree)


def test_also_the_last_day_to_object_to_a_decision(file, decide):
    """Made known on Monday 1 February 2027: six weeks on is 15 March."""
    a_free_day(date(2027, 3, 15))
    row = FreeDay.objects.get(date=date(2027, 3, 15))
    case = file("iii-new")
    assert told(row) == ""

    decide(case, at=at(2027, 2, 1))
    send_due(at=at(2027, 2, 1, 13))

    assert case.label in told(row)


def test_the_loader_refuses_it_as_well(file, tmp_path):
    file(at=at(2027, 2, 9))
    for name in law_files.FOLDER.iterdir():
        if name.is_file():
            text = name.read_text()
            (tmp_path / name.name).write_text(text.replace("offset: -2", "offset: -3"))

    with pytest.raises(CommandError, match="In 1 zaak"):
        call_command("load_law", folder=tmp_path, verbosity=0)

    assert FreeDay.objects.get(key="good-friday").offset == -2
