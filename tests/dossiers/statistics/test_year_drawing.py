"""Where the bars and words of a chart stand."""

from itertools import pairwise

from dossiers.statistics.drawing import (
    BAR,
    LINE,
    PLOT,
    REACH,
    Bar,
    BarPiece,
    BarRow,
    ColumnPair,
    draw_bars,
    draw_columns,
)


def test_the_longest_bar_reaches_and_the_others_follow():
    drawn = draw_bars(
        [
            BarRow("a", [Bar([BarPiece(30, "run"), BarPiece(10, "rest")], "30 · 40")]),
            BarRow("b", [Bar([BarPiece(20, "run")], "20")]),
        ]
    )

    widths = [float(block.width.rstrip("%")) for block in drawn.blocks]
    assert widths == [REACH * 0.75, REACH * 0.25, REACH * 0.5]
    assert drawn.blocks[1].x == drawn.blocks[0].width
    assert [words.text for words in drawn.words] == ["a", "30 · 40", "b", "20"]


def test_words_stand_behind_the_bar_and_behind_the_limit():
    drawn = draw_bars(
        [
            BarRow("short", [Bar([BarPiece(30, "run")], "30")], limit=45),
            BarRow("long", [Bar([BarPiece(90, "run")], "90")], limit=45),
        ]
    )

    first, second = [words for words in drawn.words if words.kind == "value"]
    limit, _other = drawn.marks
    assert first.x == limit.x1
    assert second.x == drawn.blocks[1].width
    assert first.dx == second.dx == 8


def test_nothing_is_drawn_of_nothing():
    drawn = draw_bars([BarRow("none", [Bar([BarPiece(0, "run")], "0")])])

    assert drawn.blocks == []
    assert drawn.words[-1].dx == 0
    assert drawn.height == LINE + BAR + 4
    assert draw_bars([]).height == 0


def test_rows_do_not_stand_on_each_other():
    rows = [BarRow(name, [Bar([BarPiece(1, "run")])] * 2) for name in "abc"]
    drawn = draw_bars(rows)

    tops = [int(block.y) for block in drawn.blocks]
    assert all(later - earlier >= BAR for earlier, later in pairwise(tops))
    assert max(tops) + BAR <= drawn.height


def test_columns_stand_on_the_base_and_stack():
    pieces = [BarPiece(30, "notification"), BarPiece(10, "permit")]
    drawn = draw_columns([ColumnPair("jan", pieces, BarPiece(20, "before"), "40")])

    before, lower, upper = drawn.blocks
    base = PLOT + LINE
    assert float(before.y) + float(before.height) == base
    assert float(lower.y) + float(lower.height) == base
    assert float(upper.y) + float(upper.height) == float(lower.y)
    assert float(upper.y) == base - PLOT
    assert float(before.height) == PLOT / 2
    total = next(words for words in drawn.words if words.kind == "value")
    assert float(total.y) < float(upper.y)


def test_columns_stay_inside_the_picture():
    column = ColumnPair("x", [BarPiece(1, "permit")], BarPiece(1, "before"))
    drawn = draw_columns([column] * 12)

    for block in drawn.blocks:
        x, width = float(block.x.rstrip("%")), float(block.width.rstrip("%"))
        assert 0 <= x <= x + width <= 100
