"""The picture of a term tells what the ledger tells."""

import itertools
import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from procedures.counting.clock import Facts, RequestDates, reckon
from procedures.law_rows import law
from procedures.models import Procedure
from procedures.picture.geometry import draw_across
from procedures.picture.term import TermEnding, day_of_term, draw_term, term_timeline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


def reckoned(key: str, received: date, today: date, *requests: RequestDates, **facts):
    rule = Procedure.objects.in_force(key, received).term_rule()
    known = Facts(received, requests, **facts)
    return reckon(rule, known, law.current_calendar(), today)


def drawn(key, received, today, *requests, **facts):
    return term_timeline(
        reckoned(key, received, today, *requests, **facts), today=today
    )


def marks(line):
    return {mark.day: mark.words for mark in line.marks}


def stretches(line):
    return [(each.kind, each.since, each.until) for each in line.stretches]


ASKED = RequestDates(date(2026, 6, 15), date(2026, 6, 29))
OPEN = RequestDates(date(2026, 6, 10))


def test_kg_i_may_start_on_the_day_of_receipt():
    line = drawn("i-new", date(2026, 4, 10), date(2026, 4, 30))

    assert marks(line) == {
        date(2026, 4, 10): "ontvangen, het werk mag beginnen",
        date(2026, 5, 26): "laatste dag om niet in te stemmen",
    }
    assert stretches(line) == [
        ("run", date(2026, 4, 10), date(2026, 5, 25)),
        ("rolled", date(2026, 5, 25), date(2026, 5, 26)),
    ]
    assert line.today.head == "vandaag · dag 20 van 45"


def test_kg_ii_k_waits_and_the_window_rolls_on():
    line = drawn("iik-new", date(2026, 2, 19), date(2026, 3, 1))

    assert marks(line) == {
        date(2026, 2, 19): "ontvangen",
        date(2026, 4, 7): "laatste dag om niet in te stemmen",
        date(2026, 4, 8): "het werk mag beginnen",
    }
    assert line.stretches[-1].words == "vrije dagen"


def test_a_decision_with_a_suspension_stands_still_between_question_and_answer():
    line = drawn("iiv-new", date(2026, 6, 1), date(2026, 7, 6), ASKED)

    assert stretches(line) == [
        ("run", date(2026, 6, 1), date(2026, 6, 15)),
        ("standing", date(2026, 6, 15), date(2026, 6, 28)),
        ("run", date(2026, 6, 28), date(2026, 7, 29)),
    ]
    assert line.stretches[1].words == "klok staat stil: 13 dagen"
    assert line.today.head == "vandaag · dag 22 van 45"
    assert marks(line)[date(2026, 6, 29)] == "klok loopt weer"


def test_an_open_suspension_shows_what_an_answer_today_would_give():
    line = drawn("iii-new", date(2026, 6, 1), date(2026, 6, 29), OPEN)

    assert line.stretches[-1].kind == "projected"
    assert line.today.head == "vandaag: de klok staat stil"
    assert marks(line)[line.last] == "bij een antwoord vandaag"


def test_an_extension_is_named_with_its_days():
    line = drawn("atv", date(2026, 2, 3), date(2026, 4, 20), extension_days=42)

    assert line.stretches[-1].words == "verlengd: 42 dagen"
    assert line.today.head == "vandaag · dag 76 van 98"


def test_a_combination_shows_both_terms_and_the_aim():
    line = drawn("2.8-combination", date(2026, 6, 1), date(2026, 6, 20))

    assert marks(line) == {
        date(2026, 6, 1): "ontvangen",
        date(2026, 7, 16): "uiterste dag 2.8-besluit",
        date(2026, 7, 23): "streefdatum van Bureau GGO",
        date(2026, 8, 31): "laatste dag tweede termijn",
    }


def test_a_combination_that_was_decided_counts_the_second_term():
    line = drawn(
        "2.8-combination",
        date(2026, 6, 1),
        date(2026, 7, 20),
        first_decision=date(2026, 7, 6),
    )

    assert marks(line)[date(2026, 7, 6)] == "2.8-besluit"
    assert "uiterste dag 2.8-besluit" not in marks(line).values()
    assert line.today.head == "vandaag · dag 14 van 45"
    ends = [(since, until) for _kind, since, until in stretches(line)]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))


@pytest.mark.parametrize(
    ("today", "head"),
    [
        (date(2026, 3, 2), "vandaag"),
        (date(2026, 3, 3), "vandaag · dag 1 van 45"),
        (date(2026, 4, 16), "vandaag · dag 45 van 45"),
        (date(2026, 4, 20), "vandaag"),
    ],
)
def test_today_counts_from_the_day_after_receipt(today, head):
    assert drawn("iii-new", date(2026, 3, 2), today).today.head == head


def test_a_term_that_has_passed_shows_how_late_it_is():
    line = drawn("iii-new", date(2026, 3, 2), date(2026, 4, 20))

    assert line.stretches[-1].kind == "late"
    assert line.stretches[-1].words == "4 dagen te laat"


def test_a_day_before_receipt_is_not_drawn():
    assert drawn("iii-new", date(2026, 3, 2), date(2026, 3, 1)).today is None


def supposed(received, today, on, *requests):
    """A filing at level III that is only supposed, reckoned as of a day."""
    result = reckoned("iii-new", received, on, *requests)
    return term_timeline(result, today=today, supposed_on=on)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (10, ""),
        (11, ""),
        (12, "klok staat stil: 1 dag"),
        (15, "klok staat stil: 4 dagen"),
    ],
)
def test_an_open_question_counts_the_days_that_the_ledger_counts(day, words):
    today = date(2026, 6, day)
    line = drawn("iiv-new", date(2026, 6, 1), today, OPEN)

    standing = [each.words for each in line.stretches if each.kind == "standing"]
    assert standing == [words]
    assert reckoned("iiv-new", date(2026, 6, 1), today, OPEN).suspended_days == max(
        day - 11, 0
    )


def test_a_filing_in_days_to_come_is_drawn_as_still_to_come():
    today = date(2026, 3, 1)

    line = supposed(date(2026, 4, 1), today, today)

    assert line.today is None
    assert [block.is_past for block in draw_across(line).blocks] == [False, False]


def test_a_supposed_filing_of_long_ago_is_not_late():
    today = date(2027, 3, 1)

    line = supposed(date(2026, 3, 2), today, today)

    assert line.today is None
    assert [each.kind for each in line.stretches] == ["run"]
    assert all(block.is_past for block in draw_across(line).blocks)


def test_today_is_told_in_a_supposed_filing_too():
    today = date(2026, 3, 12)

    line = supposed(date(2026, 3, 2), today, today)

    assert line.today.head == "vandaag · dag 10 van 45"


def test_an_open_question_in_days_to_come_says_nothing_of_today():
    today, on = date(2026, 3, 12), date(2026, 3, 21)

    line = supposed(date(2026, 3, 2), today, on, RequestDates(date(2026, 3, 20)))

    assert line.today.head == "vandaag"
    assert marks(line)[line.last] == "als het antwoord meteen komt"


def test_an_ended_case_shows_its_end_in_place_of_today():
    result = reckoned("i-new", date(2026, 4, 10), date(2026, 5, 1))
    end = TermEnding(date(2026, 4, 20), "bezwaar · 20 april")

    line = term_timeline(result, today=date(2026, 5, 1), ending=end)

    assert (line.today.day, line.today.tone) == (date(2026, 4, 20), "ended")


def test_an_ended_case_waits_for_no_answer():
    result = reckoned("iii-new", date(2026, 6, 1), date(2026, 7, 6), OPEN)
    end = TermEnding(date(2026, 7, 6), "niet behandeld · 6 juli")

    line = term_timeline(result, today=date(2026, 7, 20), ending=end)

    assert [one.kind for one in line.stretches] == ["run", "standing"]
    assert line.stretches[-1].until == date(2026, 7, 6)
    assert "vandaag" not in " ".join(mark.words for mark in line.marks)


def test_a_filing_without_a_term_has_no_picture():
    result = reckoned("administrative", date(2026, 4, 10), date(2026, 5, 1))

    assert draw_term(result, today=date(2026, 5, 1)) is None


def test_the_year_is_named_when_the_term_passes_new_year():
    line = drawn("iii-new", date(2026, 12, 1), date(2026, 12, 2))

    assert [mark.head for mark in line.marks] == ["1 december 2026", "15 januari 2027"]


def test_many_questions_leave_the_days_that_matter():
    asked = [
        RequestDates(date(2026, 6, day), date(2026, 6, day + 2))
        for day in range(2, 26, 3)
    ]

    line = drawn("iii-new", date(2026, 6, 1), date(2026, 6, 30), *asked)

    assert [mark.words for mark in line.marks] == ["ontvangen", "laatste dag"]


def test_the_day_of_a_term_before_it_runs_is_nought():
    result = reckoned("i-new", date(2026, 4, 10), date(2026, 4, 10))

    assert day_of_term(result.steps, date(2026, 4, 10)) == (0, 45)


def test_the_text_alternative_says_what_the_picture_shows():
    result = reckoned("iiv-new", date(2026, 6, 1), date(2026, 7, 6), ASKED)

    told = draw_term(result, today=date(2026, 7, 6)).sentences

    assert told == [
        "1 juni 2026: ontvangen.",
        "15 juni 2026: vraag gesteld.",
        "16 juni 2026: klok staat stil: 13 dagen.",
        "29 juni 2026: klok loopt weer.",
        "6 juli 2026: vandaag · dag 22 van 45.",
        "29 juli 2026: laatste dag.",
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_svg_has_no_inline_style_and_points_in_its_numbers(language):
    result = reckoned("iiv-new", date(2026, 6, 1), date(2026, 7, 6), ASKED)

    with translation.override(language):
        context = {"picture": draw_term(result, today=date(2026, 7, 6))}
        svg = render_to_string("procedures/_term.html", context)

    assert "style=" not in svg
    numbers = re.findall(r'\b(?:x|y|x1|x2|y1|y2|width|height)="([^"]+)"', svg)
    assert all(re.fullmatch(r"-?\d+(\.\d+)?%?", number) for number in numbers)
    assert svg.count('role="img"') == 2


def test_the_past_is_solid_and_the_rest_an_outline():
    result = reckoned("iii-new", date(2026, 3, 2), date(2026, 4, 1))

    blocks = draw_term(result, today=date(2026, 4, 1)).wide.blocks

    assert [(block.kind, block.is_past) for block in blocks] == [
        ("run", True),
        ("run", False),
    ]
    assert (blocks[0].width, blocks[1].x) == ("66.667%", "66.667%")
