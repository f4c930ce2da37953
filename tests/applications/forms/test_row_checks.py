"""The quick look at many rows finds what the form finds, worded by procedure."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.forms.context import FormContext
from applications.forms.organism import OrganismForm
from applications.forms.row_checks import Codes, row_misfits
from applications.forms.sections.organisms import OrganismsSection, row_checks
from applications.models import Application, OrganismRow
from procedures.counting.legal_day import legal_day
from tests.cast import NOW, organism


def context_for(lab, procedure: str = "iik-new") -> FormContext:
    """What an application for this procedure knows, without being kept."""
    draft = Application(organisation=lab, procedure_key=procedure, changed_at=NOW)
    context = FormContext(draft, legal_day(NOW))
    context.saved = {}
    return context


def found(context, **cells) -> dict[str, str]:
    """What is wrong in a row that is whole but for these cells, by field."""
    wrong = row_checks(context).of(organism(**cells))
    return {problem.field: problem.message for problem in wrong}


@pytest.fixture
def looked(lab):
    return context_for(lab)


values = st.sampled_from(["", " ", "\n", "a", " a ", "x\x00y", "ML-I", "II-k", "5.2"])
lengths = st.sampled_from([20, 21, 100, 101, 300, 301, 500, 501, 1001, 2000, 2001])
rows = st.fixed_dictionaries(
    {name: values | lengths.map("y".__mul__) for name in OrganismForm.base_fields}
)


def by_the_form(row, context) -> list[tuple[str, str, str]]:
    """What is wrong, by asking each field of the form, and then what does not fit."""
    told = []
    for name, field in OrganismForm.base_fields.items():
        try:
            field.clean(row[name])
        except ValidationError as error:
            told.append((name, error.error_list[0].code, error.messages[0]))
    wrong = {name for name, _code, _message in told}
    return told + [
        each for each in row_misfits(row, context) if each.field not in wrong
    ]


@given(given_rows=st.lists(rows, max_size=3))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_quick_look_finds_what_the_form_finds(looked, given_rows):
    for row in given_rows * 2:  # the second time from memory
        assert [tuple(each) for each in row_checks(looked).of(row)] == by_the_form(
            row, looked
        )


@pytest.mark.parametrize(
    ("procedure", "cells", "told"),
    [
        ("i-new", {"cfi": "ML-II", "level": ""}, "past niet bij niveau I,"),
        ("iik-new", {"cfi": "MI-I", "level": ""}, "past niet bij niveau II-k,"),
        ("2.8", {"cfi": "ML-I", "level": "III"}, "hoort niveau I."),
        ("2.8", {"cfi": "ML-II", "level": ""}, "ML-II gebruikt: II-k of II-v."),
        ("iik-new", {"cfi": "ML-II", "level": "II-v"}, "hoort niveau II-k."),
        ("i-new", {"cfi": "ML-9", "level": ""}, "geen CFI “ML-9”"),
    ],
)
def test_a_cfi_or_level_that_does_not_fit_is_told(lab, procedure, cells, told):
    [message] = found(context_for(lab, procedure), **cells).values()

    assert told in message


@pytest.mark.parametrize(
    ("procedure", "cells"),
    [
        ("iik-new", {"cfi": "ML-II", "level": ""}),
        ("iiv-new", {"cfi": "ML-II", "level": ""}),
        ("iiv-new", {"cfi": "ML-II", "level": "II-k"}),
        ("iiv-new", {"cfi": "ML-II", "level": "II-v"}),
        ("2.8", {"cfi": "ML-II", "level": "II-v"}),
        ("iii-new", {"cfi": "ML-III", "level": ""}),
    ],
)
def test_a_cfi_and_level_that_fit_are_fine(lab, procedure, cells):
    assert found(context_for(lab, procedure), **cells) == {}


def test_the_level_follows_from_the_cfi_as_the_procedure_has_it(lab):
    assert context_for(lab, "iik-new").level_of("ML-II") == "II-k"
    assert context_for(lab, "iiv-new").level_of("ML-II") == "II-v"
    assert context_for(lab, "iii-new").level_of("ML-III") == "III"


@pytest.mark.parametrize("typed", ["ml-ii", "ML – II", "ML II", " ML\u2011II "])
def test_a_code_is_known_whatever_its_capitals_and_dashes(looked, typed):
    row = Codes(looked).tidy({"cfi": typed, "level": "ii k", "host": "ml-ii"})

    assert row == {"cfi": "ML-II", "level": "II-k", "host": "ml-ii"}


def test_a_code_that_nobody_knows_stays_as_it_was_typed(looked):
    assert Codes(looked).tidy({"cfi": "ml 9"}) == {"cfi": "ml 9"}


def test_a_thousand_rows_are_looked_at_without_a_query(
    looked, django_assert_num_queries
):
    looked.organisms = [
        OrganismRow(position=n, **organism(host="" if n % 2 else f"stam {n}"))
        for n in range(1000)
    ]
    OrganismsSection.missing(looked)

    with django_assert_num_queries(0):
        told = OrganismsSection.missing(looked)

    assert [each.row for each in told] == list(range(1, 1000, 2))


@pytest.mark.parametrize("said", ["5", "0", "9", "x", "12", "klasse 1"])
def test_a_class_of_the_host_that_does_not_exist_is_refused_by_name(looked, said):
    told = found(looked, host_class=said)

    assert set(told) == {"host_class"}
    assert f"“{said}” is geen klasse" in told["host_class"]


@pytest.mark.parametrize("said", ["", "1", "2", "3", "4"])
def test_a_class_of_the_host_may_be_left_open(looked, said):
    assert not found(looked, host_class=said)


def test_a_wrong_cfi_and_a_wrong_level_are_told_at_once(looked):
    assert set(found(looked, cfi="ML-III", level="I")) == {"cfi", "level"}
