"""Puts words along a line so that none stands on another.

Words stand in lanes: lane 0 is next to the bar, deeper lanes are further off, tied to
their day by a line. A word never stands on another word, and the line to a word
crosses no word on its way. Places are shares of a width; words keep their size in
pixels, so what fits at `NARROWEST` fits at every greater width.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

NARROWEST = 560  # pixels: the smallest width at which the bar lies across
GAP = 12  # pixels kept free between two words
TEXT_SIZE = 16  # pixels
TRIES = 500  # spots looked at for one number of lanes

Anchor = Literal["start", "middle", "end"]
SIDES: dict[Anchor, float] = {"middle": 0.5, "start": 0.0, "end": 1.0}
NARROW, WIDE = frozenset("iljtfrI.,:;'|()·- "), frozenset("mwMW—…%")


def text_width(text: str, *, bold: bool = False) -> float:
    """Pixels that a text takes at most, near enough to keep words apart."""
    em = sum(
        0.34 if c in NARROW else 0.88 if c in WIDE else 0.66 if c.isupper() else 0.54
        for c in text
    )
    return TEXT_SIZE * em * (1.06 if bold else 1.0)


def wrap_text(text: str, widest: float) -> list[str]:
    """The text in lines that fit, broken between words; a long word stays whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer) <= widest:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True, slots=True)
class Item:
    """Something to place: its share of the width (0 to 1) and its lines of text.

    The first `heads` lines are bold.
    """

    share: float
    texts: tuple[str, ...]
    heads: int = 1

    @property
    def width(self) -> float:
        """Pixels of the widest line."""
        return max(
            text_width(text, bold=number < self.heads)
            for number, text in enumerate(self.texts)
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for an item: a lane and the side of its line that the words are on."""

    item: Item
    lane: int
    anchor: Anchor

    @property
    def left(self) -> float:
        """Pixels from the left edge, at the narrowest width."""
        return self.item.share * NARROWEST - SIDES[self.anchor] * self.item.width

    @property
    def right(self) -> float:
        """Pixels from the left edge, at the narrowest width."""
        return self.left + self.item.width

    def fits(self) -> bool:
        """Does it stay inside the picture?"""
        # Half a pixel: widths are estimates, and rounding alone must not push words
        # into another lane.
        return self.left >= -0.5 and self.right <= NARROWEST + 0.5

    def is_clear_of(self, other: "Spot") -> bool:
        """Neither on the other's words, nor on the line to them."""
        if self.lane == other.lane:
            return self.right + GAP <= other.left or other.right + GAP <= self.left
        near, far = sorted((self, other), key=lambda spot: spot.lane)
        x = far.item.share * NARROWEST
        return x < near.left - GAP / 3 or x > near.right + GAP / 3


def place_items(items: Sequence[Item]) -> list[Spot]:
    """A spot for each item, in as few lanes as will do; items go from left to right.

    The search for each number of lanes is cut short after `TRIES`, so that a crowded
    term costs no time. Should no way keep the lines clear of the words, each item gets
    a lane of its own: the words are still apart.
    """
    for lanes in range(1, len(items) + 1):
        # Far lanes first is tried too: a long word near the bar may leave no room for
        # the next.
        for order in (range(lanes), range(lanes - 1, -1, -1)):
            search = _placings(tuple(items), (), order, iter(range(TRIES)))
            if found := next(search, None):
                return list(found)
    return [_spots(item, lane)[0] for lane, item in enumerate(items)]


def _spots(item: Item, lane: int) -> list[Spot]:
    """The sides to try in a lane; at an edge the words turn inwards."""
    # Centred, half of the words would hang outside the picture.
    if item.share in (0, 1):
        return [Spot(item, lane, "end" if item.share else "start")]
    spots = [Spot(item, lane, anchor) for anchor in SIDES]
    return [spot for spot in spots if spot.fits()] or spots[:1]


def _placings(
    todo: tuple[Item, ...],
    done: tuple[Spot, ...],
    lanes: Sequence[int],
    tries: Iterator[int],
) -> Iterator[tuple[Spot, ...]]:
    """Ways to place what is left beside what is done, as long as there are tries."""
    if not todo:
        yield done
        return
    for lane in lanes:
        for spot in _spots(todo[0], lane):
            # Shared by the whole search, so that its cost is bounded however many ways
            # there are.
            if next(tries, None) is None:
                return
            if all(spot.is_clear_of(other) for other in done):
                yield from _placings(todo[1:], (*done, spot), lanes, tries)


def spread_boxes(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Tops of boxes in a column, each as near to where it wants as the others allow.

    Pushes down what would overlap; what is pushed shares the shift with what pushed
    it, so that a group stands around its days. Pixels; `wanted` ascends.
    """
    groups: list[tuple[float, list[float]]] = []  # sum of wanted starts, sizes
    for want, size in zip(wanted, sizes, strict=True):
        total, members = want, [size]
        # Merged groups move as one; each merge may push into the group before, hence
        # the loop.
        while groups and _bottom(groups[-1]) > total / len(members):
            above_total, above = groups.pop()
            total += above_total - sum(above) * len(members)
            members = above + members
        groups.append((total, members))
    return [top for group in groups for top in _tops(group)]


def _bottom(group: tuple[float, list[float]]) -> float:
    total, sizes = group
    return max(total / len(sizes), 0) + sum(sizes)


def _tops(group: tuple[float, list[float]]) -> Iterator[float]:
    total, sizes = group
    top = max(total / len(sizes), 0)
    for size in sizes:
        yield top
        top += size
