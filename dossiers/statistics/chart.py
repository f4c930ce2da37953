"""What a chart is made of, and how its numbers are written."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import ngettext, pgettext

from dossiers.statistics.drawing import ChartDrawing


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
