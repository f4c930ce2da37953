"""The list of a lab's applications, and beginning a new one."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts.models import LabRole, Membership
from applications.drafting import drafting
from applications.forms.procedures import BEGUN, sections_of
from applications.models import Application
from dossiers.intake.receiving import receive_application
from procedures.law_rows.law import current_law
from procedures.models import Procedure, amsterdam_today
from tests.applications.browsing import queries, text, url
from tests.cast import NOW, freeze


def test_the_list_shows_own_applications_alone(anna, complete_kg, other_lab):
    complete_kg()
    Application.objects.create(
        organisation=other_lab,
        procedure_key="i-new",
        title="Geheim van Zuid",
        created_at=NOW,
        changed_at=NOW,
    )

    response = anna.get(reverse("applications"))

    assert "CRISPR-screens" in text(response)
    assert "Geheim van Zuid" not in text(response)


def test_the_list_filters_by_address(anna, signed_kg, complete_kg, by):
    freeze(signed_kg(), by=by, at=NOW)
    draft = complete_kg()
    drafting.save_section(draft, "purpose", {"title": "Nog bezig"}, by=by, at=NOW)

    drafts = text(anna.get(reverse("applications") + "?show=drafts"))
    filed = text(anna.get(reverse("applications") + "?show=filed"))

    assert "Nog bezig" in drafts
    assert "CRISPR" not in drafts
    assert "CRISPR" in filed
    assert "Nog bezig" not in filed


@pytest.mark.parametrize("query", ["?page=99", "?page=x", "?show=%00", "?page=-1"])
def test_the_list_survives_a_strange_address(anna, draft, query):
    assert anna.get(reverse("applications") + query).status_code == 200


def test_the_list_costs_as_much_for_thirty_rows_as_for_one(anna, lab, by):
    def begin():
        drafting.start_draft(procedure_key="i-new", organisation=lab, by=by, at=NOW)

    begin()
    queries(anna, reverse("applications"))
    one = queries(anna, reverse("applications"))
    for _ in range(29):
        begin()

    assert queries(anna, reverse("applications")) == one


def test_begin_makes_a_draft(anna, lab, draft):
    Application.objects.all().delete()

    response = anna.post(reverse("new-application"), {"procedure": "iik-new"})

    made = Application.objects.get()
    assert response.url == url(made)
    assert (made.procedure_key, made.organisation) == ("iik-new", lab)


def test_begin_offers_the_four_procedures(anna):
    response = anna.get(reverse("new-application"))

    for key in ("i-new", "i-other-cfi", "iik-new", "iik-change"):
        assert f"?procedure={key}".encode() in response.content


@pytest.mark.parametrize(
    ("procedure", "words"),
    [
        ("iik-change", "Het dossier is van vóór het portaal"),
        ("iii-other-article", "De vergunning is van vóór het portaal"),
        ("iiv-same-article", "De vergunning is van vóór het portaal"),
    ],
)
def test_begin_of_a_change_of_what_is_older_than_the_portal(anna, procedure, words):
    address = reverse("new-application")

    response = anna.get(f"{address}?procedure={procedure}")
    anna.post(address, {"procedure": procedure, "changes": "before"})

    assert words in text(response)
    draft = Application.objects.get()
    assert (draft.procedure_key, draft.changes, draft.first) == (procedure, None, None)


@pytest.mark.parametrize("procedure", BEGUN)
def test_begin_says_what_the_form_asks(anna, procedure):
    response = anna.get(reverse("new-application") + f"?procedure={procedure}")

    assert response.status_code == 200
    row = Procedure.objects.in_force(procedure, amsterdam_today())
    edition = current_law().edition_of(row, amsterdam_today())
    for section in sections_of(procedure, edition):
        assert escape(str(section.heading)) in response.content.decode()


def test_begin_of_a_change_asks_which_filing(anna, signed_kg, by):
    earlier = freeze(signed_kg(), by=by, at=NOW)
    address = reverse("new-application")

    assert anna.post(address, {"procedure": "i-other-cfi"}).status_code == 400
    anna.post(address, {"procedure": "i-other-cfi", "changes": str(earlier.pk)})

    assert Application.objects.drafts().get().changes == earlier


def test_begin_asks_for_which_lab_when_there_are_two(anna, other_lab, researcher):
    Membership.objects.create(
        user=researcher, organisation=other_lab, role=LabRole.RESEARCHER
    )
    address = reverse("new-application")

    assert anna.post(address, {"procedure": "i-new"}).status_code == 400
    anna.post(address, {"procedure": "i-new", "organisation_id": str(other_lab.pk)})

    assert Application.objects.get().organisation == other_lab


def test_begin_ignores_an_unknown_procedure(anna):
    response = anna.post(reverse("new-application"), {"procedure": "i-same-cfi"})

    assert response.status_code == 200
    assert not Application.objects.exists()


def test_what_is_filed_leads_to_its_case(anna, signed_kg, by):
    case = receive_application(signed_kg(), by=by, at=NOW)

    page = anna.get(reverse("applications")).content.decode()

    assert reverse("case", args=[case.number]) in page
    assert case.label in page
