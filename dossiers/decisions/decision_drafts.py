"""The draft of a decision: written by whoever handles the case, decides nothing.

It is a row without an event, with a version, so that nobody's text is lost.
"""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.text_input.typed import storable_value
from dossiers.cases.transitions import lock_case, roles_of
from dossiers.decisions.containment import level_from_cfis
from dossiers.errors import NotAllowed, StaleText
from dossiers.models import Case, Decision
from dossiers.reminders.recipients import case_applicant_recipients
from dossiers.states import UNDECIDED, Role
from procedures.counting.legal_day import legal_day
from procedures.models import DecisionTemplate, Procedure


@transaction.atomic
def save_decision_draft(
    case: Case,
    *,
    template: DecisionTemplate,
    level: str = "",
    cfis: Sequence[str] = (),
    becomes: Procedure | None = None,
    reasons: str = "",
    conditions: str = "",
    hearing: str = "",
    heard_on: date | None = None,
    hearing_text: str = "",
    advice_use: str = "",
    version: int,
    by: Actor,
    at: datetime,
) -> Decision:
    """Keep the draft of a decision, whole or not; nothing is decided by it.

    It may lack what it must, or say what cannot be: `prepare_decision` asks for all.
    `version` is that of the draft as the writer saw it, 0 when there was none. The
    level may be left out where it follows from the CFIs. The letter is in the language
    of who it is for. Raises `StaleText` when a
    colleague saved another text or threw it away meanwhile; `NotAllowed` when the case
    is not being handled any more, and by another than a case handler.
    """
    decision = lock_decision_draft(case, by=by)
    # Taken before the fields are set below, which are of the same object.
    before, was = draft_content(decision), decision.version
    decision.template = template
    decision.language = case_applicant_recipients(case, on=legal_day(at)).language
    decision.level, decision.cfis, decision.becomes = level, list(cfis), becomes
    # Kept with the draft, so that everybody sees the level that will stand in the
    # letter.
    decision.level = level_from_cfis(case, decision, legal_day(at))
    decision.reasons, decision.conditions = (
        storable_value(reasons),
        storable_value(conditions),
    )
    decision.hearing, decision.heard_on = hearing, heard_on
    decision.hearing_text = storable_value(hearing_text)
    decision.advice_use = advice_use
    # The same text sent twice meets nobody, whatever version it says.
    if was and draft_content(decision) == before:
        return decision
    refuse_stale_draft(case, was, version)
    decision.version = was + 1 if was else _first_version()
    decision.saved_at, decision.saved_by = at, by.person
    decision.save()
    return decision


DRAFT_TEXT_FIELDS = (
    "template_id",
    "language",
    "level",
    "becomes_id",
    "reasons",
    "conditions",
    "hearing",
    "heard_on",
    "hearing_text",
    "advice_use",
)


def draft_content(decision: Decision) -> list[Any]:
    """What somebody wrote in a draft, to see whether another says the same."""
    return [
        *(getattr(decision, name) for name in DRAFT_TEXT_FIELDS),
        list(decision.cfis),
    ]


def lock_decision_draft(case: Case, *, by: Actor) -> Decision:
    """The draft of a case to write in, or a new one; locks the case.

    Raises `NotAllowed` when no decision can be written, with why.
    """
    lock_case(case)
    last = case.events.last()
    if Role.HANDLER not in roles_of(by, case):
        raise NotAllowed(_("Only a case handler writes a decision."), last)
    # Not the act PREPARE: a draft may be written where it cannot be offered yet, such
    # as while advice is out.
    if case.state not in UNDECIDED:
        words = _("A decision can no longer be written: the case is “%(state)s”.")
        raise NotAllowed(words % {"state": case.get_state_display()}, last)
    return case.decisions.unsigned().first() or Decision(case=case, version=0)


def _first_version() -> int:
    """Where a new draft begins to count: not where one that was thrown away stood.

    Else a window that is still open on the old one writes over the new one unseen.
    """
    return 1 + secrets.randbelow(2**30)


def refuse_stale_draft(case: Case, stands: int, version: int) -> None:
    """Raise `StaleText` when the draft is not the one any more that the writer saw."""
    if stands != version:
        found = case.decisions.unsigned().select_related("template", "becomes")
        raise StaleText(found.first())


@transaction.atomic
def drop_decision_draft(case: Case, *, version: int, by: Actor, at: datetime) -> None:
    """Throw a draft away, unless it is gone; raises as `save_decision_draft` does."""
    decision = lock_decision_draft(case, by=by)
    if decision.pk:
        refuse_stale_draft(case, decision.version, version)
        # Nothing is decided by a draft, so nothing of it is on record; a signed one the
        # database keeps.
        decision.delete()
