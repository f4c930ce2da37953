"""How the cases of a year ended; how long decisions took, and on whose clock.

Days run from receipt to the end, receipt is day 0. Those on which the clock stood still
with the applicant were counted when the case ended; the rest is Bureau GGO's.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import Greatest

from dossiers.models import Case
from dossiers.models.dossier import CaseQuerySet
from dossiers.states import BY_DECISION, ENDED, State
from dossiers.statistics.grouping import (
    GROUP,
    IN_COMBINATION,
    TERM,
    Group,
    group_of,
    label_in_combination,
)
from dossiers.statistics.measures import (
    MEDIAN,
    NINETIETH,
    ZERO,
    DaysBetween,
    Percentile,
    day_of,
    span_of_years,
)

# A withdrawal is neither: how long that took says nothing about Bureau GGO.
DECIDED, SILENT = Q(state__in=sorted(BY_DECISION)), Q(state=State.CLOSED)


class Spread(NamedTuple):
    """Days: the middle one, and the one that 90 of 100 do not pass; None of none."""

    median: float | None
    ninetieth: float | None


class Durations(NamedTuple):
    """How long the decisions of some cases took.

    `whole` splits in `authority` and `applicant`: each is a spread of its own, so they
    do not add up. `undated` ended while the clock stood still, so that no last day can
    be given; `silent` were closed without a decision.
    """

    decided: int
    whole: Spread
    authority: Spread
    applicant: Spread
    in_term: int
    late: int
    undated: int
    silent: int

    @property
    def in_term_percent(self) -> float | None:
        """Of the decisions with a last day, how many of 100 came by that day."""
        dated = self.in_term + self.late
        return 100 * self.in_term / dated if dated else None


class GroupDurations(NamedTuple):
    """The durations of one group; `term` is in days of the law, from receipt."""

    group: Group
    combined: bool
    term: int
    durations: Durations

    @property
    def label(self) -> str:
        """The group, and whether it came in a combination."""
        return (
            label_in_combination(self.group.label)
            if self.combined
            else self.group.label
        )


def ended_in(year: int) -> CaseQuerySet:
    """The cases that ended in a calendar year of Amsterdam, in whatever way."""
    # By when it ended and not by when it came: a figure of a year that is over changes
    # no more.
    whole = span_of_years(year)
    return Case.objects.filter(ended_at__gte=whole.start, ended_at__lt=whole.end)


def ended_with_days(year: int) -> CaseQuerySet:
    """Those that ended by decision or in silence, with the days that they took."""
    return (
        ended_in(year)
        .filter(DECIDED | SILENT)
        .annotate(
            ended_day=day_of("ended_at"),
            took=DaysBetween(day_of("ended_at"), day_of("received_at")),
            stood=F("suspended_days"),
        )
        .annotate(ours=Greatest(F("took") - F("stood"), ZERO))
    )


def durations_by_group(year: int) -> list[GroupDurations]:
    """Each group with its durations, by one query."""
    rows = (
        ended_with_days(year)
        # The term is part of the group: a row of the law that got another term within
        # the year is not averaged with the one before.
        .values(**GROUP, combined=IN_COMBINATION, term=TERM)
        .annotate(**_figures())
    )
    found = [
        GroupDurations(
            group_of(row), bool(row["combined"]), row["term"], _durations(row)
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.group.place, row.combined, row.term))


def overall_durations(year: int) -> Durations:
    """All groups as one: percentiles of groups cannot be put together."""
    return _durations(ended_with_days(year).aggregate(**_figures()))


def _figures() -> dict[str, Any]:
    """What is counted of a set of cases."""
    found: dict[str, Any] = {
        "decided": Count("pk", filter=DECIDED),
        # By the last day as it stood when the case ended, extension and suspension in
        # it; and by the day on which it was decided, not sent.
        "in_term": Count("pk", filter=DECIDED & Q(due__gte=F("ended_day"))),
        "late": Count("pk", filter=DECIDED & Q(due__lt=F("ended_day"))),
        # Apart, so that neither share of the others takes them in: without a last day
        # nothing was late or in time.
        "undated": Count("pk", filter=DECIDED & Q(due__isnull=True)),
        "silent": Count("pk", filter=SILENT),
    }
    for column in ("took", "ours", "stood"):
        # Decisions alone: what closes in silence takes as long as its window, so with
        # it the figures would tell the law and not the work.
        found[f"{column}_median"] = Percentile(column, MEDIAN, filter=DECIDED)
        found[f"{column}_ninetieth"] = Percentile(column, NINETIETH, filter=DECIDED)
    return found


def _durations(row: Mapping[str, Any]) -> Durations:
    return Durations(
        decided=row["decided"],
        whole=_spread(row, "took"),
        authority=_spread(row, "ours"),
        applicant=_spread(row, "stood"),
        in_term=row["in_term"],
        late=row["late"],
        undated=row["undated"],
        silent=row["silent"],
    )


def _spread(row: Mapping[str, Any], column: str) -> Spread:
    return Spread(row[f"{column}_median"], row[f"{column}_ninetieth"])


def endings_by_state(year: int) -> dict[State, int]:
    """How many cases ended in each state, in the order of the table of states."""
    rows = ended_in(year).values_list("state").annotate(number=Count("pk"))
    found = dict(rows.order_by())
    return {state: found[state] for state in State if state in ENDED & found.keys()}
