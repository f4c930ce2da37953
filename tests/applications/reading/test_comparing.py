"""What differs between two applications is told, and nothing else."""

import time

import pytest

from applications.attachments import attaching
from applications.drafting import drafting
from applications.organisms import editing
from applications.reading.comparing import compare_contents
from applications.reading.content import application_content
from applications.reading.row_matching import match_rows
from tests.cast import NOW, PDF, freeze, organism, report


@pytest.fixture
def filed(signed_kg, by):
    """A KG-I that was filed."""
    return freeze(signed_kg(), by=by, at=NOW)


@pytest.fixture
def change(lab, by, filed):
    """A change of it, in which nothing was touched yet."""
    return drafting.start_draft(
        procedure_key="i-other-cfi", organisation=lab, by=by, at=NOW, changes=filed
    )


def differing(before, now) -> dict:
    """What differs between two applications, by the key of the part."""
    return {
        part.key: part
        for part in compare_contents(
            application_content(before), application_content(now)
        )
    }


def test_an_application_does_not_differ_from_itself(filed):
    assert compare_contents(filed.content, filed.content) == []


def test_a_new_change_differs_in_what_is_not_taken_over(filed, change):
    assert set(differing(filed, change)) - {"report"} == {"attachments"}


def test_an_answer_is_told_with_both_texts_as_read(filed, change, by):
    values = change.section_answers.get(section="methods").values
    values = {**values, "volumes": "Ten hoogste 2 liter."}
    drafting.save_section(change, "methods", values, by=by, at=NOW)

    [answer] = differing(filed, change)["methods"].answers

    assert answer.label == "Kweekvolumes"
    assert answer.before == ["Ten hoogste 500 ml per kweek."]
    assert answer.now == ["Ten hoogste 2 liter."]


def test_a_choice_is_told_in_words(filed, change, by, lab):
    other = lab.sites.create(name="Gebouw X", postcode="9713 GZ", municipality="Assen")
    values = change.section_answers.get(section="place").values
    values = {**values, "site": str(other.pk)}
    drafting.save_section(change, "place", values, by=by, at=NOW)

    [answer] = differing(filed, change)["place"].answers

    assert (answer.before[0], answer.now[0]) == ("Gebouw O2", "Gebouw X")


def test_a_section_that_only_the_change_has_is_all_new(filed, change, by):
    said = {"changes": "Ook gist.", "reason": "Nieuw onderzoek."}
    drafting.save_section(change, "change", said, by=by, at=NOW)

    answers = differing(filed, change)["change"].answers

    assert [answer.before for answer in answers] == [[], []]
    assert [answer.now for answer in answers] == [["Ook gist."], ["Nieuw onderzoek."]]


def test_a_section_that_only_the_earlier_form_had_is_told_too(filed, change, by):
    said = {"changes": "Ook gist.", "reason": "Nieuw onderzoek."}
    drafting.save_section(change, "change", said, by=by, at=NOW)

    answers = differing(change, filed)["change"].answers

    assert [answer.before for answer in answers] == [
        ["Ook gist."],
        ["Nieuw onderzoek."],
    ]
    assert [answer.now for answer in answers] == [[], []]


def test_an_organism_row_that_changed_is_told_by_its_cells(filed, change, by):
    editing.change_row(change.organisms.get(), {"handling": "schudden"}, by=by, at=NOW)

    [row] = differing(filed, change)["organisms"].rows

    assert (row.before, row.now) == (1, 1)
    assert [(cell.label, cell.before, cell.now) for cell in row.cells] == [
        ("Handelingen", [], ["schudden"])
    ]


def test_organism_rows_that_are_new_or_gone_are_told(filed, change, by):
    rows = [organism(host="Gist", vector="p1", insert="lacZ", donor="E. coli")]
    editing.replace_rows(change, rows, by=by, at=NOW)

    gone, new = differing(filed, change)["organisms"].rows

    assert gone.is_removed
    assert gone.row["host"].startswith("Escherichia")
    assert new.is_added
    assert new.row["host"] == "Gist"
    assert new.cells == gone.cells == []


def test_files_that_are_new_or_gone_are_told(filed, change, by):
    more = report("tekening.pdf", PDF + b"1")
    attaching.attach_file(change, upload=more, kind="drawing", by=by, at=NOW)

    files = differing(filed, change)["attachments"].files

    assert [(file.name, file.is_added) for file in files] == [
        (filed.attachments.get().name, False),
        ("tekening.pdf", True),
    ]


def test_another_name_of_the_organisation_is_told(filed, change, lab):
    lab.name = "UMC Noordoost"
    lab.save()
    change.refresh_from_db()

    [answer] = differing(filed, change)["legal-person"].answers

    assert (answer.before, answer.now) == (["UMC Noord"], ["UMC Noordoost"])


def test_a_form_that_the_portal_no_longer_has_compares_without_its_answers(filed):
    gone = {**filed.content, "edition": "0"}

    found = compare_contents(gone, filed.content)

    assert {answer.now != [] for part in found for answer in part.answers} == {True}


def test_rows_that_only_moved_do_not_differ():
    rows = [organism(host=f"Gist {n}") for n in range(5)]

    assert sorted(match_rows(rows, rows[::-1])) == [
        (1, 5),
        (2, 4),
        (3, 3),
        (4, 2),
        (5, 1),
    ]


def test_a_row_put_in_front_is_new_and_the_rest_is_the_same():
    rows = [organism(host=f"Gist {n}") for n in range(3)]

    pairs = match_rows(rows, [organism(host="Schimmel", vector="pX"), *rows])

    assert sorted(pairs, key=str) == [(1, 2), (2, 3), (3, 4), (None, 1)]


@pytest.mark.parametrize(
    "cells",
    [
        {"cfi": "ML-II", "level": "II-k"},
        {"host": "Escherichia coli K12"},
        {"vector": "pET", "insert": "lacZ", "donor": "mens"},
    ],
)
def test_a_row_is_known_again_by_what_stayed_the_same(cells):
    assert match_rows([organism()], [organism(**cells)]) == [(1, 1)]


def test_same_rows_twice_are_each_used_once():
    assert sorted(match_rows([organism()] * 2, [organism()] * 3), key=str) == [
        (1, 1),
        (2, 2),
        (None, 3),
    ]


def test_empty_rows_are_not_taken_for_each_other():
    blank = dict.fromkeys(organism(), "")

    assert match_rows([blank], [blank]) == [(1, 1)]
    assert match_rows([blank], [blank | {"article": "5.2"}]) == [(1, None), (None, 1)]


def test_a_thousand_rows_that_all_changed_are_compared_at_once():
    before = [organism(host=f"Gist {n}") for n in range(1000)]
    now = [{**row, "cfi": "ML-II"} for row in reversed(before)]

    begun = time.perf_counter()
    pairs = match_rows(before, now)

    assert time.perf_counter() - begun < 1
    assert set(pairs) == {(n, 1001 - n) for n in range(1, 1001)}


def test_comparing_asks_the_database_nothing(filed, django_assert_num_queries):
    with django_assert_num_queries(0):
        compare_contents(filed.content, {**filed.content, "organisms": []})
