"""Comments on the pages: placed, settled, told; nothing typed is lost."""

import pytest
from django.urls import reverse

from applications.collaboration.commenting import place_comment, send_back
from tests.applications.browsing import queries, text, url
from tests.cast import NOW, freeze

TALK = "talk-text"


def page(draft, query="") -> str:
    return reverse("comments", args=[draft.pk]) + query


@pytest.fixture
def sem(client, bvf_user):
    """A browser in which the BVF is signed in."""
    client.force_login(bvf_user)
    return client


def test_a_comment_placed_under_a_section_stands_there(anna, draft):
    sent = {TALK: "Klopt de titel?", "then": "comment"}

    response = anna.post(url(draft, "purpose"), sent, follow=True)

    assert response.redirect_chain == [(url(draft, "purpose") + "#comments", 302)]
    assert "Klopt de titel?" in text(response)
    assert "Anna de Boer" in text(response)
    assert not draft.section_answers.filter(section="purpose").exists()


def test_what_was_typed_in_the_section_is_saved_along(anna, draft):
    sent = {"title": "Gist", TALK: "Zo?", "then": "comment", "version": "0"}

    anna.post(url(draft, "purpose"), sent)

    assert draft.section_answers.get(section="purpose").values["title"] == "Gist"
    assert draft.comments.get().text == "Zo?"


def test_a_prefilled_section_stays_untouched_by_a_comment(anna, draft):
    kept = draft.section_answers.get(section="organisation")

    anna.post(
        url(draft, "organisation"), {**kept.values, TALK: "Zo?", "then": "comment"}
    )

    kept.refresh_from_db()
    assert kept.version == 0
    assert draft.comments.count() == 1


def test_an_empty_comment_is_told_and_the_section_is_kept(anna, draft):
    sent = {"title": "Gist", TALK: " ", "then": "comment", "version": "0"}

    response = anna.post(url(draft, "purpose"), sent)

    assert response.status_code == 400
    assert "Schrijf eerst uw opmerking" in text(response)
    assert b'value="Gist"' in response.content


def test_a_comment_is_settled_and_opened_again(anna, draft, by):
    said = place_comment(draft, "Klopt dit?", section="purpose", by=by, at=NOW)

    settled = anna.post(url(draft, "purpose"), {"settle": str(said.pk)}, follow=True)
    assert "afgehandeld door Anna de Boer" in text(settled)
    anna.post(url(draft, "purpose"), {"reopen": str(said.pk)})

    said.refresh_from_db()
    assert not said.is_settled


@pytest.mark.parametrize("key", ["0", "x", "٣", "9" * 40, ""])
def test_a_strange_comment_is_not_found(anna, draft, key):
    assert anna.post(page(draft), {"settle": key}).status_code == 404


def test_a_comment_of_another_draft_is_not_found(anna, draft, complete_kg, by):
    other = place_comment(complete_kg(), "x", by=by, at=NOW)

    assert anna.post(page(draft), {"settle": str(other.pk)}).status_code == 404
    other.refresh_from_db()
    assert not other.is_settled


def test_the_lists_of_parts_tell_how_many_comments_are_open(anna, draft, by):
    for _ in range(2):
        place_comment(draft, "x", section="purpose", by=by, at=NOW)

    assert "2 opmerkingen open" in text(anna.get(url(draft)))
    assert "2 opmerkingen open" in text(anna.get(url(draft, "place")))


def test_open_comments_are_told_before_signing_and_filing(
    client, complete_kg, signed_kg, bvf_user, by
):
    client.force_login(bvf_user)
    for draft in (complete_kg(), signed_kg()):
        place_comment(draft, "Nog niet", by=by, at=NOW)

        assert "Er staat nog 1 opmerking open" in text(client.get(url(draft)))


def test_the_bvf_sends_a_draft_back_until_it_is_settled(client, draft, bvf_user, by):
    client.force_login(bvf_user)
    sent = {TALK: "Volumes te grof", "talk-sends_back": "on", "section": "methods"}
    client.post(page(draft), sent)

    shown = text(client.get(url(draft)))
    assert "Sem Bakker heeft dit concept teruggestuurd" in shown
    assert "Volumes te grof" in shown
    client.post(page(draft), {"settle": str(draft.comments.get().pk)})

    assert "teruggestuurd" not in text(client.get(url(draft)))


def test_a_researcher_cannot_send_back(anna, draft):
    shown = anna.get(page(draft))
    anna.post(page(draft), {TALK: "x", "talk-sends_back": "on"})

    assert b"sends_back" not in shown.content
    assert not draft.comments.get().sends_back


def test_the_button_to_send_back_leads_to_the_question(sem, complete_kg):
    draft = complete_kg()

    assert "Terugsturen naar de indiener" in text(sem.get(url(draft)))
    form = sem.get(page(draft, "?send-back=1")).context["comment_form"]

    assert form["sends_back"].value() is True


def test_the_page_of_comments_names_the_part_of_each(anna, draft, by):
    place_comment(draft, "Klopt dit?", section="purpose", by=by, at=NOW)

    shown = text(anna.get(page(draft)))

    assert "Klopt dit?" in shown
    assert "Doel van de werkzaamheden" in shown


def test_an_empty_comment_on_their_page_is_told_there(anna, draft):
    response = anna.post(page(draft), {TALK: "", "section": "purpose"})

    assert response.status_code == 400
    assert "Schrijf eerst uw opmerking" in text(response)
    assert anna.post(page(draft), {TALK: "x", "section": "waste"}).status_code == 404


def test_a_comment_typed_when_the_sign_in_had_ended_is_not_lost(
    client, draft, researcher
):
    client.post(page(draft), {TALK: "Lang getypt"})
    client.post(url(draft, "purpose"), {TALK: "Ook lang", "then": "comment"})
    client.force_login(researcher)

    assert "Ook lang" in text(client.get(url(draft, "purpose")))


def test_many_comments_are_shown_a_page_at_a_time(anna, draft, by):
    for number in range(25):
        place_comment(draft, f"Nummer {number}.", section="purpose", by=by, at=NOW)

    latest = text(anna.get(url(draft, "purpose")))
    earlier = text(anna.get(url(draft, "purpose") + "?comments=2"))

    assert "Nummer 24." in latest
    assert "Nummer 4." not in latest
    assert latest.index("Nummer 23.") < latest.index("Nummer 24.")
    assert "Nummer 4." in earlier


def test_comments_cost_the_same_for_many(anna, draft, by, bvf):
    place_comment(draft, "x", section="purpose", by=by, at=NOW)
    addresses = [page(draft), url(draft, "purpose"), url(draft)]
    before = [queries(anna, address) for address in addresses]
    for _ in range(30):
        send_back(draft, "x", section="purpose", by=bvf, at=NOW)

    assert [queries(anna, address) for address in addresses] == before


def test_comments_of_what_is_filed_are_gone(anna, signed_kg, by):
    draft = signed_kg()
    place_comment(draft, "x", by=by, at=NOW)
    filed = freeze(draft, by=by, at=NOW)

    assert anna.get(page(filed)).status_code == 404
    assert anna.post(page(filed), {TALK: "x"}).status_code == 404


def test_a_comment_at_the_organisms_comes_back_there(anna, draft):
    shown = anna.get(url(draft, "organisms"))
    assert "Opmerking plaatsen" in text(shown)
    assert b"section-form" not in shown.content

    response = anna.post(page(draft), {TALK: "Welke rijen?", "section": "organisms"})

    assert response.url == url(draft, "organisms") + "#comments"
    assert "Welke rijen?" in text(anna.get(url(draft, "organisms")))
