"""The draft of a decision: written by whoever handles the case, decides nothing.

It is a row without an event, with a version, so that nobody's text is lost.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.text_input.typed import storable
from dossiers.cases.transitions import lock, roles
from dossiers.decisions.containment import level_that_follows
from dossiers.errors import NotAllowed, StaleText
from dossiers.models import Case, Decision
from dossiers.reminders.recipients import applicant
from dossiers.states import UNDECIDED, Role
from procedures.counting.legal_day import legal_day
from procedures.models import DecisionTemplate, Procedure


@transaction.atomic
def save(
    case: Case,
    *,
    template: DecisionTemplate,
    level: str = "",
    cfis: Sequence[str] = (),
    becomes: Procedure | None = None,
    reasons: str = "",
    conditions: str = "",
    version: int,
    by: Actor,
    at: datetime,
) -> Decision:
    """Keep the draft of a decision, whole or not; nothing is decided by it.

    It may lack what it must say, and say what cannot be true: `prepare` asks for all.
    `version` is that of the draft as the writer saw it, 0 when there was none. The
    level may be left out where it follows from the CFIs. The letter is in the language
    of who it is for. Raises `StaleText` when a
    colleague saved another text or threw it away meanwhile; `NotAllowed` when the case
    is not being handled any more, and by another than a case handler.
    """
    decision = open_to(case, by=by)
    before, was = written(decision), decision.version
    decision.template = template
    decision.language = applicant(case, on=legal_day(at)).language
    decision.level, decision.cfis, decision.becomes = level, list(cfis), becomes
    decision.level = level_that_follows(case, decision, legal_day(at))
    decision.reasons, decision.conditions = storable(reasons), storable(conditions)
    if was and written(decision) == before:
        return decision
    refuse_stale(case, was, version)
    decision.version = was + 1 if was else _first_version()
    decision.saved_at, decision.saved_by = at, by.person
    decision.save()
    return decision


WRITTEN = ("template_id", "language", "level", "becomes_id", "reasons", "conditions")


def written(decision: Decision) -> list:
    """What somebody wrote in a draft, to see whether another says the same."""
    return [*(getattr(decision, name) for name in WRITTEN), list(decision.cfis)]


def open_to(case: Case, *, by: Actor) -> Decision:
    """The draft of a case to write in, or a new one; locks the case.

    Raises `NotAllowed` when no decision can be written, with why.
    """
    lock(case)
    last = case.events.last()
    if Role.HANDLER not in roles(by, case):
        raise NotAllowed(_("Only a case handler writes a decision."), last)
    if case.state not in UNDECIDED:
        words = _("A decision can no longer be written: the case is “%(state)s”.")
        raise NotAllowed(words % {"state": case.get_state_display()}, last)
    return case.decisions.unsigned().first() or Decision(case=case, version=0)


def _first_version() -> int:
    """Where a new draft begins to count: not where one that was thrown away stood.

    Else a window that is still open on the old one writes over the new one unseen.
    """
    return 1 + secrets.randbelow(2**30)


def refuse_stale(case: Case, stands: int, version: int) -> None:
    """Raise `StaleText` when the draft is not the one any more that the writer saw."""
    if stands != version:
        found = case.decisions.unsigned().select_related("template", "becomes")
        raise StaleText(found.first())


@transaction.atomic
def discard(case: Case, *, version: int, by: Actor, at: datetime) -> None:
    """Throw a draft away; raises as `save` does, but for one that is gone already."""
    decision = open_to(case, by=by)
    if decision.pk:
        refuse_stale(case, decision.version, version)
        decision.delete()
