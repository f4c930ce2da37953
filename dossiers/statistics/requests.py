"""Requests for further information: how many, how long an answer took, how late."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce

from dossiers.models import InformationRequest
from dossiers.statistics.durations import Spread
from dossiers.statistics.measures import (
    MEDIAN,
    NINETIETH,
    DaysBetween,
    Percentile,
    day_of,
    span_of_years,
)


class RequestFigures(NamedTuple):
    """The requests that were sent in a year, as they stand today.

    `days` is from sending to the answer. `missed` had no answer when the day that was
    set for it had passed, whether one came later or not.
    """

    asked: int
    answered: int
    revoked: int
    missed: int
    days: Spread

    @property
    def open(self) -> int:
        """Those that still wait for an answer."""
        return self.asked - self.answered - self.revoked


def request_figures(year: int, today: date) -> RequestFigures:
    """The requests of a year, by one query."""
    whole = span_of_years(year)
    sent = InformationRequest.objects.filter(
        asked_at__gte=whole.start, asked_at__lt=whole.end
    ).annotate(
        # Until when it was waited for: an open one has missed its day as soon as that
        # is before today.
        over=Coalesce(day_of("answered_at"), day_of("revoked_at"), Value(today)),
        took=DaysBetween(day_of("answered_at"), day_of("asked_at")),
    )
    answered = Q(answered_at__isnull=False)
    found = sent.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=answered),
        revoked=Count("pk", filter=Q(revoked_at__isnull=False)),
        missed=Count("pk", filter=Q(answer_by__lt=F("over"))),
        median=Percentile("took", MEDIAN, filter=answered),
        ninetieth=Percentile("took", NINETIETH, filter=answered),
    )
    days = Spread(found.pop("median"), found.pop("ninetieth"))
    return RequestFigures(**found, days=days)
