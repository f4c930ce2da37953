"""What filing demands of each section, and what a draft may leave open."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.completeness.checks import missing_before_filing
from applications.drafting import drafting
from applications.errors import UnknownForm
from applications.forms.context import FormContext
from applications.forms.procedures import BEGUN, sections_of
from applications.models import Application
from applications.organisms import editing
from procedures.models import NotInForce, Procedure
from tests.cast import NOW, freeze, organism

DAY = date(2026, 11, 23)


def found(draft):
    return {(gap.pointer, gap.code) for gap in missing_before_filing(draft, on=DAY)}


def change(draft, by, section, **values):
    saved = draft.section_answers.get(section=section).values
    drafting.save_section(draft, section, {**saved, **values}, by=by, at=NOW)


def rows(draft, by, *given):
    editing.replace_rows(draft, given, by=by, at=NOW)


@pytest.mark.parametrize("procedure", ["i-new", "iik-new"])
def test_a_whole_notification_misses_nothing(complete_kg, procedure):
    assert missing_before_filing(complete_kg(procedure), on=DAY) == []


@pytest.mark.parametrize(
    ("first", "then"), [("i-new", "i-other-cfi"), ("iik-new", "iik-change")]
)
def test_a_whole_change_misses_nothing(signed_kg, complete_kg, by, first, then):
    earlier = freeze(signed_kg(first), by=by, at=NOW)

    assert missing_before_filing(complete_kg(then, changes=earlier), on=DAY) == []


def test_a_change_needs_a_dossier(lab, by):
    draft = drafting.start_draft(
        procedure_key="i-other-cfi", organisation=lab, by=by, at=NOW
    )

    assert ("/answers/change/earlier", "required") in found(draft)


def test_a_change_of_a_dossier_from_before_the_portal_names_it(complete_draft):
    assert missing_before_filing(complete_draft("iik-change"), on=DAY) == []


def test_a_change_of_a_filing_asks_no_number(signed_kg, complete_kg, by):
    earlier = freeze(signed_kg("iik-new"), by=by, at=NOW)
    draft = complete_kg("iik-change", changes=earlier)

    change(draft, by, "change", earlier="")

    assert missing_before_filing(draft, on=DAY) == []


def test_an_empty_draft_lists_everything_with_a_pointer(draft):
    pointers = {pointer for pointer, _code in found(draft)}

    assert {
        "/answers/place/rooms",
        "/answers/place/cfis",
        "/answers/purpose/title",
        "/answers/purpose/purpose",
        "/answers/purpose/results",
        "/organisms",
        "/answers/methods/making",
        "/answers/methods/volumes",
        "/answers/outcome/cfis",
        "/answers/outcome/classification",
        "/attachments",
    } <= pointers
    assert all(gap.message for gap in missing_before_filing(draft, on=DAY))


CELLS = [
    ({"host": ""}, "host", "required"),
    ({"vector": " "}, "vector", "required"),
    ({"donor": ""}, "donor", "required"),
    ({"function": ""}, "function", "required"),
    ({"article": ""}, "article", "required"),
    ({"article": "6.1"}, "article", "article-unknown"),
    ({"cfi": "ML-9"}, "cfi", "cfi-misfit"),
    ({"cfi": "ML-II"}, "cfi", "cfi-misfit"),
    ({"cfi": "MI-I"}, "cfi", "cfi-misfit"),
    ({"cfi": "PL-I"}, "cfi", "cfi-misfit"),
    ({"level": "II-k"}, "level", "level-misfit"),
    ({"host": "x" * 301}, "host", "max_length"),
]


@pytest.mark.parametrize(("cells", "field", "code"), CELLS)
def test_a_row_is_checked_at_its_cell(complete_kg, by, cells, field, code):
    draft = complete_kg()
    rows(draft, by, organism(), organism(**cells))

    assert found(draft) == {(f"/organisms/1/{field}", code)}
    assert missing_before_filing(draft, on=DAY)[0].row == 2


def test_level_may_be_left_to_follow_from_the_cfi(complete_kg, by):
    draft = complete_kg()
    rows(draft, by, organism(level=""))

    assert found(draft) == set()


def test_a_cfi_above_the_level_is_refused(complete_kg, by):
    draft = complete_kg()
    change(draft, by, "place", cfis=["ML-II"])

    assert ("/answers/place/cfis", "invalid_choice") in found(draft)


def test_a_cfi_beyond_the_permit_is_refused(complete_kg, by, lab):
    draft = complete_kg("iik-new")
    lab.sites.get().containments.filter(cfi="ML-II").update(cfi="ML-I")

    assert found(draft) == {("/answers/place/cfis", "beyond-permit")}


def test_a_cfi_of_another_kind_than_the_permit_is_refused(complete_kg, by):
    draft = complete_kg()
    change(draft, by, "place", cfis=["ML-I", "PC-I"])

    [gap] = missing_before_filing(draft, on=DAY)
    assert gap.code == "beyond-permit"
    assert "PC-I" in gap.message


def test_a_higher_permit_allows_a_lower_cfi(complete_kg, by):
    draft = complete_kg()
    change(draft, by, "place", cfis=["ML-I", "DM-I", "PL-I"])

    assert found(draft) == set()


def test_level_two_needs_a_cfi_of_level_two(complete_kg, by):
    draft = complete_kg("iik-new")
    change(draft, by, "place", cfis=["ML-I", "ML-II"])
    change(draft, by, "outcome", cfis=["ML-I"])

    assert ("/answers/outcome/cfis", "below-level") in found(draft)


def test_the_outcome_keeps_to_the_place(complete_kg, by):
    draft = complete_kg()
    change(draft, by, "outcome", cfis=["ML-I", "PL-I"])

    assert found(draft) == {("/answers/outcome/cfis", "not-at-place")}


def test_a_site_of_another_lab_cannot_be_picked(complete_kg, by, other_lab):
    draft = complete_kg()
    change(draft, by, "place", site=str(other_lab.sites.get().pk))

    assert ("/answers/place/site", "invalid_choice") in found(draft)


def test_a_bvf_who_left_cannot_be_picked(complete_kg, bvf_user):
    draft = complete_kg()
    bvf_user.memberships.all().delete()

    assert ("/answers/organisation/bvf", "invalid_choice") in found(draft)


def test_no_report_is_needed_for_annex_2_with_a_reason(complete_kg, by):
    draft = complete_kg()
    draft.attachments.all().delete()

    change(draft, by, "report", report="not-needed", reason="E. coli K12 met pUC19")

    assert found(draft) == set()


def test_no_report_without_a_reason_is_refused(complete_kg, by):
    draft = complete_kg()

    change(draft, by, "report", report="not-needed", reason="")

    assert found(draft) == {("/answers/report/reason", "required")}


def test_a_report_that_is_not_there_is_missed(complete_kg):
    draft = complete_kg()
    draft.attachments.update(kind="other")

    assert found(draft) == {("/attachments", "required")}


@pytest.mark.parametrize(
    "value", [None, 1, True, [], {}, {"a": 1}, ["x", 3, None], "x" * 30_000]
)
def test_strange_values_from_a_machine_are_only_wrong(complete_kg, by, value):
    draft = complete_kg()

    for section in ("organisation", "place", "purpose", "outcome", "report"):
        saved = draft.section_answers.get(section=section).values
        strange = dict.fromkeys(saved, value)
        drafting.save_section(draft, section, strange, by=by, at=NOW)

    assert missing_before_filing(draft, on=DAY)


@pytest.mark.parametrize("section", sections_of("iik-change"), ids=lambda s: s.key)
def test_a_draft_may_leave_every_question_open(draft, section):
    if section.is_form:
        form = section.filled(FormContext(draft, DAY), strict=False)

        assert form.is_valid() or set(form.data) & set(form.errors)


def test_a_form_that_is_not_there_is_named(draft):
    draft.procedure_key = "i-same-cfi"

    with pytest.raises(UnknownForm):
        missing_before_filing(draft, on=DAY)


def test_a_day_before_the_table_is_refused(complete_kg):
    with pytest.raises(NotInForce):
        missing_before_filing(complete_kg(), on=date(1990, 1, 1))


def queries_of_a_check(draft) -> int:
    """How many queries a check of the whole application takes."""
    fresh = Application.objects.select_related("organisation").get(pk=draft.pk)
    with CaptureQueriesContext(connection) as queries:
        missing_before_filing(fresh, on=DAY)
    return len(queries)


def test_a_thousand_rows_are_checked_with_as_many_queries_as_one(complete_kg, by):
    draft = complete_kg()
    one = queries_of_a_check(draft)

    rows(draft, by, *[organism(host=f"stam {n}") for n in range(1000)])

    assert queries_of_a_check(draft) == one <= 10


@pytest.mark.django_db
def test_every_form_belongs_to_a_procedure_in_force():
    keys = set(Procedure.objects.on(DAY).values_list("key", flat=True))

    assert BEGUN.keys() <= keys
