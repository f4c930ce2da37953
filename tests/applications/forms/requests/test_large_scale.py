"""MI-I and MI-II, and S: the criteria of annex 6."""

import pytest
from django.urls import reverse

from applications.forms.sections.criteria import CRITERIA
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


def large(cfi: str) -> dict[str, str]:
    """An organism row for large scale."""
    return organism(cfi=cfi, level="", article="5.7.1")


@pytest.mark.parametrize(
    ("outcome", "filled"),
    [("MI-I", {"outcome": "MI-I"}), ("MI-III", {}), (["MI-I", "MI-II"], {})],
)
def test_the_outcome_comes_from_the_chooser(prefilled, outcome, filled):
    assert prefilled("mi-i-ii", "large-scale", outcome=outcome) == filled


def test_the_outcome_is_used_at_the_place(complete_draft, say, lacking):
    draft = complete_draft("mi-i-ii")
    say(draft, "large-scale", outcome="MI-I")
    say(draft, "place", cfis=["MI-II"])

    assert "MI-I staat niet bij de CFI" in lacking(draft)["large-scale.outcome"]


def test_no_ggo_needs_more_than_the_outcome(complete_draft, say, lacking, by):
    draft = complete_draft("mi-i-ii")
    say(draft, "place", cfis=["MI-I", "MI-II"])
    editing.replace_rows(draft, [large("MI-I"), large("MI-II")], by=by, at=NOW)
    assert lacking(draft) == {}

    say(draft, "large-scale", outcome="MI-I")

    words = "Voor de organismen in rij 2 is meer nodig dan MI-I"
    assert words in lacking(draft)["large-scale.outcome"]


def test_another_outcome_is_refused(complete_draft, say, lacking):
    draft = complete_draft("mi-i-ii")

    say(draft, "large-scale", outcome="MI-III")

    assert "‘MI-III’ is geen uitkomst" in lacking(draft)["large-scale.outcome"]


@pytest.mark.parametrize("criterion", [*CRITERIA][:18])
def test_each_criterion_of_part_one_is_answered(
    complete_draft, say, lacking, criterion
):
    draft = complete_draft("mi-i-ii")

    say(draft, "criteria", **{f"met_{criterion}": ""})

    words = f"Beantwoord criterium {CRITERIA[criterion]}."
    assert lacking(draft) == {f"criteria.met_{criterion}": words}


@pytest.mark.parametrize(("outcome", "lacks"), [("MI-I", True), ("MI-II", False)])
def test_part_two_counts_for_mi_i_alone(complete_draft, say, lacking, outcome, lacks):
    draft = complete_draft("mi-i-ii")
    say(draft, "place", cfis=["MI-I", "MI-II"])
    organisms_fit = organism(cfi="MI-I", level="", article="5.7.1")
    draft.organisms.update(cfi=organisms_fit["cfi"], level="")
    say(draft, "large-scale", outcome=outcome)

    say(draft, "criteria", met_further="")

    assert ("criteria.met_further" in lacking(draft)) is lacks


def test_part_two_counts_at_s(complete_draft, say, lacking):
    draft = complete_draft("s-iii")

    say(draft, "criteria", met_further="")

    assert list(lacking(draft)) == ["criteria.met_further"]


def test_what_does_not_apply_is_argued(complete_draft, say, lacking):
    draft = complete_draft("mi-i-ii")

    say(draft, "criteria", met_c="not-applicable")

    words = f"Geef aan waarom criterium {CRITERIA['c']} niet van toepassing is."
    assert lacking(draft) == {"criteria.why_c": words}
    say(draft, "criteria", why_c="Er wordt geen gif gemaakt.")
    assert lacking(draft) == {}


def test_a_draft_keeps_what_is_half_argued(anna, complete_draft):
    draft = complete_draft("mi-i-ii")

    sent = {"met_a": "not-applicable", "why_b": "Zie bijlage.", "version": "1"}
    response = anna.post(url(draft, "criteria"), sent)

    saved = draft.section_answers.get(section="criteria").values
    assert (saved["met_a"], saved["why_b"]) == ("not-applicable", "Zie bijlage.")
    assert response.status_code == 302


def test_each_error_links_to_its_criterion(anna, complete_draft, say):
    draft = complete_draft("mi-i-ii")
    say(draft, "criteria", met_a="not-applicable", met_r="")

    page = anna.get(url(draft, "criteria")).content.decode()

    for anchor in ("id_why_a", "id_met_r_0"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page


def test_the_reading_view_gives_answer_and_argument(
    anna, complete_draft, say, by, bvf_user
):
    draft = complete_draft("mi-i-ii")
    say(draft, "criteria", met_q="not-applicable", why_q="Geen plasmide.")
    sign_content(draft, by=type(by)(user=bvf_user), at=NOW)
    filed = freeze(draft, by=by, at=NOW)

    shown = text(anna.get(reverse("read-only", args=[filed.pk])))

    assert "Criterium 6.1 q Niet van toepassing" in shown
    assert "Onderbouwing bij criterium 6.1 q Geen plasmide." in shown
    assert "Onderbouwing bij criterium 6.1 r" not in shown
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
    say(draft, "criteria", met_a="not-applicable", met_b="", summary="")

    assert lacking(draft) == {}
    said = application_content(draft)["answers"]["criteria"]
    assert said == {"ground": "annex-11", "entry": "E. coli K12 met egfp"}


def test_s_i_by_annex_6_needs_every_criterion(complete_draft, say, lacking):
    draft = complete_draft("s-i")
    say(draft, "criteria", ground="annex-6", entry="")
    assert lacking(draft) == {}

    say(draft, "criteria", met_a="not-applicable", met_further="", summary="")

    names = {"criteria.why_a", "criteria.met_further", "criteria.summary"}
    assert set(lacking(draft)) == names


def test_a_place_at_s_needs_no_permit_for_it(complete_draft, lacking, lab):
    draft = complete_draft("s-i")

    lab.sites.get(name="Proefhal").containments.all().delete()

    assert lacking(draft) == {}
