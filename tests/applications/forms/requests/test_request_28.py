"""A 2.8 request by itself, and the change of a 2.8 decision."""

import pytest

from applications.drafting import drafting
from applications.models import OrganismRow
from applications.organisms import editing
from applications.reading.content import application_content
from applications.signing.signing import sign_content
from tests.applications.browsing import text, url
from tests.cast import NOW, freeze, grant, organism


@pytest.mark.parametrize(
    ("chosen", "filled"),
    [
        ("not-in-annex-5", {"ground": ["not-in-annex-5"]}),
        ("x", {}),
        (["doubt", "downscaling"], {}),
    ],
)
def test_the_ground_comes_from_the_chooser(prefilled, chosen, filled):
    assert prefilled("2.8", "request", doubt=chosen) == filled


@pytest.mark.parametrize("field", ["ground", "explanation", "reasons"])
def test_a_request_without_its_reasons_is_not_filed(
    complete_draft, say, lacking, field
):
    draft = complete_draft("2.8")
    say(draft, "request", **{field: ""})

    assert list(lacking(draft)) == [f"request.{field}"]


def test_extra_measures_may_be_left_out(complete_draft, say, lacking):
    draft = complete_draft("2.8")
    say(draft, "request", measures="")

    assert lacking(draft) == {}


def test_a_row_at_level_ii_says_k_or_v(complete_draft, by, lacking):
    draft = complete_draft("2.8")
    editing.replace_rows(draft, [organism(cfi="ML-II", level="")], by=by, at=NOW)

    assert lacking(draft) == {
        "organisms.level": "Geef aan op welk niveau u ML-II gebruikt: II-k of II-v."
    }


def test_a_row_may_lack_the_article_that_is_in_doubt(complete_draft, by, lacking):
    draft = complete_draft("2.8")
    editing.replace_rows(draft, [organism(article="")], by=by, at=NOW)

    assert lacking(draft) == {}


def test_a_notification_cannot_lack_the_article(complete_draft, by, lacking):
    draft = complete_draft("i-new")
    editing.replace_rows(draft, [organism(article="")], by=by, at=NOW)

    assert list(lacking(draft)) == ["organisms.article"]


def test_the_wished_cfi_need_not_be_allowed_at_a_place(complete_draft, by, lacking):
    draft = complete_draft("2.8")
    rows = [organism(cfi=cfi, level="") for cfi in ("ML-IV", "MI-III", "S-I")]
    editing.replace_rows(draft, rows, by=by, at=NOW)

    assert lacking(draft) == {}


def test_the_page_says_what_the_rows_wish(complete_draft, client, researcher, by):
    draft = complete_draft("2.8")
    rows = [organism(cfi="ML-II", level="II-k"), organism()]
    editing.replace_rows(draft, rows, by=by, at=NOW)
    client.force_login(researcher)

    assert "ML-II (II-k), ML-I (I)" in text(client.get(url(draft, "request")))


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({"assessment": ""}, "risk.assessment"),
        ({"assessment": "written"}, "risk.text"),
        ({"assessment": "criteria"}, "risk.attachments"),
    ],
)
def test_the_risk_assessment_stands_somewhere(
    complete_draft, say, lacking, said, lacks
):
    draft = complete_draft("2.8")
    say(draft, "risk", **said)

    assert list(lacking(draft)) == [lacks]


def test_a_written_risk_assessment_needs_no_file(complete_draft, say, lacking):
    draft = complete_draft("2.8")
    draft.attachments.all().delete()
    assert list(lacking(draft)) == ["risk.attachments"]

    say(draft, "risk", assessment="written", text="Zie onder: 1 tot en met 5.")

    assert lacking(draft) == {}


def test_the_overview_says_what_is_typed_and_not_filed(
    complete_draft, client, researcher, say
):
    draft = complete_draft("2.8")
    client.force_login(researcher)
    told = "Gaat niet mee bij het indienen, want hoort bij een andere keuze"
    assert told not in text(client.get(url(draft)))

    say(draft, "risk", assessment="attached", text="Toch niet.")
    shown = text(client.get(url(draft)))
    say(draft, "risk", assessment="written", text="Zo is het.")
    again = text(client.get(url(draft)))

    question = "De risicobeoordeling volgens de punten van bijlage 8"
    assert f"{told}: {question}." in shown
    assert told not in again


def test_a_text_that_is_not_asked_is_not_filed(complete_draft, say):
    draft = complete_draft("2.8")
    say(draft, "risk", assessment="attached", text="Een oud begin.")

    assert application_content(draft)["answers"]["risk"] == {"assessment": "attached"}
    saved = draft.section_answers.get(section="risk")
    assert saved.values["text"] == "Een oud begin."


@pytest.mark.parametrize("field", ["decision", "changes", "reason"])
def test_a_change_names_the_decision_and_what_changes(
    complete_draft, say, lacking, field
):
    draft = complete_draft("2.8-change")
    say(draft, "change", **{field: ""})

    assert list(lacking(draft)) == [f"change.{field}"]


@pytest.mark.parametrize("earlier", ["2.8", "mi-i-ii", "s-iii"])
def test_a_change_starts_from_what_was_filed(
    complete_draft, bvf_user, by, lacking, earlier
):
    draft = complete_draft(earlier)
    sign_content(draft, by=type(by)(user=bvf_user), at=NOW)
    filed = freeze(draft, by=by, at=NOW)
    grant(filed)

    change = complete_draft("2.8-change", filed)

    assert change.first == filed
    assert OrganismRow.objects.filter(application=change).exists()
    assert lacking(change) == {}


def test_the_number_of_a_decision_in_the_portal_is_filled_in(
    complete_draft, bvf_user, by, client, researcher, lab
):
    draft = complete_draft("2.8")
    sign_content(draft, by=type(by)(user=bvf_user), at=NOW)
    filed = freeze(draft, by=by, at=NOW)
    grant(filed)
    change = drafting.start_draft(
        procedure_key="2.8-change", organisation=lab, by=by, at=NOW, changes=filed
    )
    client.force_login(researcher)

    page = client.get(url(change, "change"))

    assert 'value="IG 26-001_2.8-000"' in page.content.decode()
