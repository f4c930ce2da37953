"""What a late decision costs (Awb 4:17, 4:18): dates in, euros out, no today.

The authority is in default once the term has passed and the applicant has given notice
in writing. Two whole weeks after the later of these two days the penalty begins to run
(4:17 lid 3). These two weeks are a term in a law: when their last day is a free day
they run on through the next day that is none (Atw 1 lid 1). The 42 days are not
lengthened: 4:17 lid 1 excludes the Atw for "laatstgenoemde termijn"; free days cost as
others do. The penalty ends on the day before the decision is made known, and in any
case with the scale's last day.

Days on which the clock stood still are in the end of the term already; a request made
after that end takes nothing out (`procedures.counting.clock`).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from procedures.counting.calendar import Calendar
from procedures.counting.terms import LegalGround

ONE_DAY = timedelta(days=1)
FIXED_WITHIN = timedelta(days=14)
GRACE_ROLLING = LegalGround("Atw", "1 lid 1", "https://wetten.overheid.nl/BWBR0002448")
"""On what it rests that the two weeks run past a free day."""


class PenaltyRates(NamedTuple):
    """What a day costs: `steps` of (days, euros a day), one after the other.

    `grace_days` pass after the notice before the first day that costs something.
    """

    grace_days: int
    steps: tuple[tuple[int, int], ...]

    @property
    def days(self) -> int:
        """For how many days at most."""
        return sum(days for days, euros in self.steps)

    @property
    def maximum(self) -> int:
        """The most it can come to, in euros."""
        return sum(days * euros for days, euros in self.steps)


class PenaltyStep(NamedTuple):
    """Days at one price: from and to inclusive, euros a day, and what they come to.

    `most_days` is how many days there can be at this price.
    """

    from_: date
    to: date
    days: int
    per_day: int
    amount: int
    most_days: int


class Penalty(NamedTuple):
    """What is owed on a day; amounts in euros.

    `first_day` is the first day that costs something, when no decision comes before it;
    `final_day` the last one there can be. `last_day` is the last one that did: None as
    long as nothing is owed. `is_final` once nothing can be added any more.
    """

    first_day: date
    final_day: date
    last_day: date | None
    days: int
    amount: int
    maximum: int
    is_final: bool
    steps: tuple[PenaltyStep, ...]

    @property
    def per_day(self) -> int:
        """What another day costs: the price of the step it is in; 0 when it is over."""
        return 0 if self.is_final or not self.steps else self.steps[-1].per_day

    @property
    def fix_by(self) -> date | None:
        """Within two weeks after the last day owed the sum is fixed (Awb 4:18)."""
        return self.last_day + FIXED_WITHIN if self.last_day and self.is_final else None


def reckon_penalty(
    term_end: date,
    notice_received: date,
    decided: date | None,
    scale: PenaltyRates,
    calendar: Calendar,
    today: date,
) -> Penalty:
    """The penalty for a late decision as it stands on a day (Awb 4:17 lid 1 to 3).

    `term_end` is the last day of the term, `decided` the day on which the decision was
    made known, which itself costs nothing. Counted are the days through `today`.
    """
    begins = first_day_owed(term_end, notice_received, scale, calendar)
    final = begins + timedelta(days=scale.days - 1)
    # The day on which the decision is made known costs nothing any more.
    through = min(final, today, decided - ONE_DAY if decided else final)
    steps = tuple(_steps(begins, through, scale))
    return Penalty(
        first_day=begins,
        final_day=final,
        last_day=through if steps else None,
        days=sum(step.days for step in steps),
        amount=sum(step.amount for step in steps),
        maximum=scale.maximum,
        is_final=through == final or bool(decided and decided <= today),
        steps=steps,
    )


def first_day_owed(
    term_end: date, notice_received: date, scale: PenaltyRates, calendar: Calendar
) -> date:
    """The first day that costs something (Awb 4:17 lid 3).

    The days of grace are whole days after the later of the end of the term and the day
    of the notice: of a notice on the 1st, the 2nd to the 15th; the 16th is owed. Is the
    15th a free day, then the next day that is none is the last of grace (Atw 1 lid 1).
    """
    # A notice that came before the term was over does its work once it is.
    later = max(term_end, notice_received)
    return calendar.roll(later + timedelta(days=scale.grace_days)) + ONE_DAY


def _steps(begins: date, through: date, scale: PenaltyRates) -> Iterator[PenaltyStep]:
    """The days owed by price, as far as they have come."""
    for most, per_day in scale.steps:
        days = min(most, (through - begins).days + 1)
        if days < 1:
            return
        last = begins + timedelta(days=days - 1)
        yield PenaltyStep(begins, last, days, per_day, days * per_day, most)
        # By the whole step, not by the days that have come: the last step is cut off
        # anyway.
        begins += timedelta(days=most)
