"""The term ledger as people read it: each step in words, with its ground."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procedures.terms import Effect, Ground, Reckoning, Step

WHAT = {
    Effect.RECEIPT: gettext_lazy("received: day 0"),
    Effect.RUNS: gettext_lazy("the term runs"),
    Effect.STANDS_STILL: gettext_lazy("further information was asked"),
    Effect.EXTENDED: gettext_lazy("the extension runs"),
    Effect.ROLLED: gettext_lazy("runs on through the next working day"),
    Effect.NOT_SUSPENDED: gettext_lazy(
        "request answered without a day in between: no day is taken out"
    ),
    Effect.AFTER_TERM: gettext_lazy("request after the term had ended: no effect"),
    Effect.LAST_DAY: gettext_lazy("last day to decide"),
    Effect.SECOND_TERM: gettext_lazy("2.8 decision: the second term begins"),
    Effect.SECOND_PROJECTED: gettext_lazy(
        "the second term begins here if the 2.8 decision comes on its last day"
    ),
    Effect.SECOND_LAST_DAY: gettext_lazy("last day to decide in the second term"),
    Effect.AIM: gettext_lazy("what Bureau GGO strives for; this date binds nobody"),
    Effect.MAY_START: gettext_lazy("from this day work may start"),
    Effect.OBJECTION_WINDOW: gettext_lazy("Bureau GGO may object in this period"),
    Effect.NO_TERM: gettext_lazy("no term runs for this filing"),
}
PERIODS = {
    Effect.RUNS,
    Effect.STANDS_STILL,
    Effect.EXTENDED,
    Effect.ROLLED,
    Effect.OBJECTION_WINDOW,
}
OUTCOMES = {
    Effect.LAST_DAY,
    Effect.SECOND_LAST_DAY,
    Effect.OBJECTION_WINDOW,
    Effect.MAY_START,
}
NO_DAYS = {Effect.RECEIPT, Effect.MAY_START}


class Row(NamedTuple):
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
    grounds: tuple[Ground, ...]


def rows(reckoning: Reckoning) -> list[Row]:
    """The whole ledger, in the order in which a date comes about."""
    return list(_rows(reckoning.steps))


def only_year(reckoning: Reckoning) -> int | None:
    """The year that all dates of the ledger are in; None when there are several."""
    days = {day for step in reckoning.steps for day in (step.from_, step.to) if day}
    years = {day.year for day in days}
    return years.pop() if len(years) == 1 else None


def _rows(steps: tuple[Step, ...]) -> Iterator[Row]:
    has_run = False
    for step in steps:
        runs_on = step.effect == Effect.RUNS and has_run
        has_run = has_run or step.effect == Effect.RUNS
        yield Row(
            from_=step.from_,
            until=step.to if step.effect in PERIODS else None,
            is_open=step.effect == Effect.STANDS_STILL and step.to is None,
            days="" if step.effect in NO_DAYS or not step.days else str(step.days),
            what=_("the term runs on") if runs_on else str(WHAT[step.effect]),
            note=_note(step),
            tone=_tone(step),
            grounds=(step.ground, *step.also),
        )


def _tone(step: Step) -> str:
    if step.effect == Effect.STANDS_STILL:
        return "standing"
    return "outcome" if step.effect in OUTCOMES else ""


def _note(step: Step) -> str:
    """What makes this step as it is, where the dates alone do not tell."""
    if step.effect == Effect.ROLLED and step.fact:
        days = ", ".join(date_format(day, "l j F") for day in step.fact)
        return ngettext("free day: %s", "free days: %s", len(step.fact)) % days
    if step.effect == Effect.STANDS_STILL and step.to is None:
        return _("until the answer has been received")
    if step.effect in (Effect.LAST_DAY, Effect.SECOND_LAST_DAY):
        return date_format(step.from_, "l")
    if step.effect == Effect.AIM:
        return ngettext(
            "%d working day on top of the term",
            "%d working days on top of the term",
            step.days,
        ) % (step.days)
    return ""
