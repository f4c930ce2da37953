"""The chips above the worklist: which open cases each keeps, and how many."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import BureauRole, User
from dossiers.models import Case, Decision, Letter
from dossiers.states import State

COUNT_TO = 1000


class CappedCount(int):
    """A number of cases as far as we count; what is beyond shows as `999+`."""

    def __str__(self) -> str:
        return f"{COUNT_TO - 1}+" if self >= COUNT_TO else int.__repr__(self)


def capped_count(cases: QuerySet[Case]) -> CappedCount:
    """How many these are, without counting further than is shown."""
    # Without an order the database may stop at whichever thousand it finds first.
    return CappedCount(cases.order_by()[:COUNT_TO].count())


class Viewer(NamedTuple):
    """Who looks, on which day, and whose cases he looks after on it."""

    user: User
    today: date
    covering_for: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: which open cases it keeps for whoever looks.

    `only_for` names the position at Bureau GGO that sees it; empty is everybody.
    """

    label: str | Promise
    keeps: Callable[[Viewer], Q]
    only_for: str = ""


def sunday_after(today: date) -> date:
    """The last day of the week that a day is in."""
    return today + timedelta(days=6 - today.weekday())


def _mine(viewer: Viewer) -> Q:
    return Q(handler__in=[viewer.user.pk, *sorted(viewer.covering_for)])


def _to_sign(viewer: Viewer) -> Q:
    """Prepared by somebody else: who prepared a decision does not sign it."""
    own = Decision.objects.unsigned().filter(prepared_by=viewer.user)
    return Q(state=State.PREPARED) & ~Q(pk__in=own.values("case"))


def _late(viewer: Viewer) -> Q:
    """The day on which Bureau GGO had to decide has passed."""
    # `due` as well, though `due_on` says it all: the index of the worklist has that
    # column.
    return Q(due__lt=viewer.today, due_on__lt=viewer.today)


def _unsent(viewer: Viewer) -> Q:
    """A letter of the case did not arrive, or not with everybody."""
    return Q(pk__in=Letter.objects.undelivered(timezone.now()).values("case"))


CHIPS = {
    "all": Chip(_("All"), lambda viewer: Q()),
    "mine": Chip(_("Mine"), _mine),
    "nobody": Chip(_("Nobody’s"), lambda viewer: Q(handler=None)),
    "week": Chip(_("This week"), lambda viewer: Q(due__lte=sunday_after(viewer.today))),
    "waiting": Chip(_("Waiting for applicant"), lambda viewer: Q(state=State.WAITING)),
    "advice": Chip(_("Advice asked"), lambda viewer: Q(state=State.ADVICE_ASKED)),
    "sign": Chip(_("To sign"), _to_sign, only_for=BureauRole.DECIDER),
    "assessed": Chip(_("Assessed"), lambda viewer: Q(state=State.ASSESSED)),
    "late": Chip(_("Late"), _late),
    "unsent": Chip(_("Letter not sent"), _unsent),
}


class ShownChip(NamedTuple):
    """A chip as shown above the list, with how many open cases it keeps."""

    key: str
    label: str | Promise
    number: CappedCount
    is_current: bool


def worklist_chips(viewer: Viewer, current: str) -> list[ShownChip]:
    """Each chip that is for this person, with its count."""
    held = viewer.user.bureau_roles()
    # A query a chip, each to a thousand at most; one for all of them would read every
    # open case.
    return [
        ShownChip(
            key,
            chip.label,
            capped_count(Case.objects.open().filter(chip.keeps(viewer))),
            key == current,
        )
        for key, chip in CHIPS.items()
        if not chip.only_for or chip.only_for in held
    ]
