"""One act on many cases: what will happen to each, and what came of it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple, cast

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import BureauRole, User
from dossiers.administrative.acts import PROCESS
from dossiers.administrative.administrative_changes import (
    ChangeRequest,
    prefetched_changes,
)
from dossiers.administrative.processing import process_change
from dossiers.cases import transitions
from dossiers.cases.act_definition import open_acts
from dossiers.cases.first_decision import reasons_not_to_assess
from dossiers.cases.time_left import latest_open_requests, unbroken_date
from dossiers.cases.timeline import last_act_sentence
from dossiers.errors import NotAllowed
from dossiers.handling.acts import RECORD_NO_OBJECTION
from dossiers.handling.assigning import (
    assign_handler,
    assigning_act,
)
from dossiers.handling.manual_reminders import (
    next_manual_reminder,
    send_manual_reminder,
    sent_reminders,
    why_nobody_to_remind,
)
from dossiers.handling.taking_up import record_no_objection
from dossiers.models import Case, InformationRequest
from dossiers.states import Act, Kind, Role, State
from procedures.counting.legal_day import legal_day

MOST = 200
"""How many cases in one go."""


class BulkAct(models.TextChoices):
    """What can be done to many cases at once."""

    ASSIGN = "assign", gettext_lazy("assign to a colleague")
    REMIND = "remind", gettext_lazy("remind")
    CLOSE = "close", gettext_lazy("close")


class PlannedAct(NamedTuple):
    """What will happen to a case, or why nothing will."""

    case: Case
    will: str = ""
    why_not: str = ""


class BulkOutcome(NamedTuple):
    """What came of it; `badge` is the style of the word."""

    case: Case
    is_done: bool
    word: str
    details: str = ""

    @property
    def badge(self) -> str:
        return "done" if self.is_done else "late"


def plan_bulk_act(
    act: BulkAct, cases: list[Case], *, to: User | None, by: User, at: datetime
) -> list[PlannedAct]:
    """Each case in the order given, with what the act would do to it."""
    if act == BulkAct.REMIND:
        return _reminders(cases, by, at)
    if act == BulkAct.CLOSE:
        administrative = [one for one in cases if one.kind == Kind.ADMINISTRATIVE]
        asked = {one.case: one for one in prefetched_changes(administrative)}
        # For all at once, where the act itself asks for its one case.
        reasons = reasons_not_to_assess(cases)
        return [
            _closing(case, asked.get(case), reasons.get(case.pk, ""), by)
            for case in cases
        ]
    return [_assigning(case, to, by) for case in cases]


def do_bulk_act(
    act: BulkAct, cases: list[Case], *, to: User | None, by: Actor, at: datetime
) -> list[BulkOutcome]:
    """Do it to each case in a transaction of its own; a refusal stops no other."""
    # No transaction around them all: two hundred cases locked together would stop
    # everybody, and one refusal undo the rest.
    return [_outcome(act, case, to=to, by=by, at=at) for case in cases]


def may_handler_act(act: Act, case: Case, by: User) -> bool:
    """Does the table open an act to this handler, without a query for each case?"""
    return act in open_acts(case.state, _table_roles(by), case.kind)


def _table_roles(by: User) -> set[Role]:
    # By the position alone: `roles_of` asks for the organisations of the person at
    # every case.
    return {Role.HANDLER} if BureauRole.HANDLER in by.bureau_roles() else set()


def _assigning(case: Case, to: User | None, by: User) -> PlannedAct:
    if not may_handler_act(assigning_act(case), case, by):
        return PlannedAct(
            case,
            why_not=transitions.why_not_open(
                assigning_act(case), case, _table_roles(by)
            ),
        )
    if to is None:
        return PlannedAct(case, why_not=_("Choose a colleague first."))
    if case.handler_id == to.pk:
        text = _("%(name)s handles this case already.")
        return PlannedAct(case, why_not=text % {"name": to.name})
    words = {"name": to.name, "from": case.handler.name if case.handler else ""}
    if words["from"]:
        return PlannedAct(case, _("goes from %(from)s to %(name)s") % words)
    return PlannedAct(case, _("taken in handling by %(name)s") % words)


def _reminders(cases: list[Case], by: User, at: datetime) -> list[PlannedAct]:
    asked, sent, today = (
        latest_open_requests(cases),
        sent_reminders(cases),
        legal_day(at),
    )
    return [
        _reminding(case, asked.get(case.pk), sent.get(case.pk, set()), by, today)
        for case in cases
    ]


def _reminding(
    case: Case,
    request: InformationRequest | None,
    sent: set[tuple[str, date]],
    by: User,
    today: date,
) -> PlannedAct:
    if reason := why_nobody_to_remind(case, request, by):
        return PlannedAct(case, why_not=reason)
    found = next_manual_reminder(request, sent, today)
    if found is None:
        return PlannedAct(case, why_not=_("This was reminded of already."))
    if found.is_for_applicant:
        text = _("a mail to the applicant: answer by %(day)s")
        return PlannedAct(case, text % {"day": unbroken_date(found.fact_on)})
    return PlannedAct(
        case, _("a mail to %(name)s") % {"name": cast(User, case.handler).name}
    )


def _closing(
    case: Case, asked: ChangeRequest | None, reason: str, by: User
) -> PlannedAct:
    """Only what ends without a decision can be closed for many at once.

    `asked` is what an administrative filing asks, `reason` why a coupled notification
    cannot be left at that.
    """
    if asked and may_handler_act(PROCESS, case, by):
        if refusals := asked.refusals():
            return PlannedAct(case, why_not=" ".join(refusals))
        return PlannedAct(case, _("the administrative change is processed"))
    if may_handler_act(RECORD_NO_OBJECTION, case, by):
        if reason:
            return PlannedAct(case, why_not=reason)
        return PlannedAct(
            case,
            _(
                "recorded that no decision is needed; "
                "it closes when the window has passed"
            ),
        )
    return PlannedAct(case, why_not=_why_open(case, by))


def _why_open(case: Case, by: User) -> str:
    # The reasons that one can do something about go before the general one of the
    # table.
    if case.state == State.RECEIVED:
        return _("Nobody took it in handling yet.")
    if case.state == State.ASSESSED:
        return _("That no decision is needed is recorded already; it closes by itself.")
    if case.kind == Kind.REQUEST:
        return _("This kind of case ends with a decision, one by one.")
    is_kg = case.kind == Kind.NOTIFICATION
    act = RECORD_NO_OBJECTION if is_kg else PROCESS
    return transitions.why_not_open(act, case, _table_roles(by))


def _outcome(
    act: BulkAct, case: Case, *, to: User | None, by: Actor, at: datetime
) -> BulkOutcome:
    try:
        DO[act](case, to=to, by=by, at=at)
    except NotAllowed as refusal:
        last_act = last_act_sentence(refusal.event, to_bureau=True)
        details = f"{refusal.message} {last_act}".strip()
        return BulkOutcome(case, False, _("not done"), details)
    return BulkOutcome(case, True, _("done"))


def _close(case: Case, *, to: User | None, by: Actor, at: datetime) -> None:
    if case.kind == Kind.ADMINISTRATIVE:
        process_change(case, by=by, at=at)
    else:
        record_no_objection(case, remark="", by=by, at=at)


def _remind(case: Case, *, to: User | None, by: Actor, at: datetime) -> None:
    send_manual_reminder(case, by=by, at=at)


DO: dict[BulkAct, Callable[..., object]] = {
    BulkAct.ASSIGN: assign_handler,
    BulkAct.REMIND: _remind,
    BulkAct.CLOSE: _close,
}
