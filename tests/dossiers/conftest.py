"""Cases to act on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from accounts.actor import Actor
from dossiers.correspondence.letters import make_letter_pdf, update_letter_status
from dossiers.correspondence.making_known import record_what_was_made_known
from dossiers.decisions.containment import assignable_levels, filed_containment
from dossiers.decisions.conversion import conversion_procedures
from dossiers.decisions.deciding import prepare_decision, sign_prepared_decision
from dossiers.decisions.decision_drafts import save_decision_draft
from dossiers.decisions.hearing import may_ask_hearing
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.asking import RequestedQuestion, request_information
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Decision, Delivery, Event, InformationRequest
from dossiers.states import State
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.law_rows import law
from procedures.models import DecisionTemplate, Level
from procedures.models.containment import LEVELS
from tests.cast import NOW

REASONS = "Het verslag overtuigt niet."
NUMERALS = {level: own for own, levels in LEVELS.items() for level in levels}


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment by the clock on the wall in Amsterdam, in UTC as the portal has it."""
    local = datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)
    return local.astimezone(UTC)


@pytest.fixture
def file(signed_kg, researcher):
    """`file(procedure, at=…, **how)`: file a signed notification; gives its case."""

    def file(procedure: str = "i-new", *, at: datetime = NOW, **how):
        application = signed_kg(procedure=procedure, **how)
        return receive_application(application, by=Actor(user=researcher), at=at)

    return file


@pytest.fixture
def case(file):
    """A KG-I that was just received."""
    return file()


@pytest.fixture
def in_handling(case, handler_user):
    """The same case, taken up by a handler."""
    take_up(case, by=Actor(user=handler_user), at=NOW)
    return case


@pytest.fixture
def asked(handler_user):
    """`asked(case)`: ask for further information as the handler; gives the request.

    Takes the case up first when nobody has. The answer is due in 28 days unless
    `answer_by` says so.
    """

    def ask_of(
        case: Case,
        *,
        text: str = "Welke vector gebruikt u?",
        answer_by: date | None = None,
        section: str = "",
        at: datetime = NOW,
    ) -> InformationRequest:
        by = Actor(user=handler_user)
        if case.state == State.RECEIVED:
            take_up(case, by=by, at=at)
        return request_information(
            case,
            opening="Wij hebben nog een vraag.",
            questions=[RequestedQuestion(section, "", text)],
            answer_by=answer_by or legal_day(at) + timedelta(days=28),
            by=by,
            at=at,
        )

    return ask_of


@pytest.fixture
def prepared(handler_user):
    """`prepared(case, template, *, at=…, **how)`: draft a decision and offer it.

    What the template must name is filled in; `how` goes before that. Gives the decision
    that waits for a signature. A case that nobody handles is taken up first.
    """

    def prepared(
        case: Case, template: str = "permit", *, at: datetime = NOW, **how
    ) -> Decision:
        by = Actor(user=handler_user)
        if case.state == State.RECEIVED:
            take_up(case, by=by, at=at)
        row = DecisionTemplate.objects.in_force(template, legal_day(at))
        draft = case.decisions.unsigned().first()
        version = draft.version if draft else 0
        said = said_of(row, case) | {"version": version} | how
        save_decision_draft(case, template=row, by=by, at=at, **said)
        prepare_decision(case, by=by, at=at)
        return case.decisions.unsigned().get()

    return prepared


Assigns = DecisionTemplate.Assigns

NOT_HEARD = {
    "hearing": Decision.Hearing.NOT_HEARD,
    "hearing_text": "Het besluit berust op uw eigen gegevens.",
}
"""Why nobody was heard, in a decision of a test."""


def said_of(row: DecisionTemplate, case: Case) -> dict:
    """What a decision of a kind must at least say."""
    said: dict = {"reasons": REASONS if row.needs_reasons else ""}
    if may_ask_hearing(row):
        said |= NOT_HEARD
    if row.assigns == Assigns.LEVEL:
        levels = assignable_levels(case, row)
        level = Level.III if Level.III in levels else levels[0]
        said |= {"level": level, "cfis": [f"ML-{NUMERALS[level]}"]}
    if row.assigns == Assigns.CFI:
        said |= {"cfis": [f"DM-{NUMERALS[filed_containment(case).level]}"]}
    if row.assigns in (Assigns.PROCEDURE, Assigns.NOTIFICATION):
        day = legal_day(case.received_at)
        said |= {"becomes": conversion_procedures(case, law.current_law(), day)[0]}
    if row.assigns == Assigns.NOTIFICATION:
        said |= {"level": "I", "cfis": ["ML-I"]}
    return said


@pytest.fixture
def send():
    """`send(case, at=…)`: the letters of a case are sent at a moment."""

    def send(case: Case, *, at: datetime = NOW) -> None:
        Delivery.objects.filter(letter__case=case).update(sent_at=at)
        for letter in case.letters.all():
            with transaction.atomic():
                update_letter_status(letter.pk)

    return send


@pytest.fixture
def decide(prepared, decider_user):
    """`decide(case, template="permit", *, at=…, **how)`: prepare it, and sign it.

    Gives the event by which the case ended.
    """

    def decide(
        case: Case, template: str = "permit", *, at: datetime = NOW, **how
    ) -> Event:
        decision = prepared(case, template, at=at, **how)
        return sign_prepared_decision(
            case, sha256=decision.sha256, by=Actor(user=decider_user), at=at
        )

    return decide


@pytest.fixture
def make_known(send):
    """`make_known(case, at=…)`: its letters are sent, and what follows has followed."""

    def make_known(case: Case, *, at: datetime = NOW) -> None:
        # The PDF of each was made before it could be sent.
        for letter in case.letters.filter(made_at=None):
            make_letter_pdf(letter, at=at)
        send(case, at=at)
        record_what_was_made_known(at=at)

    return make_known


@pytest.fixture
def decide_known(decide, make_known):
    """As `decide`, and the letter was sent: the decision works (Awb 3:40)."""

    def decide_known(
        case: Case, template: str = "permit", *, at: datetime = NOW, **how
    ) -> Event:
        event = decide(case, template, at=at, **how)
        make_known(case, at=at)
        return event

    return decide_known
