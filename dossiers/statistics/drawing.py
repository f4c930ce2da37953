"""Where the bars and words of a chart stand.

Geometry only: numbers and words in, places out. Widths are in percent of the picture,
heights and words in pixels, so a chart stretches while its words keep their size. All
numbers leave as text, so that no language turns their points into commas.
"""

from collections.abc import Sequence
from typing import NamedTuple

LINE = 24  # pixels: a line of words
BAR = 18  # pixels: the thickness of a bar that lies across
GAP = 16  # pixels between two rows
REACH = 62  # percent of the width that the longest bar takes: at 320 pixels its value,
# which stands after it, has room for “105,5 · 120,5”
PLOT = 200  # pixels: the height of the highest column
PAIR = 0.84  # of the room of a month, how much its two columns take


class BarPiece(NamedTuple):
    """A part of a bar: how much, and its style."""

    size: float
    kind: str


class Bar(NamedTuple):
    """Pieces after each other, and the words at the end."""

    pieces: Sequence[BarPiece]
    words: str = ""

    @property
    def size(self) -> float:
        """All pieces together, in the unit of the figures."""
        return sum(piece.size for piece in self.pieces)


class BarRow(NamedTuple):
    """A label with its bars below it; `limit` is drawn as a line through them."""

    label: str
    bars: Sequence[Bar]
    note: str = ""
    limit: float | None = None


class ChartBlock(NamedTuple):
    """A rectangle; `kind` is its style."""

    x: str
    y: str
    width: str
    height: str
    kind: str


class ChartRule(NamedTuple):
    """A straight line; x in percent, y in pixels, as text."""

    x1: str
    y1: str
    x2: str
    y2: str
    kind: str


class ChartText(NamedTuple):
    """A text; `y` is its foot, `dx` how far it is moved."""

    x: str
    y: str
    text: str
    kind: str
    anchor: str = "start"
    dx: int = 0


class ChartDrawing(NamedTuple):
    """A chart ready for the template; `height` in pixels."""

    height: int
    blocks: list[ChartBlock]
    marks: list[ChartRule]
    words: list[ChartText]


def draw_bars(rows: Sequence[BarRow]) -> ChartDrawing:
    """Rows below each other, their bars from left to right."""
    sizes = [bar.size for row in rows for bar in row.bars]
    # Never 0: a year without a case is drawn as well.
    most = max([*sizes, *(row.limit or 0 for row in rows), 1])
    drawing = ChartDrawing(0, [], [], [])
    top = 0
    for row in rows:
        _draw_row(drawing, row, top, REACH / most)
        top += LINE + len(row.bars) * (BAR + 4) + GAP
    return drawing._replace(height=top - GAP if rows else 0)


def _draw_row(drawing: ChartDrawing, row: BarRow, top: int, scale: float) -> None:
    """One row; `scale` is the percent that one unit takes."""
    drawing.words.append(ChartText("0", f"{top + 17}", row.label, "label"))
    if row.note:
        drawing.words.append(ChartText("100%", f"{top + 17}", row.note, "note", "end"))
    y = top + LINE
    for bar in row.bars:
        _draw_bar(drawing, bar, y, scale, row.limit or 0)
        y += BAR + 4
    if row.limit is not None:
        x = _percent(row.limit * scale)
        drawing.marks.append(ChartRule(x, f"{top + LINE - 4}", x, f"{y}", "limit"))


def _draw_bar(
    drawing: ChartDrawing, bar: Bar, y: int, scale: float, limit: float
) -> None:
    """A bar with its words behind it, and behind the limit, so that none is crossed."""
    x = 0.0
    for piece in bar.pieces:
        if not piece.size:
            continue
        width = piece.size * scale
        drawing.blocks.append(
            ChartBlock(_percent(x), f"{y}", _percent(width), f"{BAR}", piece.kind)
        )
        x += width
    end = max(x, limit * scale)
    space = 8 if end else 0
    drawing.words.append(
        ChartText(_percent(end), f"{y + 14}", bar.words, "value", dx=space)
    )


class ColumnPair(NamedTuple):
    """Two columns beside each other: pieces on top of each other, and one before it."""

    label: str
    pieces: Sequence[BarPiece]
    before: BarPiece
    words: str = ""


def draw_columns(columns: Sequence[ColumnPair]) -> ChartDrawing:
    """Pairs of columns beside each other, the earlier one on the left."""
    sizes = [sum(piece.size for piece in column.pieces) for column in columns]
    most = max([*sizes, *(column.before.size for column in columns), 1])
    drawing = ChartDrawing(PLOT + 2 * LINE + 6, [], [], [])
    base = f"{PLOT + LINE}"
    room = 100 / max(len(columns), 1)
    for index, column in enumerate(columns):
        _draw_column(drawing, column, index * room, room, PLOT / most)
    drawing.marks.append(ChartRule("0", base, "100%", base, "base"))
    return drawing


def _draw_column(
    drawing: ChartDrawing, column: ColumnPair, left: float, room: float, scale: float
) -> None:
    """One pair; `scale` is the pixels that one unit takes."""
    width = room * PAIR / 2
    x = left + room * (1 - PAIR) / 2
    # Narrower: the year before is there to compare with.
    _stand(drawing, [column.before], x, width * 0.7, scale)
    x += width * 0.7
    top = _stand(drawing, column.pieces, x, width * 1.3, scale)
    if column.words:
        middle = _percent(x + width * 0.65)
        foot = f"{top - 6:.0f}"
        drawing.words.append(ChartText(middle, foot, column.words, "value", "middle"))
    middle, foot = _percent(left + room / 2), f"{PLOT + 2 * LINE}"
    drawing.words.append(ChartText(middle, foot, column.label, "note", "middle"))


def _stand(
    drawing: ChartDrawing,
    pieces: Sequence[BarPiece],
    x: float,
    width: float,
    scale: float,
) -> float:
    """Pieces on top of each other; gives the height at which they end."""
    y = float(PLOT + LINE)
    for piece in pieces:
        if not piece.size:
            continue
        height = piece.size * scale
        y -= height
        drawing.blocks.append(
            ChartBlock(
                _percent(x), f"{y:.1f}", _percent(width), f"{height:.1f}", piece.kind
            )
        )
    return y


def _percent(value: float) -> str:
    return f"{value:.3f}%"
