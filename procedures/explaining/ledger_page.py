"""The term ledger as people read it: each step in words, with its ground."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.counting.calendar import Calendar
from procedures.counting.terms import Effect, LedgerStep, LegalGround, Reckoning
from procedures.explaining.labels import step_decree_note, step_label
from procedures.models.dated import in_language

PERIODS = {
    Effect.RUNS,
    Effect.STANDS_STILL,
    Effect.EXTENDED,
    Effect.ROLLED,
    Effect.OBJECTION_WINDOW,
}
OUTCOMES = {
    Effect.LAST_DAY,
    Effect.CONSENT_LAST_DAY,
    Effect.COUPLED_LAST_DAY,
    Effect.SECOND_LAST_DAY,
    Effect.OBJECTION_WINDOW,
    Effect.MAY_START,
}
# The window is told from the day of receipt, which is day 0, through its rolled end:
# its own days are those of the rows of the term above it.
NO_DAYS = {
    Effect.RECEIPT,
    Effect.MAY_START,
    Effect.OTHER_START,
    Effect.OBJECTION_WINDOW,
}
LAST_DAYS = {
    Effect.LAST_DAY,
    Effect.CONSENT_LAST_DAY,
    Effect.COUPLED_LAST_DAY,
    Effect.SECOND_LAST_DAY,
}


class LedgerRow(NamedTuple):
    """A step for reading. `until` is None for a single day, and while it is open.

    `days` is empty where a number would say nothing. `tone` is "standing" for days
    that do not count and "outcome" for a date that the case page names on top.
    """

    from_: date
    until: date | None
    is_open: bool
    days: str
    what: str
    note: str
    tone: str
    grounds: tuple[LegalGround, ...]


def ledger_page_rows(
    reckoning: Reckoning, calendar: Calendar, *, ended_on: date | None = None
) -> list[LedgerRow]:
    """The whole ledger, in the order in which a date comes about.

    The calendar names the free days that a term ran past. On `ended_on` the case
    ended, and with it a question that was never answered.
    """
    all_rows = list(_rows(reckoning.steps, calendar))
    return [_closed_row(row, ended_on) for row in all_rows] if ended_on else all_rows


def _closed_row(row: LedgerRow, ended_on: date) -> LedgerRow:
    """A row that goes on no longer: through the day before, as with an answer."""
    if not row.is_open:
        return row
    through = ended_on - timedelta(days=1)
    return row._replace(until=through, is_open=False, note=_("the case ended"))


def single_year(reckoning: Reckoning) -> int | None:
    """The year that all dates of the ledger are in; None when there are several."""
    days = {day for step in reckoning.steps for day in (step.from_, step.to) if day}
    # A year on each line only where it tells something apart.
    years = {day.year for day in days}
    return years.pop() if len(years) == 1 else None


def _rows(steps: tuple[LedgerStep, ...], calendar: Calendar) -> Iterator[LedgerRow]:
    has_run = False
    for step in steps:
        runs_on = step.effect == Effect.RUNS and has_run
        has_run = has_run or step.effect == Effect.RUNS
        yield LedgerRow(
            from_=step.from_,
            until=step.to if step.effect in PERIODS else None,
            is_open=step.effect == Effect.STANDS_STILL and step.to is None,
            days="" if step.effect in NO_DAYS or not step.days else str(step.days),
            what=_("the term runs on") if runs_on else _step_words(step),
            note="; ".join(filter(None, _notes(step, calendar))),
            tone=_tone(step),
            grounds=(step.ground, *step.also),
        )


def _step_words(step: LedgerStep) -> str:
    """The words of a step; a badge beside them says that the clock stands still."""
    if step.effect == Effect.STANDS_STILL:
        return _("further information was asked")
    return step_label(step)


def _tone(step: LedgerStep) -> str:
    if step.effect == Effect.STANDS_STILL:
        return "standing"
    return "outcome" if step.effect in OUTCOMES else ""


def _notes(step: LedgerStep, calendar: Calendar) -> Iterator[str]:
    yield _note(step, calendar)
    yield step_decree_note(step, calendar)


def _note(step: LedgerStep, calendar: Calendar) -> str:
    """What makes this step as it is, where the dates alone do not tell."""
    if step.effect == Effect.ROLLED and step.fact:
        days = ", ".join(_free_day(day, calendar) for day in step.fact)
        return ngettext("free day: %s", "free days: %s", len(step.fact)) % days
    if step.withdrawn:
        days = ", ".join(date_format(day, "j F Y") for day in step.withdrawn)
        return _("withdrawn by Bureau GGO on %(day)s") % {"day": days}
    if step.effect == Effect.STANDS_STILL and step.to is None:
        return _("until the answer has been received")
    if step.missed:
        days = ", ".join(date_format(day, "j F Y") for day in step.missed)
        return _("no answer through %(days)s: the clock runs on") % {"days": days}
    if step.effect in LAST_DAYS:
        return date_format(step.from_, "l")
    if step.effect == Effect.AIM:
        return ngettext(
            "%d working day after the term itself, before free days lengthen it",
            "%d working days after the term itself, before free days lengthen it",
            step.days,
        ) % (step.days)
    return ""


def _free_day(day: date, calendar: Calendar) -> str:
    """A free day with its name: Friday 25 December (Christmas Day)."""
    words = date_format(day, "l j F")
    rule = calendar.free.get(day)
    return f"{words} ({in_language(rule, 'name')})" if rule else words
