"""The page of a section: nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from applications.drafting import drafting
from tests.applications.browsing import HTMX, text, url
from tests.cast import NOW, freeze


def test_a_section_comes_back_with_what_was_invalid(anna, draft):
    address = url(draft, "organisation")

    response = anna.post(address, {"contact_email": "geen adres"}, follow=True)

    assert response.redirect_chain == [(address, 302)]
    assert b'value="geen adres"' in response.content
    assert "Geef een volledig e-mailadres" in text(response)


def test_a_section_nobody_saved_shows_no_errors(anna, draft):
    assert "Geef de werkzaamheden een titel" not in text(
        anna.get(url(draft, "purpose"))
    )


def test_a_section_goes_on_to_the_next_while_something_is_only_missing(anna, draft):
    response = anna.post(url(draft, "purpose"), {"title": "Gist"})

    assert response.url == url(draft, "organisms")


def test_the_last_section_goes_to_the_overview(anna, draft):
    response = anna.post(url(draft, "report"), {"report": "attached"})

    assert response.url == url(draft)


def test_typing_is_saved_by_itself(anna, draft):
    values = {"title": "Gist", "version": "0", "page": "a1"}

    first = anna.post(url(draft, "purpose"), values, headers=HTMX)
    again = anna.post(url(draft, "purpose"), values | {"title": "B"}, headers=HTMX)

    assert re.search(r"bewaard om \d\d:\d\d", text(first))
    assert b'name="version" id="version" value="2"' in again.content
    assert draft.section_answers.get(section="purpose").values["title"] == "B"


def test_two_people_at_one_section_see_both_texts(anna, draft, bvf):
    theirs = {"title": "Van Sem", "purpose": "Sems doel"}
    drafting.save_section(draft, "purpose", theirs, by=bvf, at=NOW)

    mine = {"title": "Van Anna", "purpose": "Annas doel", "version": "0"}
    response = anna.post(url(draft, "purpose"), mine)

    assert response.status_code == 409
    for both in ("Van Sem", "Van Anna", "Sems doel", "Annas doel", "Sem Bakker"):
        assert both in response.content.decode()
    assert draft.section_answers.get(section="purpose").values == theirs
    anna.post(url(draft, "purpose"), mine | {"version": "1"})
    assert draft.section_answers.get(section="purpose").values["title"] == "Van Anna"


def test_what_was_not_touched_here_is_the_other_windows_to_say(anna, draft, bvf):
    first = {"title": "Gist", "purpose": "Doel"}
    drafting.save_section(draft, "purpose", first, by=bvf, at=NOW)
    opened = anna.get(url(draft, "purpose")).context
    theirs = first | {"purpose": "Sems nieuwe doel"}
    drafting.save_section(draft, "purpose", theirs, by=bvf, at=NOW)

    sent = first | {"title": "Bier", "version": "1", "begun": opened["begun"]}
    shown = anna.post(url(draft, "purpose"), sent)
    assert shown.context["form"]["purpose"].value() == "Sems nieuwe doel"
    labels = [each["theirs"] for each in shown.context["conflict"]["differences"]]
    assert labels == ["Gist"]
    again = {name: shown.context[name] for name in ("version", "begun")}
    kept = {"title": "Bier", "purpose": "Sems nieuwe doel"}
    assert anna.post(url(draft, "purpose"), kept | again).status_code == 302
    saved = draft.section_answers.get(section="purpose").values
    assert {name: saved[name] for name in kept} == kept


def test_an_answer_emptied_here_stays_empty(anna, draft, bvf):
    first = {"title": "Gist", "purpose": "Doel"}
    drafting.save_section(draft, "purpose", first, by=bvf, at=NOW)
    begun = anna.get(url(draft, "purpose")).context["begun"]
    theirs = first | {"purpose": "Sems nieuwe doel"}
    drafting.save_section(draft, "purpose", theirs, by=bvf, at=NOW)

    sent = {"title": "Gist", "purpose": "", "version": "1", "begun": begun}
    shown = anna.post(url(draft, "purpose"), sent)

    assert shown.context["form"]["purpose"].value() == ""


def test_ones_own_second_window_goes_by_no_name(anna, draft, by):
    drafting.save_section(draft, "purpose", {"title": "Een"}, by=by, at=NOW)
    values = {"title": "Twee", "version": "0"}

    shown = text(anna.post(url(draft, "purpose"), values))
    typed = text(anna.post(url(draft, "purpose"), values, headers=HTMX))

    assert "U bewaarde dit in een ander venster" in shown
    assert "Tekst van het andere venster houden" in shown
    assert "U bewaarde dit onderdeel in een ander venster" in typed


def test_two_people_typing_are_told_at_once(anna, draft, bvf):
    drafting.save_section(draft, "purpose", {"title": "Van Sem"}, by=bvf, at=NOW)

    values = {"title": "Van Anna", "version": "0"}
    response = anna.post(url(draft, "purpose"), values, headers=HTMX)

    assert "Niet bewaard: Sem Bakker" in text(response)


def test_what_is_typed_survives_an_expired_sign_in(client, draft, researcher):
    values = {"title": "Lang getypt", "purpose": "Veel tekst", "version": "0"}

    response = client.post(url(draft, "purpose"), values)
    assert response.url.startswith("/account/login/")
    client.force_login(researcher)
    shown = client.get(url(draft, "purpose"))

    assert b'value="Lang getypt"' in shown.content
    assert "toen u werd afgemeld" in text(shown)
    assert not draft.section_answers.filter(section="purpose").exists()
    assert "toen u werd afgemeld" not in text(client.get(url(draft, "purpose")))


def test_typing_after_an_expired_sign_in_says_so(client, draft):
    response = client.post(url(draft, "purpose"), {"title": "x"}, headers=HTMX)

    assert "U bent afgemeld" in text(response)


def test_a_page_still_open_after_filing_says_so(anna, signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)

    typed = anna.post(url(filed, "purpose"), {"title": "x"}, headers=HTMX)
    sent = anna.post(url(filed, "purpose"), {"title": "x"})

    assert "is ingediend" in text(typed)
    assert sent.url == reverse("read-only", args=[filed.pk])


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 40])
def test_a_strange_version_is_no_500(anna, draft, version):
    response = anna.post(url(draft, "purpose"), {"title": "x", "version": version})

    assert response.status_code in (302, 409)


def test_more_than_a_draft_keeps_is_told_at_the_question(anna, draft):
    typed = "x" * 100_001
    data = {"title": typed, "then": "next"}

    response = anna.post(url(draft, "purpose"), data)

    assert response.status_code == 400
    assert "200 tekens" in text(response)
    assert typed in response.content.decode()
    assert not draft.section_answers.filter(section="purpose").exists()


def test_what_is_too_long_is_told_where_it_says_what_is_saved(anna, draft):
    data = {"title": "x" * 100_001}

    response = anna.post(url(draft, "purpose"), data, headers=HTMX)

    assert response.status_code == 200
    assert "Niet opgeslagen: een antwoord is langer dan het portaal bewaart" in text(
        response
    )
    assert 'id="saved"' in response.content.decode()
    assert not draft.section_answers.filter(section="purpose").exists()


def test_the_place_says_when_no_location_allows_the_level(anna, lab, by):
    draft = drafting.start_draft(
        procedure_key="iii-new", organisation=lab, by=by, at=NOW
    )
    words = "Geen van uw locaties mag worden gebruikt op niveau III"

    assert words in text(anna.get(url(draft, "place")))
    answer = anna.post(url(draft, "place"), {"rooms": "O2, kamer 1"})
    assert answer.status_code == 302
    lab.sites.get().containments.filter(cfi__startswith="ML").update(cfi="ML-III")
    assert words not in text(anna.get(url(draft, "place")))
