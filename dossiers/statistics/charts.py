"""The figures as charts of bars: what a chart is made of, and each but the inflow."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dossiers.states import STATES
from dossiers.statistics.drawing import Bar, BarPiece, BarRow, ChartDrawing, draw_bars
from dossiers.statistics.due import WeekDue
from dossiers.statistics.durations import GroupDurations, Spread
from dossiers.statistics.report import PresentWork, Report


class LegendEntry(NamedTuple):
    """A style of the legend, and what it stands for."""

    kind: str
    words: str


class Chart(NamedTuple):
    """A drawing with its title, its text for who does not see it, and its legend.

    `tall` is drawn in place of `drawing` on a narrow screen, where there is one.
    """

    key: str
    title: str
    sentences: list[str]
    drawing: ChartDrawing
    legend: list[LegendEntry]
    tall: ChartDrawing | None = None


def format_figure(value: float | None) -> str:
    """A number as the reader's language writes it, with a decimal only if it has one;
    a dash for none."""
    if value is None:
        return "–"
    rounded = round(value, 1)
    return number_format(rounded, 0 if rounded == int(rounded) else 1)


def in_days(days: int) -> str:
    """`45 days`."""
    return ngettext("%d day", "%d days", days) % days


def short_month(month: int) -> str:
    """A month in three letters, as the reader's language writes it."""
    form = pgettext("a month in three letters, for Django’s date filter", "M")
    return date_format(date(2000, month, 1), form)


def durations_chart(report: Report) -> Chart:
    """For each group the days at Bureau GGO beside its term, and those stood still."""
    # A group without a decision has no days to draw; the table beside the chart has it.
    rows = [row for row in report.durations if row.durations.decided]
    legend = [
        LegendEntry("run", _("days at Bureau GGO: half of the decisions")),
        LegendEntry("rest", _("90 of 100 decisions")),
        LegendEntry("standing", _("days that the clock stood still: half")),
        LegendEntry("standing-rest", _("90 of 100")),
        LegendEntry("limit", _("the term of the law")),
    ]
    title = _("Days to decision in %(year)s") % {"year": report.year}
    drawing = draw_bars([_duration(row) for row in rows])
    return Chart(
        "durations", title, [_duration_sentence(row) for row in rows], drawing, legend
    )


def _duration(row: GroupDurations) -> BarRow:
    found = row.durations
    bars = [Bar(_spread(found.authority, "run", "rest"), _pair(found.authority))]
    if found.applicant.ninetieth:
        pieces = _spread(found.applicant, "standing", "standing-rest")
        bars.append(Bar(pieces, _pair(found.applicant)))
    return BarRow(row.label, bars, in_days(row.term), row.term)


def _spread(spread: Spread, half: str, most: str) -> list[BarPiece]:
    median, ninetieth = spread.median or 0, spread.ninetieth or 0
    # The second stands on the first, so it has only what lies beyond the half.
    return [BarPiece(median, half), BarPiece(ninetieth - median, most)]


def _pair(spread: Spread) -> str:
    return f"{format_figure(spread.median)} · {format_figure(spread.ninetieth)}"


def _duration_sentence(row: GroupDurations) -> str:
    found = row.durations
    return _(
        "%(what)s: half of %(number)s decisions within %(median)s days at Bureau GGO, "
        "90 of 100 within %(ninetieth)s; the term is %(term)s days."
    ) % {
        "what": row.label,
        "number": found.decided,
        "median": format_figure(found.authority.median),
        "ninetieth": format_figure(found.authority.ninetieth),
        "term": row.term,
    }


def due_chart(present: PresentWork) -> Chart:
    """Week by week what is due: decisions, and windows that end by themselves."""
    rows = [_week(week) for week in present.weeks]
    standing = present.now.standing
    rows.append(
        BarRow(
            _("clock stands still"),
            [Bar([BarPiece(standing, "standing")], f"{standing}")],
        )
    )
    legend = [
        LegendEntry("late", _("decision, past its last day")),
        LegendEntry("run", _("decision by Bureau GGO")),
        LegendEntry("rest", _("end of a window of article 2.19")),
        LegendEntry("standing", _("clock stands still, no date")),
    ]
    title = _("What is due in the next six weeks")
    return Chart("due", title, _due_sentences(present), draw_bars(rows), legend)


def _due_sentences(present: PresentWork) -> list[str]:
    """The chart for who does not see it: a sentence a week, and what stands still."""
    standing = present.now.standing
    sentences = [
        _("%(week)s: %(decisions)s decisions and %(windows)s windows.")
        % {
            "week": week_label(week),
            "decisions": week.decisions,
            "windows": week.windows,
        }
        for week in present.weeks
    ]
    sentences.append(
        ngettext(
            "The clock of %d case stands still.",
            "The clock of %d cases stands still.",
            standing,
        )
        % standing
    )
    return sentences


def _week(week: WeekDue) -> BarRow:
    kind = "run" if week.since else "late"
    pieces = [BarPiece(week.decisions, kind), BarPiece(week.windows, "rest")]
    words = f"{week.decisions} · {week.windows}"
    return BarRow(week_label(week), [Bar(pieces, words)])


def week_label(week: WeekDue) -> str:
    """`overdue`, or the week's number with its first and last day."""
    if week.since is None:
        return _("overdue")
    number = week.since.isocalendar().week
    since, until = _day(week.since), _day(week.until)
    days = since if since == until else f"{since} – {until}"
    return _("week %(number)s: %(days)s") % {"number": number, "days": days}


def _day(day: date) -> str:
    """A day without its year, that is not broken over two lines."""
    form = pgettext("a day without its year, for Django’s date filter", "j M")
    return date_format(day, form).replace(" ", "\N{NO-BREAK SPACE}")


def endings_chart(report: Report) -> Chart:
    """How many cases ended in each way."""
    rows = [
        BarRow(
            f"{state.label}",
            [Bar([BarPiece(number, STATES[state].badge)], f"{number}")],
        )
        for state, number in report.endings.items()
    ]
    sentences = [
        _("%(state)s: %(number)s.") % {"state": state.label, "number": number}
        for state, number in report.endings.items()
    ]
    title = _("How cases ended in %(year)s") % {"year": report.year}
    return Chart("endings", title, sentences, draw_bars(rows), [])
