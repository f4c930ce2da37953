"""The advice that was asked in a case: of whom, what, by when, and what came of it.

For Bureau GGO alone. The applicant reads an advice as part of the decision that rests
on it, not before; until then the log tells that it was asked, and of which body.
"""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from dossiers.advice.acts import ASK_ADVICE, GIVE_ADVICE
from dossiers.cases.act_definition import rule_of
from dossiers.cases.page_parts import Panel
from dossiers.models import Advice, Case
from dossiers.states import Role


class AdviceRow(NamedTuple):
    """An advice with its badge, and whether its link can be sent again or withdrawn."""

    advice: Advice
    kind: str
    word: str
    is_mine_to_act_on: bool


def asked_advice_panel(case: Case, *, held: set[Role], today: date) -> Panel | None:
    """Everything that was asked, oldest first; None when nothing was."""
    if held == {Role.APPLICANT}:
        return None
    acts = Role.HANDLER in held and case.state in rule_of(ASK_ADVICE).sources
    rows = [
        AdviceRow(advice, *advice_badge(advice, case, today), acts and advice.is_open)
        for advice in case.advices.select_related("asked_by")
    ]
    return Panel("dossiers/advice/_advice.html", {"rows": rows}) if rows else None


def advice_badge(advice: Advice, case: Case, today: date) -> tuple[str, str]:
    """The badge of an advice: its kind and its word."""
    if advice.given_at:
        return "done", _("received")
    if advice.revoked_at:
        return "neutral", _("withdrawn")
    # Before “late”: where the case went on without it, nobody waits for it any more.
    if case.state not in rule_of(GIVE_ADVICE).sources:
        return "neutral", _("not received")
    if advice.sent_at is None:
        if advice.last_error:
            return "attention", _("not delivered yet")
        return "info", _("is being sent")
    if advice.advise_by < today:
        return "late", _("late")
    return "info", _("asked")
