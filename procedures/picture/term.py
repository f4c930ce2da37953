"""From the term ledger of a case to the picture of its term, in words and places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.counting.terms import Effect, LedgerStep, Reckoning
from procedures.picture.geometry import (
    Stretch,
    TermDrawing,
    TermMark,
    TermTimeline,
    draw_across,
    draw_upright,
)

ONE_DAY = timedelta(days=1)
COUNTED = {Effect.RUNS, Effect.EXTENDED}
SECOND = {Effect.SECOND_TERM, Effect.SECOND_PROJECTED}
KINDS = {
    Effect.RUNS: "run",
    Effect.STANDS_STILL: "standing",
    Effect.EXTENDED: "extension",
    Effect.ROLLED: "rolled",
}
MOST_MARKS = 8
ORDER = ["plain", "start", "end"]  # of words that stand at one day


@dataclass(frozen=True, slots=True)
class TermPicture:
    """A term drawn twice, for wide and for narrow screens, and told in words."""

    wide: TermDrawing
    tall: TermDrawing
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class TermEnding:
    """On which day the case ended, and how, for a term that no longer runs.

    `is_late` when it was decided after the last day.
    """

    day: date
    words: str
    is_late: bool = False


def draw_term(
    reckoning: Reckoning,
    *,
    today: date,
    ending: TermEnding | None = None,
    supposed_on: date | None = None,
) -> TermPicture | None:
    """The picture of a term as seen on a day; None when no term runs at all.

    With an `ending` the term is drawn as passed up to that day, and today is left out.
    Of a filing that is only supposed, `supposed_on` is the day as of which it was
    reckoned: an open question may be supposed in days to come.
    """
    drawn = term_timeline(
        reckoning, today=today, ending=ending, supposed_on=supposed_on
    )
    if drawn is None:
        return None
    return TermPicture(
        draw_across(drawn), draw_upright(drawn), timeline_sentences(drawn)
    )


def term_timeline(
    reckoning: Reckoning,
    *,
    today: date,
    ending: TermEnding | None = None,
    supposed_on: date | None = None,
) -> TermTimeline | None:
    """The ledger as stretches and marks, with today or the end of the case."""
    seen_on = ending.day if ending else supposed_on or today
    stretches = list(_stretches(reckoning, seen_on))
    if not stretches:
        return None
    if ending:
        # What would follow from an answer is of no use once no answer is waited for.
        stretches = [one for one in stretches if one.kind != "projected"]
    first, last = stretches[0].since, max(stretch.until for stretch in stretches)
    is_today = supposed_on in (None, today)
    marks = _merged(_marks(reckoning, is_today, bool(ending)), first.year != last.year)
    if supposed_on:
        now = _supposed_mark(reckoning, today, supposed_on)
        return TermTimeline(
            stretches, marks, today, now if first <= today <= last else None
        )
    is_late = ending.is_late if ending else reckoning.last_day is not None
    if is_late and seen_on > last:
        words = ngettext("%d day late", "%d days late", (seen_on - last).days)
        stretches.append(Stretch(last, seen_on, "late", words % (seen_on - last).days))
    now = _end_mark(ending) if ending else _today_mark(reckoning, today)
    return TermTimeline(stretches, marks, now.day, now if now.day >= first else None)


def _stretches(reckoning: Reckoning, today: date) -> Iterator[Stretch]:
    """Each period of the ledger; a first term ends where the second one begins."""
    until_second = min(
        (step.from_ for step in reckoning.steps if step.effect == Effect.SECOND_TERM),
        default=date.max,
    )
    is_second = False
    for step in reckoning.steps:
        is_second = is_second or step.effect in SECOND
        if step.effect not in KINDS:
            continue
        # A day is drawn as the stretch that leads up to it, so it begins at the day
        # before.
        since, until = step.from_ - ONE_DAY, step.to or max(today, step.from_)
        if not is_second:
            until = min(until, until_second)
        if since < until:
            yield Stretch(since, until, KINDS[step.effect], _stretch_words(step, until))
    if reckoning.standing_still and reckoning.if_answered_today:
        yield Stretch(today, max(reckoning.if_answered_today, today), "projected")


def _stretch_words(step: LedgerStep, until: date) -> str:
    """What it is, with its days; while a request is open those that have passed."""
    days = (until - step.from_).days + 1 if step.to else step.days
    if not days:
        return ""
    if step.effect == Effect.STANDS_STILL:
        return (
            ngettext("clock stands still: %d day", "clock stands still: %d days", days)
            % days
        )
    if step.effect == Effect.EXTENDED:
        return ngettext("extended: %d day", "extended: %d days", days) % days
    if step.effect == Effect.ROLLED:
        return ngettext("free day", "free days", days)
    return ""


def _marks(
    reckoning: Reckoning, is_today: bool, has_ended: bool
) -> Iterator[tuple[date, str, str]]:
    """Each day that matters, with its words and its tone.

    A case that has ended waits for no answer. Once the 2.8 decision is there, the day
    by which it had to come is left out.
    """
    effects = {step.effect for step in reckoning.steps}
    for step in reckoning.steps:
        if step.effect == Effect.LAST_DAY and Effect.SECOND_TERM in effects:
            continue
        yield from _step_marks(step, is_combination=bool(effects & SECOND))
    if reckoning.standing_still and reckoning.if_answered_today and not has_ended:
        today, at_once = (
            _("if the answer comes today"),
            _("if the answer comes at once"),
        )
        yield reckoning.if_answered_today, today if is_today else at_once, "plain"


def _step_marks(
    step: LedgerStep, *, is_combination: bool
) -> Iterator[tuple[date, str, str]]:
    last_day = _("2.8 decision at the latest") if is_combination else _("last day")
    words = {
        Effect.RECEIPT: (_("received"), "plain"),
        Effect.LAST_DAY: (last_day, "end"),
        Effect.CONSENT_LAST_DAY: (_("last day to decide on the consent"), "end"),
        Effect.SECOND_TERM: (_("2.8 decision"), "plain"),
        Effect.SECOND_LAST_DAY: (_("last day of the second term"), "end"),
        Effect.AIM: (_("what Bureau GGO strives for"), "plain"),
        Effect.MAY_START: (_("work may start"), "start"),
    }
    if step.effect == Effect.STANDS_STILL:
        yield step.from_ - ONE_DAY, _("question asked"), "plain"
        if step.to:
            yield step.to + ONE_DAY, _("clock runs again"), "plain"
    elif step.effect == Effect.OBJECTION_WINDOW and step.to:
        yield step.to, _("last day to refuse to agree"), "end"
    elif step.effect in words:
        yield step.from_, *words[step.effect]


def _merged(
    marks: Iterator[tuple[date, str, str]], is_over_new_year: bool
) -> list[TermMark]:
    """One mark a day with all its words; the plainest go when there are too many."""
    in_order = sorted(marks, key=lambda mark: (mark[0], ORDER.index(mark[2])))
    by_day = groupby(in_order, key=lambda mark: mark[0])
    merged = []
    for day, group in by_day:
        said = list(group)
        words = dict.fromkeys(words for _day, words, _tone in said)
        tones = {tone for _day, _words, tone in said}
        tone = next(tone for tone in ("start", "end", "plain") if tone in tones)
        head = date_format(day, "j F Y" if is_over_new_year else "j F")
        merged.append(TermMark(day, head, ", ".join(words), tone))
    if len(merged) <= MOST_MARKS:
        return merged
    return [merged[0], *[mark for mark in merged[1:] if mark.tone != "plain"]]


def _today_mark(reckoning: Reckoning, today: date) -> TermMark:
    if reckoning.standing_still:
        return TermMark(today, _("today: the clock stands still"), tone="today")
    day, total = day_of_term(reckoning.steps, today)
    if not 0 < day <= total or today > _last_counted(reckoning.steps):
        return TermMark(today, _("today"), tone="today")
    words = _("today · day %(day)s of %(total)s") % {"day": day, "total": total}
    return TermMark(today, words, tone="today")


def _supposed_mark(reckoning: Reckoning, today: date, supposed_on: date) -> TermMark:
    """Today in a term that is supposed; a question that stands open may come later."""
    if supposed_on != today:
        return TermMark(today, _("today"), tone="today")
    return _today_mark(reckoning, today)


def _end_mark(ending: TermEnding) -> TermMark:
    return TermMark(ending.day, ending.words, tone="ended")


def day_of_term(steps: Sequence[LedgerStep], today: date) -> tuple[int, int]:
    """Which counted day of the term that runs today is, and of how many.

    Of a combination it is the second term once that has begun.
    """
    counted: list[tuple[date, date]] = []
    for step in steps:
        has_begun = step.effect == Effect.SECOND_TERM and step.from_ == today
        if step.effect in SECOND and (step.from_ < today or has_begun):
            counted = []
        elif step.effect in SECOND:
            break
        if step.effect in COUNTED and step.to:
            counted.append((step.from_, step.to))
    passed = sum(_days(first, min(last, today)) for first, last in counted)
    return passed, sum(_days(first, last) for first, last in counted)


def _days(first: date, last: date) -> int:
    return max((last - first).days + 1, 0)


def _last_counted(steps: Sequence[LedgerStep]) -> date:
    counted = [step.to for step in steps if step.effect in COUNTED and step.to]
    return max(counted, default=date.min)


def timeline_sentences(drawn: TermTimeline) -> list[str]:
    """The picture in words, in the order of the days, for who does not see it."""
    told = [(mark.day, 0, f"{mark.words}") for mark in drawn.marks]
    told += [
        (stretch.since + ONE_DAY, 1, stretch.words)
        for stretch in drawn.stretches
        if stretch.words
    ]
    told += [(drawn.today.day, 2, drawn.today.head)] if drawn.today else []
    return [
        _("%(date)s: %(words)s.") % {"date": date_format(day, "j F Y"), "words": words}
        for day, _order, words in sorted(told)
    ]
