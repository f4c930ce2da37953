"""A combination: the 2.8 decision starts the second term; what may start, and when."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from accounts.actor import Actor
from dossiers.cases.dates import case_reckoning, stored_dates
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Reminder, ReminderKind
from dossiers.states import Act
from dossiers.work_start.start_ledger import start_verdict, term_and_start
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.counting.terms import Effect
from procedures.models import Procedure
from procedures.picture.term import day_of_term
from tests.cast import NOW
from tests.dossiers.conftest import at
from tests.law import test_tables

pytestmark = pytest.mark.django_db
EXAMPLES = [
    example
    for example in yaml.safe_load(
        (Path(test_tables.__file__).parent / "terms.yaml").read_text()
    )
    if str(example["procedure"]) == "2.8-combination"
    and "first_decision" in example
    and "second_last_day" in example.get("expect", {})
    and not example.keys() & {"requests", "extension_days", "today"}
]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def on(day: date) -> datetime:
    return datetime.combine(day, time(10), AMSTERDAM).astimezone(UTC)


@pytest.fixture
def both(signed_draft, researcher, handler_user):
    """`both(procedure, at=…)`: file a combination and take it up; gives its cases."""

    def file(procedure: str, *, at: datetime = NOW) -> list[Case]:
        request = receive_application(
            signed_draft(procedure), by=Actor(user=researcher), at=at
        )
        cases = Case.objects.filter(application=request.application).order_by("pk")
        for case in cases:
            take_up(case, by=Actor(user=handler_user), at=at)
        return list(cases)

    return file


def verdict(case: Case, today: date):
    """May one start with the follow-up, as read anew?"""
    found = Case.objects.get(pk=case.pk)
    return start_verdict(found, case_reckoning(found, today=today), today)


def test_there_are_examples():
    assert EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["name"])
def test_the_2_8_decision_starts_the_second_term(both, decide_known, example):
    request, follow_up = both("2.8-combination", at=on(example["received"]))
    decided = on(example["first_decision"])

    event = decide_known(request, "2.8", level="I", cfis=["ML-I"], at=decided)

    follow_up.refresh_from_db()
    # Its own term does not begin with the decision; what the page plans does.
    own = example["expect"]["coupled_last_day"]
    assert own in (follow_up.due_on, follow_up.objection_until)
    planned = case_reckoning(follow_up, today=example["first_decision"])
    assert planned.second_last_day == example["expect"]["second_last_day"]
    assert request.first_decision_on == example["first_decision"]
    assert event.facts["first_decision_on"] == example["first_decision"].isoformat()
    followed = follow_up.events.last()
    assert (followed.act, followed.facts["granted"]) == (Act.FOLLOW, True)
    assert not follow_up.is_projected


def test_no_date_of_the_other_case_moves_so_no_mail_says_so(both, decide_known):
    request, follow_up = both("2.8-combination")
    before = stored_dates(follow_up)

    decide_known(request, "2.8", at=at(2026, 12, 1))

    follow_up.refresh_from_db()
    assert stored_dates(follow_up) == before
    assert not Reminder.objects.filter(
        case=follow_up, kind=ReminderKind.DATES_CHANGED
    ).exists()


@pytest.mark.parametrize("procedure", ["mi-i-ii", "s-iii"])
def test_mi_and_s_iii_may_start_on_the_2_8_decision(both, decide_known, procedure):
    request, follow_up = both(procedure)
    day = date(2026, 12, 1)
    assert verdict(follow_up, day).verdict == "no"

    decide_known(request, "2.8-with-notification", at=on(day))

    found = verdict(follow_up, day)
    assert (found.verdict, found.from_) == ("yes", day)
    assert verdict(request, day).verdict == "no"


def test_a_refused_2_8_request_lets_nothing_start(both, decide_known):
    request, follow_up = both("mi-i-ii")

    decide_known(request, "2.8-refused")

    found = verdict(follow_up, legal_day(NOW))
    assert (found.verdict, found.from_) == ("no", None)
    assert "refused" in found.reason


def test_the_permit_is_not_granted_before_the_2_8_decision(
    both, prepared, decide_known
):
    request, follow_up = both("2.8-combination")
    permit = Procedure.objects.in_force("iii-new", legal_day(NOW))
    Case.objects.filter(pk=follow_up.pk).update(follow_up=permit)
    follow_up.refresh_from_db()

    with pytest.raises(NotAllowed, match=r"2\.8 request first"):
        prepared(follow_up, "permit")
    decide_known(request, "2.8")
    prepared(follow_up, "permit")

    assert verdict(follow_up, legal_day(NOW)).verdict == "no"


def test_the_2_8_letter_tells_until_when_the_other_case_runs(
    signed_draft, researcher, decide_known
):
    request = receive_application(
        signed_draft("2.8-combination"), by=Actor(user=researcher), at=NOW
    )
    other = Case.objects.exclude(pk=request.pk).get()

    event = decide_known(request, "2.8", at=at(2026, 12, 15))

    # 15 December + 45 days is Friday 29 January.
    assert f"{other.label} " in str(event.letters.get().words["parts"])
    assert "vrijdag 29 januari 2027" in str(event.letters.get().words["parts"])


def test_the_second_term_begins_at_its_own_day(signed_draft, researcher, decide_known):
    request = receive_application(
        signed_draft("2.8-combination"), by=Actor(user=researcher), at=NOW
    )
    other = Case.objects.exclude(pk=request.pk).get()
    decide_known(request, "2.8", at=at(2026, 12, 15))
    other.refresh_from_db()

    steps = term_and_start(other, today=date(2026, 12, 15)).reckoning.steps

    assert day_of_term(steps, date(2026, 12, 15)) == (0, 45)
    assert Effect.AIM not in {step.effect for step in steps}


@pytest.mark.parametrize("template", ["2.8", "2.8-refused"])
def test_before_it_was_sent_nothing_follows(both, decide, make_known, template):
    request, follow_up = both("2.8-combination")
    before = Case.objects.values().get(pk=follow_up.pk)
    reminders = follow_up.reminders.count()

    decide(request, template, at=at(2026, 12, 1))

    assert Case.objects.values().get(pk=follow_up.pk) == before
    assert Act.FOLLOW not in {event.act for event in follow_up.events.all()}
    assert follow_up.reminders.count() == reminders

    make_known(request, at=at(2026, 12, 3))

    followed = follow_up.events.last()
    assert followed.act == Act.FOLLOW
    assert followed.facts["act"] == Act.DECIDE
    # By the day of the decision, which is the earlier one for what BGGO must.
    assert followed.facts["first_decision_on"] == "2026-12-01"


def test_a_permit_waits_until_the_2_8_decision_was_sent(both, decide, prepared):
    request, follow_up = both("2.8-combination")
    permit = Procedure.objects.in_force("iii-new", legal_day(NOW))
    Case.objects.filter(pk=follow_up.pk).update(follow_up=permit)
    follow_up.refresh_from_db()
    decide(request, "2.8")

    with pytest.raises(NotAllowed, match="and send it"):
        prepared(follow_up, "permit")
