"""The administrative form: what changes decides what is asked, dossier by dossier."""

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.models import LabRole
from applications.completeness.checks import missing_before_filing
from applications.drafting import drafting
from applications.forms.context import FormContext
from applications.forms.procedures import sections_for
from applications.models import Application, Standing
from applications.reading.content import application_content
from applications.reading.reading_view import reading_of_content
from dossiers.intake.receiving import receive_application
from dossiers.models import Dossier
from procedures.counting.legal_day import legal_day
from tests.cast import NOW, member

pytestmark = pytest.mark.django_db
DAY = legal_day(NOW)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def filed(signed_draft, by):
    """`filed("iiv-new")`: something that was filed; gives its application."""

    def filed(procedure: str = "i-new", **how) -> Application:
        case = receive_application(signed_draft(procedure, **how), by=by, at=NOW)
        return Application.objects.get(pk=case.application_id)

    return filed


@pytest.fixture
def draft(lab, by) -> Application:
    return drafting.start_draft(
        procedure_key="administrative", organisation=lab, by=by, at=NOW
    )


def say(draft: Application, by: Actor, section: str, **values) -> None:
    drafting.save_section(draft, section, values, by=by, at=NOW)


def found(draft: Application, section: str) -> dict[str, str]:
    """What is missing in a section: field and code."""
    gaps = missing_before_filing(draft, on=DAY)
    return {gap.field: gap.code for gap in gaps if gap.section == section}


def test_only_what_changes_is_asked(draft, by):
    say(draft, by, "dossiers", kinds=["vm", "closing"], which="all")

    asked = [section.key for section in sections_for(FormContext(draft, DAY))]

    assert asked == ["organisation", "dossiers", "vm", "closing"]


def test_form_is_called_by_what_changes(draft, by):
    say(draft, by, "dossiers", kinds=["bvf", "closing"], which="all")

    draft.refresh_from_db()
    assert draft.title == "Administratieve wijziging: BVF, Afsluiten van dossiers"


def test_dossiers_that_can_be_chosen_are_ones_own_and_open(filed, draft, by, other_lab):
    own, closed, gone = filed(), filed("iik-new"), filed("iiv-new")
    change = filed("i-other-cfi", changes=own)
    Standing.objects.create(first=closed, closed_at=NOW)
    Application.objects.filter(pk=gone.pk).update(organisation=other_lab)

    assert list(FormContext(draft, DAY).dossiers) == [str(own.pk)]
    say(draft, by, "dossiers", kinds=["bvf"], which="some", dossiers=[str(change.pk)])
    assert found(draft, "dossiers") == {"dossiers": "invalid_choice"}


@pytest.mark.parametrize("which", ["all", "some"])
def test_some_dossier_is_needed(draft, by, which):
    say(draft, by, "dossiers", kinds=["bvf"], which=which, dossiers=[])

    field = "which" if which == "all" else "dossiers"
    assert found(draft, "dossiers") == {field: "required"}


def test_dossiers_from_before_the_portal_are_enough(draft, by):
    say(draft, by, "dossiers", kinds=["bvf"], which="some", earlier="IG 14-020_III")

    assert found(draft, "dossiers") == {}


def test_every_dossier_needs_a_successor(filed, draft, by, lab, bvf_user):
    one, other = filed(), filed("iik-new")
    piet = member("Piet Ander", lab, LabRole.BVF)
    say(draft, by, "dossiers", kinds=["bvf"], which="all")
    whole = {"leaving": str(bvf_user.pk), "last_day": "2026-12-31", "stop": "full"}
    whole |= {"admission": "keep", "mail": "no"}

    say(draft, by, "bvf", **whole, **{f"dossier-{one.pk}": str(piet.pk)})
    assert found(draft, "bvf") == {"everywhere": "required"}
    say(draft, by, "bvf", **whole, everywhere=str(bvf_user.pk))
    assert found(draft, "bvf") == {"everywhere": "same"}
    own = {f"dossier-{key.pk}": str(piet.pk) for key in (one, other)}
    say(draft, by, "bvf", **whole, **own)
    assert found(draft, "bvf") == {}


def test_successor_is_of_the_register(filed, draft, by, outsider_user):
    first = filed()
    say(draft, by, "dossiers", kinds=["bvf"], which="all")
    say(draft, by, "bvf", everywhere=str(outsider_user.pk), leaving="gone")

    assert found(draft, "bvf")["everywhere"] == "invalid_choice"
    assert first.is_draft is False


def test_vm_is_asked_for_permits_alone(filed, draft, by):
    filed()
    say(draft, by, "dossiers", kinds=["vm"], which="all")
    assert found(draft, "vm") == {"everywhere": "not-together"}

    permit = filed("iiv-new")

    assert found(draft, "vm") == {"everywhere": "required"}
    form = next(
        section
        for section in sections_for(FormContext(draft, DAY))
        if section.key == "vm"
    ).filled(FormContext(draft, DAY), strict=True)
    assert list(form.dossiers) == [str(permit.pk)]


def test_other_legal_person_names_its_own_people(filed, draft, by):
    filed()
    say(draft, by, "dossiers", kinds=["holder", "bvf"], which="all")
    say(draft, by, "holder", person="another")

    assert found(draft, "holder")["person"] == "not-together"


def test_page_asks_for_each_dossier_and_keeps_it(
    client, filed, draft, by, lab, bvf_user, researcher
):
    one, other = filed(), filed("iik-new")
    piet = member("Piet Ander", lab, LabRole.BVF)
    say(draft, by, "dossiers", kinds=["bvf"], which="all")
    client.force_login(researcher)
    page = reverse("application-section", args=[draft.pk, "bvf"])

    shown = client.get(page).content.decode()
    assert f"{one.dossier_numbers} – {one}" in shown
    assert f"Nu: {bvf_user.name}" in shown
    typed = {f"dossier-{other.pk}": str(piet.pk), "everywhere": "", "version": "0"}
    client.post(page, typed | {"then": "overview"})

    saved = FormContext(draft, DAY).values("bvf")
    assert saved[f"dossier-{other.pk}"] == str(piet.pk)
    assert "selected>Piet Ander" in client.get(page).content.decode()


def test_content_is_read_dossier_by_dossier(complete_draft, filed):
    filed()
    said = application_content(complete_draft("administrative"))

    sections = {
        part.section.key: part.rows for part in reading_of_content(said, {}).sections
    }

    assert sections["vm"][-1].lines == ["IG 14-020_III: Vera Meester"]
    assert sections["bvf"][-1].lines == ["IG 14-020_III: Sem Bakker"]
    assert ["31 december 2026"] in [row.lines for row in sections["bvf"]]


@pytest.mark.parametrize("why", ["closed", "moved"])
def test_change_of_a_dossier_that_was_overtaken_is_not_filed(
    complete_draft, filed, other_lab, why
):
    first = filed()
    change = complete_draft("i-other-cfi", changes=first)
    assert missing_before_filing(change, on=DAY) == []
    if why == "closed":
        Standing.objects.create(first=first, closed_at=NOW)
    else:
        Application.objects.filter(pk=first.pk).update(organisation=other_lab)
        Dossier.objects.update(organisation=other_lab)

    change = Application.objects.get(pk=change.pk)
    gaps = [(gap.pointer, gap.code) for gap in missing_before_filing(change, on=DAY)]

    assert gaps == [("/dossier", "overtaken")]
