"""The chooser: the jurist's examples, and every way through the questions."""

from copy import copy
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from psycopg.types.range import DateRange

from procedures.choosing.choose import AnswersIncomplete, choose_row, ground_named
from procedures.choosing.endings import ENDINGS, ONLY_WHEN
from procedures.choosing.flow import walk_questions
from procedures.choosing.preparing import ITEMS, PREPARE
from procedures.choosing.questions import BY_NAME, QUESTIONS
from procedures.choosing.work import REPORTABLE
from procedures.law_rows.law import Law
from tests.law.books import PROCEDURES, books
from tests.procedures.choice_examples import DAY, EXAMPLES, answers_of, paths

LAW = books()
# What a form can be filed on; the others BGGO alone decides.
CHOSEN = {key for key, row in PROCEDURES.items() if row.table != "-"}
PATHS = list(paths())
CHOICES = [choose_row(path, on=DAY, books=LAW) for path in PATHS]
ENDS = list(zip(PATHS, CHOICES, strict=True))
REPORTS = {"iiv-same-article", "iii-same-article"}
REPORTED = {
    "subject": ("work",),
    "outcome": ("III",),
    "stage": ("changed",),
    "article": ("same",),
    "conditions": REPORTABLE,
}


def without(*keys: str) -> Law:
    """The law of today with these rows closed."""
    law = books()
    kept = {key: rows for key, rows in law.procedures.items() if key not in keys}
    return replace(law, procedures=kept)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["name"])
def test_choice_of_the_jurist(example):
    choice = choose_row(answers_of(example), on=DAY, books=LAW)

    assert (choice.row and choice.row.key) == example["row"]
    assert choice.contact == example.get("contact", False)
    assert example["article"] in {reason.ground.article for reason in choice.reasons}
    told = " ".join(str(reason.text) for reason in choice.reasons)
    assert example.get("not", "") in told


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["name"])
def test_example_answers_exactly_what_is_asked(example):
    walked = walk_questions(answers_of(example))

    assert (walked.question, walked.stray, walked.early) == (None, (), ())


def test_examples_have_every_row_and_every_failing_condition():
    assert {each["row"] for each in EXAMPLES} - {None} == CHOSEN
    failing = [
        set(REPORTABLE) - set(answers_of(each)["conditions"])
        for each in EXAMPLES
        if each["row"] == "iiv-other-article" and "conditions" in each["answers"]
    ]
    assert sorted(map(list, failing)) == sorted([each] for each in REPORTABLE)


def test_every_way_ends_and_every_row_is_reached():
    reached = {choice.row.key for choice in CHOICES if choice.row}

    assert reached == CHOSEN
    assert all(choice.row or choice.contact for choice in CHOICES)


def test_every_question_and_every_answer_is_on_some_way():
    given = {
        (name, value)
        for path in PATHS
        for name, values in path.items()
        for value in values
    }

    assert given == {(each.name, value) for each in QUESTIONS for value in each.values}


def test_every_ending_is_reached():
    reached = {(choice.row and choice.row.key, choice.contact) for choice in CHOICES}

    assert reached == {(ending.key or None, ending.contact) for ending in ENDINGS}


def test_contact_without_row_is_for_help_doubt_and_mi_iv_alone():
    alone = [path for path, choice in ENDS if choice.row is None]

    assert alone == [
        {"subject": ("work",), "outcome": ("MI-IV",)},
        {"subject": ("work",), "outcome": ("unsure",)},
        {"subject": ("help",)},
    ]


def test_report_is_allowed_only_when_every_condition_holds():
    for path, choice in ENDS:
        held = set(path.get("conditions", ()))
        is_report = choice.row is not None and choice.row.key in REPORTS
        assert is_report == (held == set(REPORTABLE))


def test_change_that_cannot_be_reported_says_what_fails():
    for path, choice in ENDS:
        if "conditions" not in path:
            assert not choice.fell_through
            continue
        reason = next(
            str(each.text) for each in choice.reasons if each.ground.article == "25"
        )
        for condition in REPORTABLE:
            words = str(BY_NAME["conditions"].option(condition).text)
            fails = condition not in path["conditions"]
            assert (words in reason) == fails


def test_every_end_says_why_with_an_article_and_what_to_prepare():
    for choice in CHOICES:
        assert choice.reasons
        assert all(reason.text for reason in choice.reasons)
        assert all(
            reason.ground.url.startswith("https://") for reason in choice.reasons
        )
        assert choice.preparation


def test_every_end_names_other_rows_and_never_its_own():
    for choice in CHOICES:
        others = [other.row.key for other in choice.alternatives]
        assert others
        assert len(set(others)) == len(others)
        assert choice.row is None or choice.row.key not in others
        assert all(other.reason for other in choice.alternatives)


def test_every_row_has_its_words_and_its_preparation():
    assert ONLY_WHEN.keys() == CHOSEN
    assert PREPARE.keys() == CHOSEN
    assert ITEMS.keys() == set(BY_NAME["item"].values)


def test_every_question_rests_on_a_known_article():
    assert all(ground_named(question.ground).article for question in QUESTIONS)


def test_combination_is_only_with_rows_of_the_law_that_are_filed_alone():
    kinds = {PROCEDURES[key].type for key in BY_NAME["combined_with"].values}

    assert kinds == {"KG", "VA"}


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({}, "subject"),
        ({"subject": ("work",)}, "outcome"),
        ({"subject": ("work",), "outcome": ("I",)}, "stage"),
        ({"subject": ("work",), "stage": ("changed",)}, "outcome"),
        ({"subject": ("list",), "annex": ("2",)}, "item"),
        ({"subject": ("classification",), "doubt": ("doubt",)}, "decided"),
    ],
)
def test_incomplete_answers_name_the_next_question(answers, question):
    with pytest.raises(AnswersIncomplete) as more:
        choose_row(answers, on=DAY, books=LAW)

    assert more.value.question.name == question


def test_answers_to_other_questions_play_no_part():
    other = {"subject": ("rules",), "outcome": ("III",), "annex": ("2",)}

    choice = choose_row(other, on=DAY, books=LAW)

    assert choice.row.key == "atv"
    assert choice.answers == {"subject": ("rules",)}
    assert walk_questions(other).stray == ("outcome", "annex")


def test_answer_that_may_still_be_asked_for_is_no_stray():
    walked = walk_questions(
        {"subject": ("work",), "stage": ("changed",), "annex": ("2",)}
    )

    assert walked.early == ("stage",)
    assert walked.stray == ("annex",)


def test_choice_is_of_the_law_on_the_day():
    change = {
        "subject": ("classification",),
        "doubt": ("doubt",),
        "decided": ("yes",),
        "combined": ("no",),
    }

    before = choose_row(change, on=date(2025, 12, 14), books=LAW)
    after = choose_row(change, on=date(2025, 12, 15), books=LAW)

    assert (before.row, before.contact) == (None, True)
    assert "niet" in str(before.reasons[-1].text)
    assert after.row.key == "2.8-change"


def test_row_of_tomorrow_is_chosen_from_its_first_day():
    law = books()
    closed, later = copy(PROCEDURES["mi-iii"]), copy(PROCEDURES["mi-iii"])
    closed.valid = DateRange(closed.valid_from, date(2027, 1, 1))
    later.valid = DateRange(date(2027, 1, 1), None)
    law.procedures["mi-iii"] = [closed, later]
    answers = {"subject": ("work",), "outcome": ("MI-III",)}

    assert choose_row(answers, on=date(2026, 12, 31), books=law).row is closed
    assert choose_row(answers, on=date(2027, 1, 1), books=law).row is later


def test_report_that_the_law_does_not_know_becomes_a_change_of_the_permit():
    choice = choose_row(REPORTED, on=DAY, books=without("iii-same-article"))

    assert choice.row.key == "iii-other-article"
    assert "iii-same-article" not in {each.row.key for each in choice.alternatives}


def test_no_row_in_force_at_all_is_contact():
    choice = choose_row({"subject": ("rules",)}, on=DAY, books=without("atv"))

    assert (choice.row, choice.contact, choice.alternatives) == (None, True, ())


def test_doubt_is_offered_a_request_and_level_iv_its_own_row():
    unsure = choose_row(
        {"subject": ("work",), "outcome": ("unsure",)}, on=DAY, books=LAW
    )
    mi_iv = choose_row({"subject": ("work",), "outcome": ("MI-IV",)}, on=DAY, books=LAW)
    iv = choose_row({"subject": ("work",), "outcome": ("IV",)}, on=DAY, books=LAW)

    assert unsure.offers_request
    assert not mi_iv.offers_request
    assert (iv.row.key, iv.contact, iv.offers_request) == ("iv-new", True, False)


def test_addition_to_annex_2_asks_for_the_data_of_its_kind():
    told = {
        item: [
            str(text)
            for text in choose_row(
                {"subject": ("list",), "annex": ("2",), "item": (item,)},
                on=DAY,
                books=LAW,
            ).preparation
        ]
        for item in ITEMS
    }

    assert all(str(ITEMS[item]) in told[item] for item in ITEMS)
    assert str(ITEMS["host"]) not in told["vector"]


def test_reasons_speak_the_language_of_the_reader():
    choice = choose_row(REPORTED, on=DAY, books=LAW)

    dutch = [str(reason.text) for reason in choice.reasons]
    with translation.override("en"):
        english = [str(reason.text) for reason in choice.reasons]

    assert "Aan alle voorwaarden voor melden is voldaan." in dutch
    assert "All conditions for reporting (melden) hold." in english
