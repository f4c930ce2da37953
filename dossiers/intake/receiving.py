"""The hand-over: a filed application becomes a case with a number and a clock."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from applications.forms.sections.consent import REQUESTS, ConsentSection
from applications.models import Application
from applications.signing.freezing import FROZEN, freeze_content
from dossiers.cases.case_plan import CasePlan, cases_to_open
from dossiers.cases.numbering import (
    administrative_reference,
    allocate_number,
    case_number,
)
from dossiers.cases.standing_still import stands_still_together
from dossiers.cases.transitions import apply_transition
from dossiers.correspondence.letters import queue_letter
from dossiers.facts.filing_facts import ReceivedFacts
from dossiers.intake.acts import RECEIVE
from dossiers.models import Case, Dossier, LetterKind
from dossiers.reminders.recipients import Recipients, receipt_recipients
from dossiers.states import Kind, Part, State
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.law_rows.law import Law
from procedures.models import Procedure


@transaction.atomic
def receive_application(application: Application, *, by: Actor, at: datetime) -> Case:
    """File an application: freeze it, number it, wind its clock, promise the receipt.

    All or nothing, in one transaction (Besluit ggo 2.15(5): the date of receipt is the
    date written on the proof of receipt). The row of the law in force on the day of
    receipt governs the case for ever. A combination opens two coupled cases; the 2.8
    request, which comes first, is returned.

    Raises `AlreadyFiled`, `Incomplete`, `NotSigned` or `NotAllowed` of
    `applications.errors`, `NoDossier` for a change of nothing, and `NotInForce`.
    """
    if application.supplements_id:
        words = _(
            "This supplements an earlier filing: it goes along with the answer or the "
            "correction, on the page of the case."
        )
        raise ActorNotAllowed(words)
    # Read once: one version of the law governs every step, also when it changes while
    # we file.
    books = law.current_law()
    # First, since it locks the row: whoever files at the same moment waits here, and
    # then finds it filed.
    application = freeze_content(application, by=by, at=at, books=books)
    procedure = books.in_force(application.procedure_key, legal_day(at))
    found = cases_to_open(application.content or {}, procedure, books, legal_day(at))
    # All numbers before the first case is stored: the letters and the form name both.
    cases = [build_case(application, procedure, piece, at=at) for piece in found]
    # Kept with the form, which may not know of cases (ADR 1) and still tells its
    # numbers.
    application.filed_as = [case.label for case in cases]
    application.save(update_fields=FROZEN)
    to = receipt_recipients(application, by.person, on=legal_day(at))
    for case in cases:
        store_case(case, by=by, at=at, books=books, to=to)
    return cases[0]


def build_case(
    application: Application, procedure: Procedure, piece: CasePlan, *, at: datetime
) -> Case:
    """A case of a filing, not saved yet, in the dossier that is its place.

    The number is taken last, since its counter stays locked until the commit.
    """
    case = Case(
        organisation=application.organisation,
        application=application,
        procedure=procedure,
        part=piece.part,
        follow_up=piece.follow_up,
        title=application.title,
        state=State.RECEIVED,
        received_at=at,
        changed_at=at,
    )
    case.asks_consent = is_consent_requested(case)
    case.stands_still_together = stands_still_together(
        application.content or {}, piece.follow_up
    )
    if case.kind == Kind.ADMINISTRATIVE:
        case.number = administrative_reference(application)
    else:
        case.dossier, case.follow_number = allocate_number(application, piece, at=at)
        case.number = case_number(case.dossier, case.follow_number)
    return case


def is_consent_requested(case: Case) -> bool:
    """Does a notification ask for consent (Besluit ggo 2.17 lid 2, 2.26 lid 2)?"""
    answers = (case.application.content or {}).get("answers", {})
    consent_answers = answers.get(ConsentSection.key, {})
    is_asked = consent_answers.get("consent") in REQUESTS
    return case.kind == Kind.NOTIFICATION and is_asked


def store_case(
    case: Case, *, by: Actor, at: datetime, books: Law, to: Recipients
) -> None:
    """Store a new case with its first event, and promise its proof of receipt."""
    application = case.application
    is_coupled = case.part == Part.FOLLOW_UP
    facts = ReceivedFacts(
        content_sha256=application.content_sha256,
        stands_still_together=case.stands_still_together if is_coupled else None,
    )
    event = apply_transition(RECEIVE, case, by=by, at=at, facts=facts, books=books)
    if case.kind == Kind.ADMINISTRATIVE:
        # Only now: many-to-many rows need the key of the case.
        case.concerns.set(concerned_dossiers(application))
    queue_letter(LetterKind.RECEIPT, event, to=to, at=at)


def concerned_dossiers(application: Application) -> QuerySet[Dossier]:
    """The dossiers of the same organisation that an administrative filing is about."""
    answers = (application.content or {}).get("answers", {})
    chosen = answers.get("dossiers", {}).get("dossiers", [])
    firsts = [one["id"] if isinstance(one, dict) else one for one in chosen]
    return Dossier.objects.filter(
        organisation=application.organisation_id,
        cases__application__in=firsts,
        cases__follow_number=0,
    ).distinct()
