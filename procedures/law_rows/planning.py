"""Planning over the rows of the law: by when to file for a wished day to start."""

from datetime import date

from procedures.counting.backwards import latest_receipt
from procedures.law_rows.law import Law
from procedures.models import Procedure


def latest_filing(
    books: Law,
    key: str,
    start_on: date,
    *,
    suspended_days: int = 0,
    extension_days: int = 0,
) -> date | None:
    """The latest day to file under a key, whichever of its rows is in force then.

    None when no term runs, or when every day in force is too late. Raises
    `DateOutOfRange` when the free days around `start_on` are not known.
    """
    # From the newest: the latest day to file lies under the last row that still allows
    # one.
    for row in reversed(books.procedures[key]):
        # An older row may know a shorter extension; asking it for more would be
        # refused.
        extension = min(extension_days, row.extension_days)
        day_found = latest_receipt(
            books.rule(row),
            start_on,
            books.calendar,
            suspended_days=suspended_days,
            extension_days=extension,
            since=row.valid_from,
            until=row.valid_until or date.max,
        )
        if day_found:
            return day_found
    return None


def row_to_show(books: Law, key: str, day: date) -> Procedure | None:
    """The row to speak of on a day: in force, else the last before, else the first.

    None for a key that the law never knew.
    """
    history = books.procedures.get(key, [])
    begun = [row for row in history if row.valid_from <= day]
    return begun[-1] if begun else next(iter(history), None)
