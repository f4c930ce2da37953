"""What a lab must do after its filing: days, what it records, lists, reminders."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.actor import Actor
from accounts.errors import InputRefused
from dossiers.duties.dossier_duties import cases_with_duties, duties_of
from dossiers.duties.duty_lists import permit_rows, place_rows
from dossiers.duties.recording import record_duty
from dossiers.models import DutyKind, DutyRecord, Reminder, ReminderKind
from dossiers.reminders.promising import queue_due_reminders
from dossiers.states import State
from dossiers.withdrawals.withdrawing import withdraw_case
from procedures.counting import duties as law
from tests.cast import NOW
from tests.dossiers.conftest import at
from tests.law.tables import examples

EXAMPLES = examples("duties.yaml")
RULES = {"review": law.review_by, "apply": law.apply_by, "keep": law.keep_until}
# Filed on 23 November 2026.
FIVE_YEARS = date(2031, 11, 23)


@pytest.mark.parametrize("said", EXAMPLES, ids=[one["why"] for one in EXAMPLES])
def test_day_of_the_jurist(said):
    (name,) = RULES.keys() & said.keys()

    assert RULES[name](said[name]) == said["day"]


@pytest.fixture
def member(researcher):
    return Actor(user=researcher)


def review(case, member, day: date, **how):
    return record_duty(
        case.dossier, DutyKind.REVIEWED, on=day, by=member, at=NOW, **how
    )


def test_review_counts_from_the_filing_and_then_from_the_last_review(case, member):
    assert duties_of([case], NOW.date())[0].review_by == FIVE_YEARS

    review(case, member, date(2026, 11, 2))
    assert duties_of([case], NOW.date())[0].review_by == FIVE_YEARS
    record_duty(
        case.dossier,
        DutyKind.REVIEWED,
        on=date(2030, 5, 6),
        by=member,
        at=at(2030, 5, 7),
    )
    (found,) = duties_of([case], date(2035, 5, 7))
    assert (found.review_by, found.is_late) == (date(2035, 5, 6), True)


def test_report_has_its_last_day_to_apply(case, member):
    record_duty(
        case.dossier, DutyKind.REPORTED, on=date(2026, 11, 20), by=member, at=NOW
    )

    (found,) = duties_of([case], NOW.date())
    assert [one.apply_by for one in found.reports] == [date(2026, 12, 3)]
    assert found.review_by == FIVE_YEARS


def test_day_that_has_yet_to_come_is_refused_and_a_second_time_changes_nothing(
    case, member
):
    with pytest.raises(InputRefused):
        review(case, member, date(2026, 11, 24))
    first = review(case, member, date(2026, 11, 2), remark="Past nog.")

    assert review(case, member, date(2026, 11, 2)) == first
    assert DutyRecord.objects.get().remark == "Past nog."


@pytest.mark.django_db(transaction=True)
def test_what_was_recorded_is_not_changed(case, member):
    row = review(case, member, date(2026, 11, 2))

    with pytest.raises(DatabaseError), transaction.atomic():
        DutyRecord.objects.filter(pk=row.pk).update(on=date(2026, 11, 3))
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_lab_is_reminded_once_two_months_before(case, member, researcher):
    type(case).objects.update(state=State.CLOSED)
    for day in (at(2031, 9, 1), at(2031, 9, 25), at(2031, 11, 1)):
        queue_due_reminders(at=day)

    reminder = Reminder.objects.get(kind=ReminderKind.REVIEW)
    assert reminder.fact_on == FIVE_YEARS
    assert reminder.created_at == at(2031, 9, 25)
    assert researcher.email in reminder.recipients


def test_review_that_was_recorded_puts_the_reminder_off(case, member):
    type(case).objects.update(state=State.CLOSED)
    record_duty(
        case.dossier,
        DutyKind.REVIEWED,
        on=date(2030, 5, 6),
        by=member,
        at=at(2030, 5, 7),
    )
    queue_due_reminders(at=at(2031, 11, 1))
    assert not Reminder.objects.filter(kind=ReminderKind.REVIEW).exists()

    queue_due_reminders(at=at(2035, 4, 1))
    assert Reminder.objects.get(kind=ReminderKind.REVIEW).fact_on == date(2035, 5, 6)


def test_nobody_is_reminded_of_what_was_withdrawn(case):
    type(case).objects.update(state=State.WITHDRAWN)

    queue_due_reminders(at=at(2031, 11, 1))

    assert not Reminder.objects.filter(kind=ReminderKind.REVIEW).exists()


def test_page_records_a_review_and_shows_the_day_that_follows(
    client, case, researcher, time_machine
):
    time_machine.move_to(NOW)
    client.force_login(researcher)
    url = reverse("dossier-duties", args=[case.dossier_id])

    wrong = client.post(url, {"kind": "reviewed", "on": "2027-01-01"})
    client.post(url, {"kind": "reviewed", "on": "2026-11-23", "remark": "Past nog."})
    page = client.get(url).text
    overview = client.get(reverse("duties")).text
    english = client.get(f"/en{reverse('duties')}").text

    assert wrong.status_code == 400
    assert "on" in wrong.context["form"].errors
    assert "23 november 2031" in page
    assert "Past nog." in page
    assert "2.32 lid 1" in overview
    assert "23 November 2031" in english
    assert (
        reverse("dossier-duties", args=[case.dossier_id])
        in client.get(reverse("case", args=[case.number])).text
    )


def test_lists_hold_what_was_filed(client, file, researcher, time_machine):
    case = file("i-new")
    time_machine.move_to(NOW)
    client.force_login(researcher)

    lists = {
        kind: b"".join(client.get(reverse("duty-list", args=[kind]))).decode()
        for kind in ("notifications", "permits", "ended", "groups", "places")
    }

    assert case.dossier.number in lists["notifications"]
    assert case.dossier.number in lists["groups"]
    assert case.dossier.number not in lists["permits"] + lists["ended"]
    assert client.get(reverse("duty-list", args=["x"])).status_code == 404


def test_a_work_space_is_listed_with_all_that_is_done_there(
    file, researcher, decide, make_known, outsider_user
):
    kgs, permit, refused = [file("i-new"), file("iik-new")], file("iii-new"), file()
    decide(permit)
    make_known(permit)
    withdraw_case(refused, by=Actor(user=researcher), at=NOW)

    head, *rows = place_rows(researcher)

    told = {(place, cfi): numbers for place, cfi, numbers, _room in rows}
    kg_numbers = ", ".join(case.dossier.number for case in kgs[:1])
    assert told["Gebouw O2", "ML-I"] == kg_numbers
    assert permit.dossier.number in told["Proefhal", "ML-III"]
    said = " ".join(told.values())
    assert all(case.dossier.number in said for case in (*kgs, permit))
    assert refused.dossier.number not in said
    assert len(head) == 4
    assert list(place_rows(outsider_user)) == [head]


def test_permit_is_listed_when_it_was_given_and_made_known(
    file, researcher, decide, make_known
):
    case = file("iii-new")

    def listed():
        return [row[0] for row in permit_rows(researcher)][1:]

    assert listed() == []
    decide(case)
    assert listed() == []
    make_known(case)
    assert listed() == [case.dossier.number]


def test_earliest_review_stands_on_top(file, researcher, member):
    first, second = file(), file()
    assert list(cases_with_duties(researcher)) == [first, second]

    record_duty(
        first.dossier,
        DutyKind.REVIEWED,
        on=date(2030, 5, 6),
        by=member,
        at=at(2030, 5, 7),
    )

    assert list(cases_with_duties(researcher)) == [second, first]


def test_overview_costs_as_much_for_one_as_for_five(
    client, file, researcher, time_machine, count_queries
):
    time_machine.move_to(NOW)
    client.force_login(researcher)
    file()
    one = count_queries(lambda: client.get(reverse("duties")))
    for _ in range(4):
        file()

    assert count_queries(lambda: client.get(reverse("duties"))) == one
