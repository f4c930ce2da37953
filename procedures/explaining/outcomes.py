"""What a filing comes to, for reading: each date with its question and a small line."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from procedures.counting.terms import WAITING_STARTS, Reckoning
from procedures.explaining.labels import day_text
from procedures.models import Procedure


class TermOutcome(NamedTuple):
    """One cell: the question, the answer, and a smaller line. `tone` is a style."""

    question: str
    answer: str
    note: str = ""
    tone: str = ""


def term_outcomes(
    procedure: Procedure, reckoning: Reckoning, on: date
) -> list[TermOutcome]:
    """Every date of a filing, in the order in which people ask.

    `on` is the day as of which it was reckoned: while the clock stands still, the date
    is that of an answer on that day.
    """
    # Then the start is the very date that waits, and would stand there twice.
    waits = reckoning.standing_still and procedure.start in WAITING_STARTS
    start = [] if waits else [_start(procedure, reckoning)]
    if reckoning.standing_still:
        return [*start, _standing_still(procedure, reckoning, on)]
    return [*start, *_terms(procedure, reckoning), *_limits(reckoning)]


def _start(procedure: Procedure, reckoning: Reckoning) -> TermOutcome:
    question, words = _("You may start"), procedure.may_start_text
    if reckoning.may_start_on is None:
        return TermOutcome(question, _("on no fixed date"), words)
    return TermOutcome(question, day_text(reckoning.may_start_on), words, "done")


def _terms(procedure: Procedure, reckoning: Reckoning) -> Iterator[TermOutcome]:
    if procedure.term_count > 1:
        yield _dated(_("2.8 decision by"), reckoning.last_day)
        note = _("by the procedures page: 2 times 45 days")
        yield _dated(_("Decision on the KG or VA by"), reckoning.second_last_day, note)
        note = _("counted from its own receipt; a VA of level IV has 90 days")
        yield _dated(
            _("Own last day of the KG or VA"), reckoning.coupled_last_day, note
        )
    elif reckoning.last_day:
        yield _dated(_("BGGO decides by"), reckoning.last_day)
    elif not reckoning.objection_until:
        yield TermOutcome(_("Term"), _("none"), _("no term runs for this filing"))


def _standing_still(
    procedure: Procedure, reckoning: Reckoning, on: date
) -> TermOutcome:
    """The date that waits for an answer, and what it would be."""
    day = reckoning.if_answered_today
    note = _("answered on %(answered)s, it would be %(day)s") % {
        "answered": day_text(on),
        "day": day_text(day) if day else "–",
    }
    question = _waiting(procedure, reckoning)
    return TermOutcome(question, _("the clock stands still"), note, "standing")


def _waiting(procedure: Procedure, reckoning: Reckoning) -> str:
    """What waits while the clock stands still."""
    if procedure.term_count > 1:
        second = reckoning.last_day is not None
        return _("Decision on the KG or VA by") if second else _("2.8 decision by")
    if procedure.start in WAITING_STARTS:
        return _("You may start")
    if procedure.term_kind == Procedure.Kind.DECISION:
        return _("BGGO decides by")
    return _("BGGO can refuse to agree through")


def _limits(reckoning: Reckoning) -> Iterator[TermOutcome]:
    if reckoning.objection_until:
        yield _dated(_("BGGO can refuse to agree through"), reckoning.objection_until)
    if reckoning.aim_on:
        note = _("what Bureau GGO strives for; it binds nobody")
        yield TermOutcome(_("Aim"), day_text(reckoning.aim_on), note)


def _dated(question: str, day: date | None, note: str = "") -> TermOutcome:
    """A date with its day of the week and a note; a dash where there is none."""
    if day is None:
        return TermOutcome(question, "–", note)
    words = ", ".join(filter(None, [date_format(day, "l"), note]))
    return TermOutcome(question, day_text(day), words)
