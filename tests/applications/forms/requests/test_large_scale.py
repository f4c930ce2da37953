"""Large scale and S: the criteria of annex 6, until and since 1 July 2026."""

from datetime import date

import pytest
from django.urls import reverse

from applications.completeness.checks import missing_before_filing
from applications.forms.sections.criteria import (
    CRITERIA,
    FIRST_PART,
    HEADINGS,
    SECOND_PART,
)
from applications.organisms import editing
from applications.reading.content import application_content
from applications.signing.signing import sign_content
from tests.applications.browsing import text, url
from tests.cast import NOW, freeze, organism


@pytest.fixture
def anna(client, researcher):
    """A browser in which the researcher is signed in."""
    client.force_login(researcher)
    return client


LAST_DAY = date(2026, 6, 30)
"""The last day of the first edition."""


@pytest.fixture
def earlier_draft(complete_draft, say):
    """`earlier_draft("mi-i-ii")`: complete, in the edition of until 30 June 2026."""

    def earlier_draft(procedure: str, outcome: str = "MI-I"):
        draft = complete_draft(procedure)
        type(draft).objects.filter(pk=draft.pk).update(edition="1")
        draft.refresh_from_db()
        draft.section_answers.filter(section="criteria").delete()
        met = {f"met_{name}": "met" for name in CRITERIA}
        say(draft, "criteria", summary="Zie het bewijs.", **met)
        if procedure == "mi-i-ii":
            say(draft, "place", cfis=["MI-I", "MI-II"])
            say(draft, "large-scale", outcome=outcome)
        return draft

    return earlier_draft


@pytest.fixture
def lacking_then():
    """What a draft needed on the last day of the first edition."""

    def lacking_then(draft) -> dict[str, str]:
        found = missing_before_filing(draft, on=LAST_DAY)
        return {f"{each.section}.{each.field}": str(each.message) for each in found}

    return lacking_then


def large(cfi: str) -> dict[str, str]:
    """An organism row for large scale."""
    return organism(cfi=cfi, level="", article="5.7.1")


def test_there_is_one_outcome_by_annex_6(prefilled, complete_draft, lacking):
    assert prefilled("mi-i-ii", "large-scale", outcome="MI-I") == {}
    assert lacking(complete_draft("mi-i-ii")) == {}


def test_mi_ii_is_not_asked_by_annex_6(complete_draft, say, lacking):
    draft = complete_draft("mi-i-ii")

    say(draft, "place", cfis=["MI-II"])

    assert "place.cfis" in lacking(draft)


def test_mi_ii_is_notified_with_the_installation(complete_draft, lacking):
    draft = complete_draft("mi-ii-new")

    assert lacking(draft) == {}
    said = application_content(draft)["answers"]
    assert {"installation", "waste", "consent"} <= said.keys()
    assert "criteria" not in said


def test_the_outcome_was_used_at_the_place(earlier_draft, say, lacking_then):
    draft = earlier_draft("mi-i-ii", "MI-I")
    say(draft, "place", cfis=["MI-II"])

    assert "MI-I staat niet bij de CFI" in lacking_then(draft)["large-scale.outcome"]


def test_no_ggo_needed_more_than_the_outcome(earlier_draft, lacking_then, by):
    draft = earlier_draft("mi-i-ii", "MI-I")
    editing.replace_rows(draft, [large("MI-I"), large("MI-II")], by=by, at=NOW)

    words = "Voor de organismen in rij 2 is meer nodig dan MI-I"
    assert words in lacking_then(draft)["large-scale.outcome"]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_until_july_each_of_the_28_criteria_was_answered(
    earlier_draft, say, lacking_then, criterion
):
    draft = earlier_draft("mi-i-ii", "MI-I")

    say(draft, "criteria", **{f"met_{criterion}": ""})

    words = f"Beantwoord criterium {CRITERIA[criterion]}."
    assert lacking_then(draft) == {f"criteria.met_{criterion}": words}
    assert (len(FIRST_PART), len(SECOND_PART)) == (18, 10)


def test_until_july_part_two_did_not_count_for_mi_ii(earlier_draft, say, lacking_then):
    draft = earlier_draft("mi-i-ii", "MI-II")

    say(draft, "criteria", **{f"met_{name}": "" for name in SECOND_PART})

    assert lacking_then(draft) == {}


def test_until_july_part_two_counted_at_s(earlier_draft, say, lacking_then):
    draft = earlier_draft("s-iii")

    say(draft, "criteria", met_further_j="")

    assert list(lacking_then(draft)) == ["criteria.met_further_j"]


def test_until_july_what_did_not_apply_was_argued(earlier_draft, say, lacking_then):
    draft = earlier_draft("mi-i-ii")

    say(draft, "criteria", met_c="not-applicable")

    words = f"Geef aan waarom criterium {CRITERIA['c']} niet van toepassing is."
    assert lacking_then(draft) == {"criteria.why_c": words}


@pytest.mark.parametrize("procedure", ["mi-i-ii", "s-iii", "2.13a-annex-11"])
def test_the_part_of_annex_6_is_chosen(complete_draft, say, lacking, procedure):
    draft = complete_draft(procedure)
    assert lacking(draft) == {}

    say(draft, "criteria", part="")

    assert list(lacking(draft)) == ["criteria.part"]


@pytest.mark.parametrize("heading", HEADINGS)
def test_under_each_heading_the_letters_are_argued(
    complete_draft, say, lacking, heading
):
    draft = complete_draft("mi-i-ii")

    say(draft, "criteria", **{f"why_{heading}": ""})

    assert list(lacking(draft)) == [f"criteria.why_{heading}"]


def test_a_draft_keeps_what_is_half_argued(anna, complete_draft):
    draft = complete_draft("mi-i-ii")

    sent = {"met_host": "met", "why_vector": "Zie bijlage.", "version": "1"}
    response = anna.post(url(draft, "criteria"), sent)

    saved = draft.section_answers.get(section="criteria").values
    assert (saved["met_host"], saved["why_vector"]) == ("met", "Zie bijlage.")
    assert response.status_code == 302


def test_each_error_links_to_its_criterion(anna, complete_draft, say):
    draft = complete_draft("mi-i-ii")
    say(draft, "criteria", why_host="", met_insert="")

    page = anna.get(url(draft, "criteria")).content.decode()

    for anchor in ("id_why_host", "id_met_insert_0"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page


def test_the_reading_view_gives_answer_and_argument(
    anna, complete_draft, say, by, bvf_user
):
    draft = complete_draft("mi-i-ii")
    say(draft, "criteria", met_vector="not-applicable", why_vector="Geen plasmide.")
    sign_content(draft, by=type(by)(user=bvf_user), at=NOW)
    filed = freeze(draft, by=by, at=NOW)

    shown = text(anna.get(reverse("read-only", args=[filed.pk])))

    assert "Criterium Vector of virale vector Niet van toepassing" in shown
    assert "Onderbouwing bij criterium Vector of virale vector Geen plasmide." in shown
    assert "annex-6.pdf" in shown
    assert shown.index("annex-6.pdf") < shown.index("risk-report.pdf")
    assert shown.count("annex-6.pdf") == 1


@pytest.mark.parametrize("field", ["ground", "entry"])
def test_s_i_says_why_the_ggo_may_be_used_there(complete_draft, say, lacking, field):
    draft = complete_draft("s-i")

    say(draft, "criteria", **{field: ""})

    assert list(lacking(draft)) == [f"criteria.{field}"]


def test_s_i_by_annex_11_needs_no_criteria(complete_draft, say, lacking):
    draft = complete_draft("s-i")
    say(draft, "criteria", met_host="not-applicable", met_insert="", summary="")

    assert lacking(draft) == {}
    said = application_content(draft)["answers"]["criteria"]
    assert said == {"ground": "annex-11", "entry": "E. coli K12 met egfp"}


def test_s_i_by_annex_6_needs_every_criterion(complete_draft, say, lacking):
    draft = complete_draft("s-i")
    say(draft, "criteria", ground="annex-6", entry="")
    assert lacking(draft) == {}

    say(draft, "criteria", why_host="", met_insert="", summary="")

    names = {"criteria.why_host", "criteria.met_insert", "criteria.summary"}
    assert set(lacking(draft)) == names


def test_a_place_at_s_needs_no_permit_for_it(complete_draft, lacking, lab):
    draft = complete_draft("s-i")

    lab.sites.get(name="Proefhal").containments.all().delete()

    assert lacking(draft) == {}
