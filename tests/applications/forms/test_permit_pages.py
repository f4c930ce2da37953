"""The pages of a permit application, as the researcher sees them."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from applications.drafting import drafting
from applications.forms.lists import permits
from applications.models import Application, Person
from procedures.counting.legal_day import legal_day
from procedures.models import Procedure
from tests.applications.browsing import main, text, url
from tests.cast import NOW, freeze, grant
from tests.cast_answers import responsible


@pytest.fixture
def begun(lab, by):
    """`begun(procedure)`: a draft in which nothing is filled in yet."""

    def begin(procedure: str, **how):
        return drafting.start_draft(
            procedure_key=procedure, organisation=lab, by=by, at=NOW, **how
        )

    return begin


@pytest.mark.parametrize("procedure", permits.FORMS)
def test_every_section_opens_empty_and_filled_in(
    anna, begun, complete_draft, procedure
):
    for draft in (begun(procedure), complete_draft(procedure)):
        for section in permits.FORMS[procedure]:
            response = anna.get(url(draft, section.key))

            assert response.status_code == 200
            assert str(section.heading) in response.context["section"].heading


@pytest.mark.parametrize("procedure", permits.FORMS)
def test_a_whole_application_can_be_read_on_one_page(anna, complete_draft, procedure):
    page = text(anna.get(reverse("read-only", args=[complete_draft(procedure).pk])))

    for words in ("Vera Meester, vera@voorbeeld.nl, 050 123 45 99", "Soort aanvraag"):
        assert words in page


def test_the_permit_page_says_what_is_applied_for(anna, begun):
    said = {
        key: text(anna.get(url(begun(key), "permit")))
        for key in ("iii-new", "iii-same-article", "iii-other-article")
    }

    assert "U vraagt een nieuwe vergunning aan" in said["iii-new"]
    assert "U meldt nieuwe werkzaamheden" in said["iii-same-article"]
    assert "U vraagt een wijziging van een vergunning aan" in said["iii-other-article"]


def test_an_empty_register_says_where_to_add_persons(anna, begun):
    response = anna.get(url(begun("iii-new"), "permit"))

    assert "Er staat nog niemand in het personenregister" in text(response)
    assert f'href="{reverse("persons")}"' in response.content.decode()


def test_several_responsible_employees_are_remarked_upon(anna, begun, lab):
    other = Person.objects.create(organisation=lab, name="Piet", email="p@voorbeeld.nl")
    draft = begun("iii-new")
    one, two = str(responsible(lab).pk), str(other.pk)

    anna.post(url(draft, "permit"), {"responsible": [one]})
    alone = text(anna.get(url(draft, "permit")))
    anna.post(url(draft, "permit"), {"responsible": [one, two]})
    together = text(anna.get(url(draft, "permit")))

    assert "meer dan één gekozen" not in alone
    assert "meer dan één gekozen" in together
    assert "Er moet iets" not in together


def test_the_bvf_as_responsible_employee_is_refused_at_the_question(
    anna, begun, lab, bvf_user
):
    same = Person.objects.create(
        organisation=lab, name=bvf_user.name, email=bvf_user.email
    )
    draft = begun("iii-new")

    response = anna.post(
        url(draft, "permit"), {"responsible": [str(same.pk)]}, follow=True
    )

    assert response.redirect_chain == [(url(draft, "permit"), 302)]
    assert "Sem Bakker is de BVF van deze werkzaamheden" in text(response)


def test_what_cannot_be_reported_links_to_the_change(anna, begun, signed_draft, by):
    filed = freeze(signed_draft("iiv-new"), by=by, at=NOW)
    grant(filed)
    page = anna.get(url(begun("iiv-same-article", changes=filed), "minor"))

    links = page.content.decode().split('href="')
    address = next(
        link.split('"')[0] for link in links if "iiv-other-article" in link
    ).replace("&amp;", "&")
    begin = anna.get(address)

    asked = parse_qs(urlsplit(address).query)
    assert asked == {"procedure": ["iiv-other-article"], "changes": [str(filed.pk)]}
    assert begin.context["form"]["changes"].value() == str(filed.pk)


def test_conditions_of_the_chooser_are_ticked(anna, lab):
    address = reverse("new-application")
    choice = "conditions=purpose&conditions=measures&outcome=III"

    anna.post(
        address,
        {"procedure": "iii-same-article", "changes": "before", "choice": choice},
    )
    page = anna.get(url(lab.applications.get(), "minor"))

    assert page.context["form"]["conditions"].value() == ["purpose", "measures"]


def test_rows_of_a_process_installation_were_single_ggos_until_july_2026(anna, begun):
    """Regeling 18 lid 2 lapsed on 1 July 2026; what was begun before keeps its form."""
    draft = begun("mi-iii")
    address = url(draft, "organisms")
    assert "Eén rij per afzonderlijk ggo" not in text(anna.get(address))

    Application.objects.filter(pk=draft.pk).update(edition="1")

    assert "Eén rij per afzonderlijk ggo" in text(anna.get(address))


@pytest.mark.parametrize("procedure", permits.FORMS)
def test_no_page_of_a_permit_speaks_of_a_notification(anna, begun, procedure):
    """But for the open question of the law, whether II-v is notified or applied for."""
    draft = begun(procedure)
    row = Procedure.objects.in_force(procedure, legal_day(NOW))
    open_questions = [question.text.casefold() for question in row.open_questions()]
    addresses = [
        reverse("new-application") + f"?procedure={procedure}",
        reverse("application", args=[draft.pk]),
        *(url(draft, section.key) for section in permits.FORMS[procedure]),
    ]

    for address in addresses:
        said = main(anna.get(address)).casefold()
        for question in open_questions:
            said = said.replace(question, "")
        assert "kennisgeving" not in said, address
