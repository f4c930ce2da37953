"""Where the bar, the marks and the words of a term stand in its picture.

Geometry only: days and words in, places out; it knows no law and no language. A bar
that lies across has places in percent of the width and words in pixels, an upright
bar (for phones) has both in pixels. All numbers leave as text, so that no language
turns their points into commas.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from procedures.picture.placing import (
    Anchor,
    Item,
    Spot,
    place_items,
    spread_boxes,
    wrap_text,
)

LINE = 22  # pixels from one line of text to the next
BAR = 28  # pixels: thickness of the bar
STEM = 12  # pixels that a mark sticks out of the bar
WIDEST = 165  # pixels: the longest line of words under a bar that lies across
WIDEST_ABOVE = 280  # pixels: the same above it
UPRIGHT_WIDEST = 195  # pixels: the same beside an upright bar
UPRIGHT_HEIGHT = 340  # pixels: an upright bar is at least this long
UPRIGHT_WORDS = 62  # pixels from the left edge to the words beside an upright bar


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one kind on the bar: after `since`, through `until`.

    `kind` is the style it is drawn in; `words` stand at it, if any.
    """

    since: date
    until: date
    kind: str
    words: str = ""

    @property
    def middle(self) -> date:
        """The day in the middle, where its words point."""
        return self.since + (self.until - self.since) / 2


@dataclass(frozen=True, slots=True)
class TermMark:
    """A day with its words; the head (its date, mostly) is bold. `tone` is a style.

    A mark that is not `on_bar` says something of a stretch, so no line crosses the bar.
    """

    day: date
    head: str
    words: str = ""
    tone: str = "plain"
    on_bar: bool = True


@dataclass(frozen=True, slots=True)
class TermTimeline:
    """What there is to draw. What lies before `passed` is drawn as passed."""

    stretches: Sequence[Stretch]
    marks: Sequence[TermMark]
    passed: date
    today: TermMark | None = None

    @property
    def first(self) -> date:
        """The day at the start of the bar."""
        return min(stretch.since for stretch in self.stretches)

    @property
    def last(self) -> date:
        """The day at the end of the bar."""
        return max(stretch.until for stretch in self.stretches)

    def share(self, day: date) -> float:
        """How far along the bar a day stands: 0 to 1; days outside at the edge."""
        # A bar of one day would divide by nothing.
        days = max((self.last - self.first).days, 1)
        return min(max((day - self.first).days / days, 0), 1)


@dataclass(frozen=True, slots=True)
class TermBlock:
    """A piece of the bar; `kind` is its style, `is_past` whether it lies behind us."""

    x: str
    y: str
    width: str
    height: str
    kind: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of words; `y` is its foot."""

    y: str
    text: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class Label:
    """Words, and the lines that tie them to their day."""

    x: str
    anchor: Anchor
    lines: list[TextLine]
    ties: list[Segment]
    tone: str


@dataclass(frozen=True, slots=True)
class TermDrawing:
    """A picture ready for the template; `height` is in pixels."""

    height: int
    blocks: list[TermBlock]
    labels: list[Label]


def draw_across(timeline: TermTimeline) -> TermDrawing:
    """The picture as a bar that lies across: words of stretches above, days below."""
    marks = sorted(timeline.marks, key=lambda mark: mark.day)
    sayings = _stretch_marks(timeline)
    above = place_items([_item(timeline, mark, WIDEST_ABOVE) for mark in sayings])
    below = place_items([_item(timeline, mark, WIDEST) for mark in marks])
    bar = sum(_lanes(above)) + STEM
    labels = [
        *_labels_above(sayings, above, bar),
        *_labels_below(marks, below, bar),
    ]
    height = bar + BAR + STEM + sum(_lanes(below))
    return TermDrawing(height, list(_blocks_across(timeline, bar)), labels)


def draw_upright(timeline: TermTimeline) -> TermDrawing:
    """The picture as a bar from top to bottom with all words on its right."""
    marks = sorted(
        [*timeline.marks, *_stretch_marks(timeline)],
        key=lambda mark: timeline.share(mark.day),
    )
    items = [_item(timeline, mark, UPRIGHT_WIDEST) for mark in marks]
    sizes = [float(LINE * len(item.texts) + 10) for item in items]
    # Long enough for all words below each other, so that none is pushed out of the
    # picture.
    length = max(UPRIGHT_HEIGHT, round(sum(sizes)) - LINE)
    tops = spread_boxes([item.share * length for item in items], sizes)
    labels = [
        _label_beside(mark, item, top, item.share * length + LINE / 2)
        for mark, item, top in zip(marks, items, tops, strict=True)
    ]
    height = max(length + LINE, round(tops[-1] + sizes[-1]))
    return TermDrawing(height, list(_blocks_upright(timeline, length)), labels)


def _stretch_marks(timeline: TermTimeline) -> list[TermMark]:
    """The words of stretches and of today, in the order of their days."""
    words = [
        TermMark(stretch.middle, stretch.words, tone=stretch.kind, on_bar=False)
        for stretch in timeline.stretches
        if stretch.words
    ]
    words += [timeline.today] if timeline.today else []
    return sorted(words, key=lambda mark: mark.day)


def _item(timeline: TermTimeline, mark: TermMark, widest: int) -> Item:
    heads, words = wrap_text(mark.head, widest), wrap_text(mark.words, widest)
    return Item(timeline.share(mark.day), (*heads, *words), len(heads))


def _stretch_shares(timeline: TermTimeline) -> Iterator[tuple[float, float, str, bool]]:
    """The stretches as shares, cut into what is past and what is to come."""
    for stretch in timeline.stretches:
        cut = min(max(timeline.passed, stretch.since), stretch.until)
        days = (stretch.since, cut, stretch.until)
        start, middle, end = (timeline.share(day) for day in days)
        if start < middle:
            yield start, middle - start, stretch.kind, True
        if middle < end:
            yield middle, end - middle, stretch.kind, False


def _blocks_across(timeline: TermTimeline, y: int) -> Iterator[TermBlock]:
    for start, length, kind, is_past in _stretch_shares(timeline):
        yield TermBlock(
            _percent(start), f"{y}", _percent(length), f"{BAR}", kind, is_past
        )


def _blocks_upright(timeline: TermTimeline, total: int) -> Iterator[TermBlock]:
    for start, length, kind, is_past in _stretch_shares(timeline):
        y, height = f"{start * total + LINE / 2:.1f}", f"{length * total:.1f}"
        yield TermBlock(f"{STEM}", y, f"{BAR}", height, kind, is_past)


def _percent(share: float) -> str:
    return f"{100 * share:.3f}%"


def _lanes(spots: Sequence[Spot]) -> list[int]:
    """The height of each lane, nearest to the bar first."""
    lanes = [0] * (1 + max((spot.lane for spot in spots), default=-1))
    for spot in spots:
        lanes[spot.lane] = max(lanes[spot.lane], LINE * len(spot.item.texts) + 6)
    return lanes


def _lines(item: Item, top: float) -> list[TextLine]:
    """Lines of text below each other, the first with its foot 16 pixels down."""
    return [
        TextLine(f"{top + LINE * number + 16:.0f}", text, number < item.heads)
        for number, text in enumerate(item.texts)
    ]


def _label(mark: TermMark, spot: Spot, top: float, tie: tuple[float, float]) -> Label:
    """Words in a lane, with a plumb line between two heights unless they are one."""
    x, (y1, y2) = _percent(spot.item.share), tie
    ties = [Segment(x, f"{y1:.0f}", x, f"{y2:.0f}")] if y1 != y2 else []
    return Label(x, spot.anchor, _lines(spot.item, top), ties, mark.tone)


def _labels_above(
    marks: Sequence[TermMark], spots: Sequence[Spot], bar: int
) -> Iterator[Label]:
    """Today's line goes through the bar; words right above their stretch need none."""
    lanes = _lanes(spots)
    for mark, spot in zip(marks, spots, strict=True):
        foot = bar - STEM - sum(lanes[: spot.lane])
        is_at_its_stretch = spot.lane == 0 and spot.anchor == "middle"
        end = foot if is_at_its_stretch else bar
        if mark.tone == "today":
            end = bar + BAR + STEM // 2
        yield _label(mark, spot, foot - LINE * len(spot.item.texts), (foot, end))


def _labels_below(
    marks: Sequence[TermMark], spots: Sequence[Spot], bar: int
) -> Iterator[Label]:
    """Each mark's line starts just above the bar and ends at its words."""
    lanes = _lanes(spots)
    for mark, spot in zip(marks, spots, strict=True):
        top = bar + BAR + STEM + sum(lanes[: spot.lane])
        yield _label(mark, spot, top, (bar - STEM // 2, top))


def _label_beside(mark: TermMark, item: Item, top: float, day: float) -> Label:
    """Words beside an upright bar: a line over the bar, then on to the words."""
    start = STEM // 2 if mark.on_bar else STEM + BAR
    edge, words = STEM + BAR + STEM // 2, UPRIGHT_WORDS
    ties = [
        Segment(f"{start}", f"{day:.1f}", f"{edge}", f"{day:.1f}"),
        Segment(f"{edge}", f"{day:.1f}", f"{words - 6}", f"{top + LINE / 2:.1f}"),
    ]
    return Label(f"{words}", "start", _lines(item, top), ties, mark.tone)
