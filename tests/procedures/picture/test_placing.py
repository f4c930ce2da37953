"""Words in the picture stand apart, at every width."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.picture.placing import (
    Item,
    place_items,
    spread_boxes,
    text_width,
    wrap_text,
)

WORDS = [
    "ontvangen",
    "vraag gesteld",
    "antwoord",
    "laatste dag om niet in te stemmen",
    "mei",
]

items = st.lists(
    st.tuples(
        st.floats(0, 1, allow_nan=False), st.sampled_from(WORDS), st.sampled_from(WORDS)
    ),
    min_size=1,
    max_size=7,
).map(lambda found: [Item(share, (head, word)) for share, head, word in sorted(found)])


def boxes(spots):
    """Left, right and lane of each spot."""
    return [(spot.left, spot.right, spot.lane) for spot in spots]


@settings(max_examples=150, deadline=None)
@given(items)
def test_words_never_stand_on_other_words(found):
    spots = place_items(found)

    for number, (left, right, lane) in enumerate(boxes(spots)):
        for other_left, other_right, other_lane in boxes(spots)[number + 1 :]:
            assert lane != other_lane or right <= other_left or other_right <= left


@pytest.mark.parametrize("apart", [0.01, 0.02, 0.05, 0.1])
@pytest.mark.parametrize("start", [0.0, 0.3, 0.6, 0.8])
def test_no_line_crosses_words_in_a_term_with_two_questions(start, apart):
    shares = sorted({0.0, *[min(start + step * apart, 0.99) for step in range(4)], 1.0})

    spots = place_items(
        [Item(share, ("20 november", "vraag gesteld")) for share in shares]
    )

    for spot in spots:
        assert all(spot.is_clear_of(other) for other in spots if other is not spot)


@settings(deadline=None)
@given(items)
def test_every_item_has_a_spot_of_its_own(found):
    assert [spot.item for spot in place_items(found)] == found


def test_words_at_the_edges_turn_inwards():
    first, last = place_items([Item(0.0, ("1 juni",)), Item(1.0, ("29 juli",))])

    assert (first.anchor, last.anchor) == ("start", "end")
    assert first.left == 0


def test_two_days_in_a_row_use_a_second_lane():
    near = [Item(0.50, ("vraag gesteld",)), Item(0.51, ("antwoord ontvangen",))]

    assert {spot.lane for spot in place_items(near)} <= {0, 1}


def test_many_words_at_one_day_each_get_a_lane():
    spots = place_items([Item(0.0, ("een lang woord",))] * 6)

    assert sorted(spot.lane for spot in spots) == list(range(6))


def test_a_long_word_stays_whole():
    word = "biologischeveiligheidsfunctionaris"

    assert wrap_text(f"de {word} tekent", 80) == ["de", word, "tekent"]


def test_bold_is_wider_than_plain():
    assert text_width("termijn", bold=True) > text_width("termijn")


@pytest.mark.parametrize(
    ("wanted", "sizes", "tops"),
    [
        ([0, 100], [40, 40], [0, 100]),
        ([0, 10], [40, 40], [0, 40]),
        ([100, 100], [40, 40], [80, 120]),
        ([100, 100, 100], [30, 30, 30], [70, 100, 130]),
    ],
)
def test_boxes_in_a_column_stand_around_their_days(wanted, sizes, tops):
    assert spread_boxes(wanted, sizes) == tops


@given(
    st.lists(
        st.tuples(st.floats(0, 500), st.floats(10, 90)), min_size=1, max_size=12
    ).map(sorted)
)
def test_boxes_in_a_column_never_overlap(found):
    sizes = [size for _want, size in found]

    tops = spread_boxes([want for want, _size in found], sizes)

    assert tops[0] >= 0
    for number in range(len(tops) - 1):
        assert tops[number] + sizes[number] <= tops[number + 1] + 1e-6
