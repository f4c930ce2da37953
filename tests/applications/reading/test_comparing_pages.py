"""What differs, on the pages of the lab: a change, and a dossier that went on."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.drafting import drafting
from applications.drafting.copying import copy_as_draft
from applications.models import Application
from applications.organisms import editing
from applications.signing import signing
from tests.applications.browsing import queries, text, url
from tests.cast import NOW, freeze, organism

LATER = NOW + timedelta(days=1)


def page(application, query="") -> str:
    return reverse("differences", args=[application.pk]) + query


@pytest.fixture
def filed(signed_kg, by):
    """A KG-I that was filed, as IG 26-001_I-000."""
    application = freeze(signed_kg(), by=by, at=NOW)
    Application.objects.filter(pk=application.pk).update(filed_as=["IG 26-001_I-000"])
    return application


@pytest.fixture
def begin(lab, by):
    """`begin(changes)`: a draft of a change."""

    def begin(changes):
        return drafting.start_draft(
            procedure_key="i-other-cfi",
            organisation=lab,
            by=by,
            at=NOW,
            changes=changes,
        )

    return begin


@pytest.fixture
def second(signed_kg, filed, by, bvf):
    """A change of it that was filed a day later, with other volumes."""
    draft = signed_kg("i-other-cfi", changes=filed)
    Application.objects.filter(pk=draft.pk).update(filed_as=["IG 26-001_I-001"])
    answers = draft.section_answers.get(section="methods")
    answers.values |= {"volumes": "Ten hoogste 2 liter."}
    answers.save()
    draft.signatures.all().delete()
    signing.sign_content(draft, by=bvf, at=NOW)
    return freeze(draft, by=by, at=LATER)


def test_the_third_filing_starts_from_the_second(client, anna, filed, second):
    address = reverse("new-application")
    offered = anna.get(f"{address}?procedure=i-other-cfi").context["form"]
    choices = [key for key, _words in offered.fields["changes"].choices]
    assert str(second.pk) in choices
    assert str(filed.pk) not in choices

    anna.post(address, {"procedure": "i-other-cfi", "changes": str(second.pk)})

    third = Application.objects.drafts().get()
    said = third.section_answers.get(section="methods").values
    assert said["volumes"] == "Ten hoogste 2 liter."
    assert (third.changes, third.first) == (second, filed)


def test_a_change_shows_what_differs_from_the_filing_it_builds_on(
    anna, begin, filed, by
):
    change = begin(filed)
    values = change.section_answers.get(section="methods").values
    drafting.save_section(
        change, "methods", {**values, "volumes": "2 liter"}, by=by, at=NOW
    )
    editing.add_rows(change, [organism(host="Gist")], by=by, at=NOW)

    shown = text(anna.get(page(change)))

    for words in ("IG 26-001_I-000", "Kweekvolumes", "2 liter", "500 ml", "Gist"):
        assert words in shown
    assert "Hoe de ggo’s worden gemaakt" not in shown


def test_a_dossier_that_went_on_is_told_on_the_overview(anna, begin, filed, request):
    change = begin(filed)
    assert "Het dossier is gewijzigd" not in text(anna.get(url(change)))

    request.getfixturevalue("second")

    shown = text(anna.get(url(change)))
    assert "Het dossier is gewijzigd sinds u begon: IG 26-001_I-001" in shown
    since = text(anna.get(page(change, "?pair=since")))
    assert "Ten hoogste 2 liter." in since
    latest = text(anna.get(page(change, "?pair=latest")))
    assert "Ten hoogste 2 liter." in latest


def test_a_change_of_the_latest_filing_is_told_nothing(anna, begin, second):
    assert begin(second).newer_filing() is None


def test_a_copy_is_compared_with_what_it_was_copied_from(anna, complete_kg, by):
    source = complete_kg()
    made = copy_as_draft(
        source,
        procedure_key="i-new",
        sections=["purpose"],
        organisms=False,
        attachments=[],
        by=by,
        at=NOW,
    )

    response = anna.get(page(made))

    assert response.context["key"] == "copy"
    assert "Methoden en volumes" in text(response)


def test_what_changes_nothing_has_nothing_to_compare(anna, draft):
    assert "niets om mee te vergelijken" in text(anna.get(page(draft, "?pair=base")))


@pytest.mark.parametrize("query", ["?pair=x", "?pair=latest", "?page=x", "?page=-1"])
def test_strange_questions_get_the_ordinary_answer(anna, begin, filed, query):
    assert anna.get(page(begin(filed), query)).status_code == 200


def test_the_bvf_is_led_to_what_differs_before_signing(
    client, bvf_user, complete_kg, filed
):
    draft = complete_kg("i-other-cfi", changes=filed)
    client.force_login(bvf_user)

    assert page(draft).encode() in client.get(url(draft)).content


def test_many_rows_are_shown_a_page_at_a_time_at_the_same_cost(anna, begin, filed, by):
    change = begin(filed)
    before = queries(anna, page(change))
    rows = [organism(host=f"Gist {number}") for number in range(120)]
    editing.add_rows(change, rows, by=by, at=NOW)

    shown, second = anna.get(page(change)), anna.get(page(change, "?page=3"))

    assert "120 rijen verschillen" in text(shown)
    assert "Gist 49" in text(shown)
    assert "Gist 50" not in text(shown)
    assert "Gist 119" in text(second)
    assert queries(anna, page(change)) == before
