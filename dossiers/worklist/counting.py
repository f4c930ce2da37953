"""Counts that go no further than what is shown."""

from django.db.models import QuerySet

COUNT_TO = 1000


class CappedCount(int):
    """A number of cases as far as we count; what is beyond shows as `999+`."""

    def __str__(self):
        return f"{COUNT_TO - 1}+" if self >= COUNT_TO else int.__repr__(self)


def capped_count(cases: QuerySet) -> CappedCount:
    """How many these are, without counting further than is shown."""
    return CappedCount(cases.order_by()[:COUNT_TO].count())
