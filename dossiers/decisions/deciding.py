"""Decisions: prepared by one person, signed by another (four eyes).

Preparing freezes the words of a draft and their digest; who signs names the digest of
what was seen, so what was signed is what is sent.
"""

from datetime import date, datetime
from typing import Any, cast

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.digests import json_digest
from accounts.models import BureauRole, User
from dossiers.cases.transitions import (
    apply_transition,
    lock_case,
    lock_for,
    refuse_unless_open,
)
from dossiers.correspondence.letters import queue_letter
from dossiers.correspondence.typesetting import CannotBeSet, typeset
from dossiers.decisions.acts import (
    DECIDE,
    NOT_TREAT,
    OBJECT,
    PREPARE,
    RECALL,
    SEND_BACK,
)
from dossiers.decisions.bounds import decision_obstacles
from dossiers.decisions.decision_kinds import ending_act
from dossiers.decisions.decision_letter import (
    letter_to_freeze,
    whole_signed_text,
)
from dossiers.decisions.wording import condition_lines
from dossiers.errors import NotAllowed
from dossiers.facts.decision_facts import DecisionFacts, DraftFacts
from dossiers.models import (
    Case,
    Decision,
    DefaultNotice,
    Event,
    LetterKind,
    ReminderKind,
)
from dossiers.reminders.promising import queue_reminder
from dossiers.reminders.recipients import (
    Recipients,
    case_applicant_recipients,
    person_or_mailbox,
)
from dossiers.states import Act, Part
from procedures.counting.legal_day import legal_day
from procedures.models import DecisionTemplate

log = structlog.get_logger(__name__)

MUST_STAND = ("parts", "annexes", "lead", "attention")
"""What may not have changed in a letter between preparing and signing; who handles the
case may."""


@transaction.atomic
def prepare_decision(case: Case, *, by: Actor, at: datetime) -> Event:
    """Freeze the draft and offer it for signature, to others than who prepared it.

    Raises `NotAllowed` with everything that stands in the way: a request or advice that
    is open, a window that has passed, reasons or a level that are missing.
    """
    lock_for(PREPARE, case, by=by, at=at)
    decision = unsigned_decision(case)
    # Now and not when the draft was begun: who answers for the dossier may be another
    # by now, and the words are frozen below.
    decision.language = case_applicant_recipients(case, on=legal_day(at)).language
    refuse_with_obstacles(case, decision, at=at)
    decision.letter = letter_to_freeze(case, decision, on=legal_day(at))
    # Of the stored words, and not of the draft: it is what the signer sees and signs,
    # and what the record proves later.
    decision.sha256 = json_digest(decision.letter)
    decision.prepared_at, decision.prepared_by = at, by.user
    # The remark with which it came back is dealt with; its event keeps it.
    decision.remark = ""
    decision.save()
    facts = DraftFacts(**decision_named(decision), sha256=decision.sha256)
    event = apply_transition(PREPARE, case, by=by, at=at, facts=facts)
    queue_decision_reminder(
        ReminderKind.SIGNATURE, event, to=signer_recipients(decision), at=at
    )
    return event


@transaction.atomic
def recall_decision(case: Case, *, by: Actor, at: datetime) -> Event:
    """Take a prepared decision back, to write on."""
    lock_for(RECALL, case, by=by, at=at)
    facts = DraftFacts(**decision_named(unsigned_decision(case)))
    return_to_draft(case)
    return apply_transition(RECALL, case, by=by, at=at, facts=facts)


@transaction.atomic
def send_decision_back(case: Case, *, remark: str, by: Actor, at: datetime) -> Event:
    """Send a prepared decision back to who prepared it, with a remark."""
    lock_for(SEND_BACK, case, by=by, at=at)
    decision = unsigned_decision(case)
    # Before the next lines forget it: the message goes to who prepared it.
    author = decision.prepared_by
    facts = DraftFacts(**decision_named(decision), remark=remark)
    return_to_draft(case, remark=remark)
    event = apply_transition(SEND_BACK, case, by=by, at=at, facts=facts)
    queue_decision_reminder(
        ReminderKind.SENT_BACK, event, to=person_or_mailbox(author), at=at
    )
    return event


@transaction.atomic
def sign_prepared_decision(
    case: Case, *, sha256: str, by: Actor, at: datetime
) -> Event:
    """Sign a prepared decision: the case ends by it, and the letter is promised.

    `sha256` is the digest of what the signer saw. What the decision rests on is looked
    at once more, on this day. In a combination the day of the 2.8 decision starts the
    second term. Raises `NotAllowed` for who prepared it, for another digest, when the
    letter cannot be set, and for all that `prepare_decision` refuses.
    """
    lock_case(case)
    decision = case.decisions.unsigned().select_related("template").first()
    # Which act of the table it is hangs on what is signed, so the case is locked and
    # the decision read before the table is asked.
    act = ending_act(decision.template) if decision else DECIDE
    refuse_unless_open(act, case, by=by)
    decision = unsigned_decision(case)
    # First who may not sign at all, then what is wrong with the text: the reader is
    # told one reason, the one that he can do least about.
    refuse_own_signature(case, decision, by=by)
    refuse_other_text(case, decision, sha256)
    refuse_with_obstacles(case, decision, at=at)
    to = case_applicant_recipients(case, on=legal_day(at))
    refuse_outdated_letter(case, decision, language=to.language, on=legal_day(at))
    decision.signed_at, decision.signed_by = at, by.user
    # Last, for it takes a tenth of a second and more while the case is locked: only
    # what is otherwise in order is set.
    refuse_without_pdf(case, decision, by=by, at=at)
    decision.save(update_fields=["signed_at", "signed_by"])
    event = end_case_by_decision(act, case, decision, by=by, at=at)
    kind = LetterKind.OBJECTION if act == OBJECT else LetterKind.DECISION
    queue_letter(kind, event, to=to, at=at)
    return event


def end_case_by_decision(
    act: Act, case: Case, decision: Decision, *, by: Actor, at: datetime
) -> Event:
    """Let a case end by a decision that was just signed.

    What else follows from it waits until it was made known (`after_making_known`).
    """
    is_first = act in (DECIDE, NOT_TREAT) and case.part == Part.REQUEST
    if is_first:
        # Before the transition, which derives the dates that rest on it.
        case.first_decision_on = legal_day(at)
    facts = decision_facts(
        decision, first_decision_on=case.first_decision_on if is_first else None
    )
    return apply_transition(act, case, by=by, at=at, facts=facts)


def return_to_draft(case: Case, *, remark: str = "") -> None:
    """Make a prepared decision a draft again, in an act that makes it out of date.

    Call it after `lock_for`, before `apply_transition`; without one prepared it does
    nothing.
    """
    # In one statement: until `prepared_at` is gone the trigger holds it to its words.
    prepared = case.decisions.unsigned().filter(prepared_at__isnull=False)
    prepared.update(
        prepared_at=None, prepared_by=None, letter=None, sha256="", remark=remark
    )


def unsigned_decision(case: Case) -> Decision:
    """The draft or prepared decision of a case; `NotAllowed` when there is none."""
    decision = case.decisions.unsigned().select_related("template", "becomes").first()
    if decision is None:
        raise NotAllowed(_("There is no draft of a decision."), case.events.last())
    return decision


def refuse_with_obstacles(case: Case, decision: Decision, *, at: datetime) -> None:
    """Raise `NotAllowed` with all that stands in the way of a decision today."""
    if found := decision_obstacles(case, decision, today=legal_day(at)):
        raise NotAllowed(" ".join(found), case.events.last())


def refuse_own_signature(case: Case, decision: Decision, *, by: Actor) -> None:
    """Four eyes: who prepared a decision does not sign it."""
    if decision.prepared_by == by.user:
        words = _(
            "You prepared this decision, so somebody else signs it: every decision "
            "has four eyes."
        )
        raise NotAllowed(words, case.events.last())


def refuse_other_text(case: Case, decision: Decision, sha256: str) -> None:
    """What is signed is what the signer saw."""
    # The second half is no matter of the signer: it refuses a row that was changed past
    # the acts.
    if sha256 != decision.sha256 or decision.sha256 != json_digest(decision.letter):
        words = _("The decision is another than the one that you saw. Read it anew.")
        raise NotAllowed(words, case.events.last())


def refuse_without_pdf(
    case: Case, decision: Decision, *, by: Actor, at: datetime
) -> None:
    """No PDF, no signature: the letter is set before it is promised."""
    try:
        typeset(whole_signed_text(decision, at=at, by=by.user))
    except CannotBeSet as error:
        log.error("decision cannot be set", case=case.number, error=str(error))
        words = _(
            "The letter cannot be set as PDF now, so it cannot be signed. It is on "
            "record. Try again later, or send the decision back."
        )
        raise NotAllowed(words, case.events.last()) from error


def refuse_outdated_letter(
    case: Case, decision: Decision, *, language: str, on: date
) -> None:
    """What the letter rests on is as it was when the decision was prepared.

    `language` is the one in which its reader gets letters on that day.
    """
    if decision.language != language:
        words = _(
            "Since this decision was prepared the applicant has chosen another "
            "language for letters. Send it back, so that it is offered anew."
        )
        raise NotAllowed(words, case.events.last())
    # Written anew from the facts of today and compared, instead of asking which facts a
    # letter may rest on.
    now, then = letter_to_freeze(case, decision, on=on), decision.letter or {}
    if any(now[name] != then.get(name) for name in MUST_STAND):
        words = _(
            "Since this decision was prepared something has changed that its letter "
            "tells. Send it back, so that it is offered anew."
        )
        raise NotAllowed(words, case.events.last())


def decision_named(decision: Decision) -> dict[str, Any]:
    """Which decision an event is about, and of what kind."""
    return {"decision": decision.pk, "template": decision.template.key}


def decision_facts(
    decision: Decision, *, first_decision_on: date | None
) -> DecisionFacts:
    """What a decision says, as the event keeps it.

    `first_decision_on` is the day on which it starts the second term of the case that
    is coupled, for a 2.8 decision.
    """
    template, Ending = decision.template, DecisionTemplate.Ending
    is_on_request = template.ending == Ending.DECISION
    is_objection = template.ending == Ending.OBJECTION
    has_conditions = bool(condition_lines(decision.conditions))
    return DecisionFacts(
        **decision_named(decision),
        sha256=decision.sha256,
        level=decision.level,
        cfis=decision.cfis,
        granted=template.is_grant if is_on_request else None,
        conditions=has_conditions if is_on_request else None,
        reason=None if is_on_request else decision.reasons,
        kind=template.key if is_objection else None,
        cfi=", ".join(decision.cfis) if is_objection else None,
        becomes=decision.becomes.key if decision.becomes else None,
        first_decision_on=first_decision_on,
    )


def eligible_signers(decision: Decision | DefaultNotice) -> QuerySet[User]:
    """The deciding officers but for who prepared it: four eyes."""
    deciders = User.objects.filter(is_active=True, positions__role=BureauRole.DECIDER)
    return deciders.exclude(pk=cast(int, decision.prepared_by_id)).order_by("pk")


def signer_recipients(decision: Decision) -> Recipients:
    """Those who may sign a prepared decision, in their language where they share one.

    The shared mailbox of BGGO when there is nobody.
    """
    people = list(eligible_signers(decision))
    if not people:
        return person_or_mailbox(None)
    languages = {person.language for person in people}
    # One message to all of them has one language; Dutch where they differ.
    language = languages.pop() if len(languages) == 1 else "nl"
    return Recipients([person.email for person in people], language)


def queue_decision_reminder(
    kind: ReminderKind, event: Event, *, to: Recipients, at: datetime
) -> None:
    """Promise a message about a prepared decision."""
    queue_reminder(kind, event.case, to=to, at=at, fact_on=legal_day(at), event=event)
