"""One act on many cases: what will happen to each, and what came of it."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import BureauRole, User
from dossiers.administrative.administrative_changes import Asked, together
from dossiers.administrative.processing import process
from dossiers.cases import transitions
from dossiers.cases.first_decision import reasons_not_to_assess
from dossiers.cases.time_left import asked_of, in_one_line
from dossiers.cases.timeline import who_was_first
from dossiers.errors import NotAllowed
from dossiers.handling.assigning import act_for, assign
from dossiers.handling.manual_reminders import next_nudge, nudge, told, why_not
from dossiers.handling.taking_up import record_no_objection
from dossiers.models import Case
from dossiers.states import Act, Kind, Role, State, open_acts
from procedures.counting.legal_day import legal_day

MOST = 200
"""How many cases in one go."""


class BulkAct(models.TextChoices):
    """What can be done to many cases at once."""

    ASSIGN = "assign", gettext_lazy("assign to a colleague")
    REMIND = "remind", gettext_lazy("remind")
    CLOSE = "close", gettext_lazy("close")


class Planned(NamedTuple):
    """What will happen to a case, or why nothing will."""

    case: Case
    will: str = ""
    why_not: str = ""


class Outcome(NamedTuple):
    """What came of it; `badge` is the style of the word."""

    case: Case
    is_done: bool
    word: str
    details: str = ""

    @property
    def badge(self) -> str:
        """Done, or not."""
        return "done" if self.is_done else "late"


def plan(
    act: BulkAct, cases: list[Case], *, to: User | None, by: User, at: datetime
) -> list[Planned]:
    """Each case in the order given, with what the act would do to it."""
    if act == BulkAct.REMIND:
        return _reminders(cases, by, at)
    if act == BulkAct.CLOSE:
        administrative = [one for one in cases if one.kind == Kind.ADMINISTRATIVE]
        asked = {one.case: one for one in together(administrative)}
        reasons = reasons_not_to_assess(cases)
        return [
            _closing(case, asked.get(case), reasons.get(case.pk, ""), by)
            for case in cases
        ]
    return [_assigning(case, to, by) for case in cases]


def do(
    act: BulkAct, cases: list[Case], *, to: User | None, by: Actor, at: datetime
) -> list[Outcome]:
    """Do it to each case in a transaction of its own; a refusal stops no other."""
    return [_outcome(act, case, to=to, by=by, at=at) for case in cases]


def may(act: Act, case: Case, by: User) -> bool:
    """Does the table open an act to this handler, without a query for each case?"""
    return act in open_acts(case.state, _held(by), case.kind)


def _held(by: User) -> set[Role]:
    return {Role.HANDLER} if BureauRole.HANDLER in by.bureau_roles() else set()


def _assigning(case: Case, to: User | None, by: User) -> Planned:
    if not may(act_for(case), case, by):
        return Planned(
            case, why_not=transitions.why_not(act_for(case), case, _held(by))
        )
    if to is None:
        return Planned(case, why_not=_("Choose a colleague first."))
    if case.handler_id == to.pk:
        text = _("%(name)s handles this case already.")
        return Planned(case, why_not=text % {"name": to.name})
    words = {"name": to.name, "from": case.handler.name if case.handler else ""}
    if words["from"]:
        return Planned(case, _("goes from %(from)s to %(name)s") % words)
    return Planned(case, _("taken in handling by %(name)s") % words)


def _reminders(cases: list[Case], by: User, at: datetime) -> list[Planned]:
    asked, sent, today = asked_of(cases), told(cases), legal_day(at)
    return [
        _reminding(case, asked.get(case.pk), sent.get(case.pk, set()), by, today)
        for case in cases
    ]


def _reminding(case, request, sent, by, today) -> Planned:
    if reason := why_not(case, request, by):
        return Planned(case, why_not=reason)
    found = next_nudge(request, sent, today)
    if found is None:
        return Planned(case, why_not=_("This was reminded of already."))
    if found.is_for_applicant:
        text = _("a mail to the applicant: answer by %(day)s")
        return Planned(case, text % {"day": in_one_line(found.fact_on)})
    return Planned(case, _("a mail to %(name)s") % {"name": case.handler.name})


def _closing(case: Case, asked: Asked | None, reason: str, by: User) -> Planned:
    """Only what ends without a decision can be closed for many at once.

    `asked` is what an administrative filing asks, `reason` why a coupled notification
    cannot be left at that.
    """
    if asked and may(Act.PROCESS, case, by):
        if refusals := asked.refusals():
            return Planned(case, why_not=" ".join(refusals))
        return Planned(case, _("the administrative change is processed"))
    if may(Act.RECORD_NO_OBJECTION, case, by):
        if reason:
            return Planned(case, why_not=reason)
        return Planned(
            case, _("no objection is recorded; it closes when the window has passed")
        )
    return Planned(case, why_not=_why_open(case, by))


def _why_open(case: Case, by: User) -> str:
    if case.state == State.RECEIVED:
        return _("Nobody took it in handling yet.")
    if case.state == State.ASSESSED:
        return _("No objection is recorded already; it closes by itself.")
    if case.kind == Kind.REQUEST:
        return _("This kind of case ends with a decision, one by one.")
    is_kg = case.kind == Kind.NOTIFICATION
    act = Act.RECORD_NO_OBJECTION if is_kg else Act.PROCESS
    return transitions.why_not(act, case, _held(by))


def _outcome(act: BulkAct, case: Case, *, to, by: Actor, at: datetime) -> Outcome:
    try:
        DO[act](case, to=to, by=by, at=at)
    except NotAllowed as refusal:
        details = (
            f"{refusal.message} {who_was_first(refusal.event, to_bureau=True)}".strip()
        )
        return Outcome(case, False, _("not done"), details)
    return Outcome(case, True, _("done"))


def _close(case: Case, *, to, by: Actor, at: datetime) -> None:
    if case.kind == Kind.ADMINISTRATIVE:
        process(case, by=by, at=at)
    else:
        record_no_objection(case, remark="", by=by, at=at)


def _remind(case: Case, *, to, by: Actor, at: datetime) -> None:
    nudge(case, by=by, at=at)


DO: dict[BulkAct, Callable] = {
    BulkAct.ASSIGN: assign,
    BulkAct.REMIND: _remind,
    BulkAct.CLOSE: _close,
}
