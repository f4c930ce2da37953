"""Every kind of case from its filing to each of its endings (`endings.yaml`)."""

from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from accounts.actor import Actor
from applications.drafting import drafting
from applications.forms.sections.consent import CONSENT
from applications.signing import signing
from dossiers.administrative.processing import process_change
from dossiers.audit.verifying import verify_cases
from dossiers.case_api.case_rows import case_payloads
from dossiers.case_api.case_rows import verdict_payload as as_json
from dossiers.case_page.case_page import term_context
from dossiers.case_page.case_summary import case_ending
from dossiers.cases.act_definition import open_acts
from dossiers.cases.dates import stored_dates
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.answering import file_answer
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Letter
from dossiers.states import ENDED, Kind, Part, State
from dossiers.withdrawals.withdrawing import withdraw_case
from dossiers.work_start.start_ledger import term_and_start
from procedures.counting.clock import objection_period_end
from procedures.counting.legal_day import legal_day
from procedures.counting.terms import Effect
from procedures.explaining.labels import EFFECTS
from procedures.law_rows import law
from procedures.models import DecisionTemplate
from procedures.picture.term import term_timeline
from tests.cast import NOW
from tests.dossiers.conftest import at

TABLE = yaml.safe_load((Path(__file__).parent / "endings.yaml").read_text())
ASKED, ANSWERED = at(2026, 12, 7), at(2026, 12, 21)
MISSED = at(2026, 12, 22)
STARTS = EFFECTS[Effect.MAY_START]
WINDOW = EFFECTS[Effect.OBJECTION_WINDOW]
ENDS = (
    "beëindigd door",
    "besluit genomen, nog niet",
    "gesloten:",
    "ingetrokken:",
    "afgehandeld:",
)
"""How the row of the end begins."""


class Ending(NamedTuple):
    """One kind of case with one of its endings."""

    procedure: str
    ending: str
    becomes: str
    row: dict

    def __str__(self):
        asked = "-consent" if self.row.get("consent") else ""
        return f"{self.procedure}{asked}-{self.ending}"


ENDINGS = [
    Ending(procedure, ending, becomes, row)
    for row in TABLE
    for procedure in row["procedures"]
    for ending, becomes in row["endings"].items()
]


def test_every_procedure_that_is_filed_is_in_the_table():
    rows = yaml.safe_load(Path("procedures/law/procedures.yaml").read_text())["rows"]
    filed = {row["key"] for row in rows if row.get("form")}

    assert set(chain.from_iterable(row["procedures"] for row in TABLE)) == filed


def test_every_decision_of_the_law_ends_some_case(db):
    keys = set(DecisionTemplate.objects.values_list("key", flat=True))

    # Consent is refused together with not agreeing; the others end a case since an
    # answer stayed away in the one that is coupled to it.
    elsewhere = {"consent-refused", *keys_of_coupled_endings(keys)}
    assert keys - {one.ending for one in ENDINGS} == elsewhere


def keys_of_coupled_endings(keys: set[str]) -> set[str]:
    """The decisions on an answer that stayed away in the coupled case."""
    return {key for key in keys if key.startswith("coupled-")}


@pytest.fixture
def filed(complete_draft, researcher, bvf_user, handler_user):
    """`filed(ending)`: a case of that kind, received on the Monday, in handling."""

    def file(one: Ending) -> Case:
        draft = complete_draft(one.procedure)
        by = Actor(user=researcher)
        if one.row.get("consent"):
            said = {"consent": CONSENT}
            drafting.save_section(draft, "consent", said, by=by, at=NOW)
        signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)
        case = receive_application(draft, by=by, at=NOW)
        take_up(case, by=Actor(user=handler_user), at=NOW)
        return case

    return file


@pytest.mark.parametrize("one", ENDINGS, ids=str)
def test_a_case_comes_to_its_end(
    one, filed, asked, decide, send, researcher, handler_user, decider_user
):
    case = filed(one)
    applicant = Actor(user=researcher)
    assert getattr(case, one.row["date"]) == one.row["runs_to"]

    if one.ending == "process":
        process_change(case, by=Actor(user=handler_user), at=ASKED)
    elif one.ending == "withdraw":
        withdraw_case(
            case, reason="Het gaat niet door.", by=applicant, at=at(2026, 12, 10)
        )
    elif one.becomes == State.NOT_TREATED:
        asked(case, answer_by=ANSWERED.date(), at=ASKED)
        with pytest.raises(NotAllowed):
            decide(case, one.ending, at=ANSWERED)
        case.decisions.all().delete()
        decide(case, one.ending, at=MISSED)
    else:
        after_an_answer(case, one, asked, applicant)
        last = one.row["after_answer"]
        if one.ending == "silence":
            close_by_silence(case, at=morning_after(last))
        else:
            decide(case, one.ending, at=at(*last.timetuple()[:3], 23, 30))

    case.refresh_from_db()
    assert case.state == one.becomes
    assert case.ended_at is not None
    assert not open_acts(case.state, {"applicant"}, case.kind)
    assert faults_of(case) == []
    for day in (case.ended_at, case.ended_at + timedelta(days=90)):
        assert_starts_agree(case, legal_day(day))
    assert_the_end_is_told(case)
    send(case, at=case.ended_at + timedelta(hours=1))
    for day in (case.ended_at, case.ended_at + timedelta(days=90)):
        assert_starts_agree(case, legal_day(day))
    assert_the_end_is_told(case)


def assert_the_end_is_told(case: Case) -> None:
    """A row on the day of the end, and nowhere a day to object that has yet to come."""
    found = Case.objects.get(pk=case.pk)
    on = legal_day(found.ended_at)
    page = term_context(found, on, is_applicant=True)
    windows = [row.until for row in page["ledger"] if row.what == WINDOW]
    drawn = term_timeline(
        page["reckoning"], today=on, ending=case_ending(found, page["events"])
    )
    until = case_payloads([found], today=on)[0]["objectionUntil"]

    told = [row.what for row in page["ledger"] if row.from_ == on]
    assert len([what for what in told if what.startswith(ENDS)]) == 1
    assert all(day < on for day in windows)
    assert until is None or date.fromisoformat(until) < on
    if drawn is not None and found.kind == Kind.NOTIFICATION:
        decided_by = found.due_on if found.governing.consent_days else None
        ends = {mark.day for mark in drawn.marks if mark.tone == "end"} - {decided_by}
        assert all(day < on for day in ends)


def assert_starts_agree(case: Case, today: date) -> None:
    """Tile, ledger, picture and API say the same of whether and when work may start."""
    found = Case.objects.get(pk=case.pk)
    page = term_context(found, today, is_applicant=True)
    verdict, tile = page["verdict"], page["facts"][-2]
    days = [verdict.from_] if verdict.from_ else []
    listed = case_payloads([found], today=today)[0]["mayStart"]
    drawn = term_timeline(
        page["reckoning"], today=today, ending=case_ending(found, page["events"])
    )

    assert (tile.answer, tile.note) == (verdict.words, verdict.reason)
    assert verdict.verdict != "no" or not days
    assert [row.from_ for row in page["ledger"] if row.what == STARTS] == days
    assert drawn is None or [x.day for x in drawn.marks if x.tone == "start"] == days
    assert listed == as_json(verdict)
    assert term_and_start(found, today=today) == (page["reckoning"], verdict)
    assert page["reckoning"].may_start_on == verdict.from_


def faults_of(case: Case) -> list:
    """What the chain and the replay of its events find wrong with a case."""
    batches = verify_cases(Case.objects.filter(pk=case.pk), at=case.changed_at)
    return [fault for batch in batches for fault in batch.faults]


def after_an_answer(case: Case, one: Ending, asked, applicant: Actor) -> None:
    """BGGO asks, the clock stands still, the applicant answers, it runs on."""
    request = asked(case, answer_by=date(2027, 1, 4), at=ASKED)
    assert case.state == State.WAITING
    assert stored_dates(case).due_on is stored_dates(case).objection_until is None

    said = {question.pk: "pUC19." for question in request.questions.all()}
    file_answer(request, answers=said, remark="", by=applicant, at=ANSWERED)
    case.refresh_from_db()
    assert case.state == State.IN_HANDLING
    assert getattr(case, one.row["date"]) == one.row["after_answer"]


def morning_after(day: date):
    """Just after midnight of the next day."""
    return at(*(day + timedelta(days=1)).timetuple()[:3], 0, 5)


BY_DECISION = [row for row in TABLE if row.get("bezwaar") and row["endings"]]


@pytest.mark.parametrize("row", BY_DECISION, ids=lambda row: row["name"])
def test_the_last_day_for_an_objection(row, db):
    decided = row["after_answer"]

    assert objection_period_end(decided, law.current_calendar()) == row["bezwaar"]


@pytest.mark.parametrize("one", [one for one in ENDINGS if one.becomes == "converted"])
def test_what_is_treated_as_another_procedure_goes_on_as_a_case(
    one, filed, decide_known
):
    case = filed(one)

    decide_known(case, one.ending, at=ASKED)

    other = Case.objects.exclude(pk=case.pk).get(application=case.application_id)
    assert other.part == Part.CONVERTED
    assert other.received_at == case.received_at
    assert other.kind == (
        Kind.REQUEST if case.kind == Kind.NOTIFICATION else Kind.NOTIFICATION
    )
    assert other.due_on or other.objection_until
    assert faults_of(other) == []


@pytest.mark.parametrize("procedure", ["2.8-combination", "mi-i-ii", "s-iii"])
def test_the_kg_or_va_of_a_combination_runs_on_after_the_2_8_decision(
    procedure, filed, decide_known
):
    row = next(row for row in TABLE if procedure in row["procedures"])
    kind = next(iter(row["endings"]))
    request = filed(Ending(procedure, kind, "decided", row))
    other = Case.objects.exclude(pk=request.pk).get(application=request.application_id)

    decide_known(request, kind, at=at(2026, 12, 15))

    other.refresh_from_db()
    # 45 days from its own receipt, whenever the 2.8 decision comes.
    runs_to = date(2027, 1, 7)
    assert not other.is_projected
    assert (other.due_on or other.objection_until) == runs_to
    assert faults_of(other) == []
    if other.kind == Kind.NOTIFICATION:
        close_by_silence(other, at=morning_after(runs_to))
        assert other.state == State.CLOSED


def test_every_ending_by_decision_or_at_ones_own_wish_is_told_by_letter(
    filed, decide, researcher
):
    table = [one for one in ENDINGS if one.procedure in ("i-new", "iiv-new")]
    for one in table:
        if one.ending in ("silence", "withdraw") or one.becomes == State.NOT_TREATED:
            continue
        case = filed(one)
        event = decide(case, one.ending, at=ASKED)

        assert case.state in ENDED
        assert Letter.objects.get(event=event).recipients
