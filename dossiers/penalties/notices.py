"""The notice of default, and the penalty for a late decision (Awb 4:17, 4:18)."""

from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from dossiers.cases.transitions import apply_transition, lock_for, roles_of
from dossiers.correspondence.letters import queue_letter
from dossiers.errors import NotAllowed
from dossiers.facts.handling_facts import RemarkFacts
from dossiers.facts.penalty_facts import NoticeFacts, OwedStep, PenaltyFacts
from dossiers.models import Case, DefaultNotice, Event, LetterKind
from dossiers.penalties.acts import (
    FIX_PENALTY,
    GIVE_NOTICE,
    PREPARE_PENALTY,
    RETURN_PENALTY,
)
from dossiers.penalties.amounts import (
    default_notice_of,
    is_decision_application,
    penalty_of,
)
from dossiers.reminders.promising import inform_handler
from dossiers.reminders.recipients import case_applicant_recipients
from dossiers.states import Role
from procedures.counting.legal_day import legal_day
from procedures.counting.penalty import Penalty
from procedures.models import PenaltyScale

ONE_DAY = timedelta(days=1)
SCALE_KEY = "late-decision"


@transaction.atomic
def give_notice(
    case: Case, *, text: str, received_on: date | None, by: Actor, at: datetime
) -> Event:
    """Give, or record, the notice that a decision is late (Awb 4:17 lid 3).

    The applicant gives it here, so that it is received today; of one that came by post
    the handler says on which day (`received_on`). It is confirmed to the applicant by
    letter, and told to whoever handles the case. Raises `NotAllowed` when no decision
    was applied for, the term has not passed by then, there is one already, in another
    state, or by the wrong person.
    """
    lock_for(GIVE_NOTICE, case, by=by, at=at)
    today, posted = legal_day(at), is_by_post(case, by)
    # The day of receipt decides from when a penalty runs; only the authority can know
    # it of a letter.
    day = received_on if posted and received_on else today
    refuse_notice(case, day, today)
    # The amounts of the day of the notice, for the whole of it: they are a dated row of
    # the law.
    scale = PenaltyScale.objects.in_force(SCALE_KEY, day)
    DefaultNotice.objects.create(
        case=case,
        received_on=day,
        recorded_at=at,
        recorded_by=by.name,
        text=text,
        scale=scale,
    )
    term_end = cast(date, case.due_on)  # it is late, so there is one
    facts = NoticeFacts(
        received_on=day, term_end=term_end, scale=scale.pk, by_post=posted
    )
    event = apply_transition(GIVE_NOTICE, case, by=by, at=at, facts=facts)
    confirm_notice(event, at=at)
    return event


def is_by_post(case: Case, by: Actor) -> bool:
    """Does somebody at Bureau GGO record what came by post?"""
    return Role.APPLICANT not in roles_of(by, case)


def confirm_notice(event: Event, *, at: datetime) -> None:
    """Confirm the notice to the applicant, and tell the handler or the bureau."""
    case = event.case
    queue_letter(
        LetterKind.NOTICE,
        event,
        to=case_applicant_recipients(case, on=legal_day(at)),
        at=at,
    )
    inform_handler(event, at=at)


def refuse_notice(case: Case, day: date, today: date) -> None:
    """Say why no notice can have been received on a day."""
    message = ""
    if not is_decision_application(case):
        message = _("A notice of default is for a decision that was applied for.")
    elif default_notice_of(case):
        message = _("A notice of default was received already.")
    # Before the days are compared: without a last day there is nothing to be late for.
    elif case.due_on is None:
        message = _("The clock stands still: there is no last day that has passed.")
    elif day > today:
        message = _("A notice cannot be received on a day that has yet to come.")
    elif day <= case.due_on:
        message = _(
            "Too early: the term runs through %(last)s. A notice is possible from "
            "%(first)s."
        )
    if message:
        raise NotAllowed(message % _term_end_words(case.due_on), case.events.last())


def _term_end_words(last: date | None) -> dict[str, str]:
    """The last day of a term and the day after it, in words."""
    if last is None:
        return {}
    return {
        "last": date_format(last, "j F Y"),
        "first": date_format(last + ONE_DAY, "j F Y"),
    }


@transaction.atomic
def prepare_penalty(
    case: Case,
    *,
    outcome: str = "",
    reason: str = "",
    applicants: int = 1,
    by: Actor,
    at: datetime,
) -> Event:
    """Offer the decision on the penalty for signature (Awb 4:18), to somebody else.

    That is once the decision is made known or the most days have passed. That nothing
    is owed (4:17 lid 6) is an `outcome` of `NothingOwed`, with its `reason`, and can be
    prepared from the notice on. `applicants` share it equally (lid 7). Who prepares it
    anew takes the place of who did before. Raises `NotAllowed` when no day is owed,
    while it still grows, without a reason, when it is fixed already, in another state,
    or by the wrong person.
    """
    lock_for(PREPARE_PENALTY, case, by=by, at=at)
    if outcome and not reason.strip():
        message = _("Give the reasons for which no penalty is owed (Awb 3:46).")
        raise NotAllowed(message, case.events.last())
    notice, owed = final_penalty(case, at=at, outcome=outcome)
    notice.outcome, notice.reason = outcome, reason.strip() if outcome else ""
    notice.applicants = applicants
    notice.prepared_at, notice.prepared_by = at, by.person
    # Kept, so that who signs fixes what was prepared and seen, or is refused.
    notice.prepared_amount = amount_to_fix(notice, owed)
    notice.save(update_fields=PREPARED_FIELDS)
    facts = fixed_penalty_facts(case, notice, owed)
    return apply_transition(PREPARE_PENALTY, case, by=by, at=at, facts=facts)


def amount_to_fix(notice: DefaultNotice, owed: Penalty) -> int:
    """The sum in euros that the decision fixes: 0 where nothing is owed (lid 6)."""
    return 0 if notice.outcome else owed.amount


@transaction.atomic
def return_penalty(case: Case, *, remark: str, by: Actor, at: datetime) -> Event:
    """Send the prepared decision on the penalty back, with a remark."""
    lock_for(RETURN_PENALTY, case, by=by, at=at)
    notice = default_notice_of(case)
    if notice is None or notice.prepared_at is None or notice.fixed_at:
        words = _("There is no decision on the penalty that waits for a signature.")
        raise NotAllowed(words, case.events.last())
    notice.prepared_at = notice.prepared_by = notice.prepared_amount = None
    notice.outcome, notice.reason, notice.applicants = "", "", 1
    notice.save(update_fields=PREPARED_FIELDS)
    return apply_transition(
        RETURN_PENALTY, case, by=by, at=at, facts=RemarkFacts(remark=remark)
    )


PREPARED_FIELDS = [
    *("prepared_at", "prepared_by", "prepared_amount"),
    *("outcome", "reason", "applicants"),
]


@transaction.atomic
def fix_penalty(case: Case, *, by: Actor, at: datetime) -> Event:
    """Fix the penalty by decision, within two weeks after its last day (Awb 4:18).

    Signed by another than who prepared it, at the amount that was prepared. The
    applicant gets a letter with the sum. Raises `NotAllowed` as `prepare_penalty` does,
    for who prepared it, and when the amount is another by now.
    """
    lock_for(FIX_PENALTY, case, by=by, at=at)
    notice, owed = prepared_penalty(case, at=at)
    refuse_penalty_signature(case, notice, owed, by=by)
    notice.fixed_at, notice.fixed_amount = at, amount_to_fix(notice, owed)
    notice.fixed_by = by.person
    notice.save(update_fields=["fixed_at", "fixed_amount", "fixed_by"])
    facts = fixed_penalty_facts(case, notice, owed)
    event = apply_transition(FIX_PENALTY, case, by=by, at=at, facts=facts)
    queue_letter(
        LetterKind.PENALTY,
        event,
        to=case_applicant_recipients(case, on=legal_day(at)),
        at=at,
    )
    return event


def prepared_penalty(case: Case, *, at: datetime) -> tuple[DefaultNotice, Penalty]:
    """The notice and what is owed on it, as it was prepared."""
    notice = default_notice_of(case)
    return final_penalty(case, at=at, outcome=notice.outcome if notice else "")


def final_penalty(
    case: Case, *, at: datetime, outcome: str = ""
) -> tuple[DefaultNotice, Penalty]:
    """The notice and what is owed on it, once it grows no more and is not fixed yet.

    With an `outcome` of 4:17 lid 6 nothing is owed, so nothing grows.
    """
    notice, owed = default_notice_of(case), penalty_of(case, legal_day(at))
    if notice is None or owed is None or notice.fixed_at:
        raise NotAllowed(_why_not_fixed(notice, owed), case.events.last())
    if not outcome and not owed.is_final:
        raise NotAllowed(_why_not_fixed(notice, owed), case.events.last())
    # Decided in time after the notice: no day is owed, so there is nothing to fix.
    if owed.is_final and not owed.amount:
        raise NotAllowed(_("No penalty is owed."), case.events.last())
    return notice, owed


def refuse_penalty_signature(
    case: Case, notice: DefaultNotice, owed: Penalty, *, by: Actor
) -> None:
    """Four eyes, and the amount that was prepared."""
    message = ""
    if notice.prepared_by is None:
        message = _("The decision on the penalty was not prepared yet.")
    elif notice.prepared_by == by.user:
        message = _(
            "You prepared this decision, so somebody else signs it: every decision "
            "has four eyes."
        )
    # A day that it rests on may have moved since, as by a letter that came back: then
    # it is prepared anew.
    elif notice.prepared_amount != amount_to_fix(notice, owed):
        message = _("The amount is another by now. Send the decision back first.")
    if message:
        raise NotAllowed(message, case.events.last())


def fixed_penalty_facts(
    case: Case, notice: DefaultNotice, owed: Penalty
) -> PenaltyFacts:
    """The sum as it was fixed, with the days it rests on, as the event keeps it."""
    is_owed = not notice.outcome
    return PenaltyFacts(
        amount=amount_to_fix(notice, owed),
        days=owed.days if is_owed else 0,
        term_end=cast(date, case.due_on),  # it is late, so there is one
        received_on=notice.received_on,
        first_day=owed.first_day,
        last_day=owed.last_day if is_owed else None,
        steps=[OwedStep(**step._asdict()) for step in owed.steps if is_owed],
        outcome=notice.outcome,
        reason=notice.reason,
        applicants=notice.applicants,
    )


def _why_not_fixed(notice: DefaultNotice | None, owed: Penalty | None) -> str:
    """Why a penalty cannot be fixed now."""
    if notice is None or owed is None:
        return _("There is no notice of default, so no penalty is owed.")
    if notice.fixed_at:
        return _("The penalty is fixed already.")
    words = _(
        "The penalty can still grow: it is fixed once the decision is made known, or "
        "after %(day)s."
    )
    return words % {"day": date_format(owed.final_day, "j F Y")}
