"""The pages of a decision: chosen, written, looked at, offered, read and signed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.models import BureauRole, User
from dossiers.correspondence import typesetting
from dossiers.decisions.deciding import recall_decision, sign_prepared_decision
from dossiers.handling.taking_up import take_up
from dossiers.models import Letter, LetterKind
from dossiers.states import State
from tests.cast import NOW, official

pytestmark = pytest.mark.django_db
WORDS = {
    "level": "III",
    "cfis": ["ML-III"],
    "reasons": "De risico's zijn beheerst.",
    "conditions": "Werk in een kabinet.",
    "version": "0",
}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def permit(file, handler_user):
    """An application for a permit of level III that a handler took up."""
    case = file("iii-new")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    return case


@pytest.fixture
def handler(client, handler_user):
    """The browser of the handler."""
    client.force_login(handler_user)
    return client


def draft_url(case, key: str = "permit") -> str:
    return reverse("draft-decision", args=[case.number]) + f"?template={key}"


def sign_url(case) -> str:
    return reverse("sign-decision", args=[case.number])


def preview_url(case) -> str:
    return reverse("preview-decision", args=[case.number])


def errors(response) -> dict:
    return response.context["form"].errors


def test_one_chooses_from_the_kinds_for_this_case(handler, permit):
    response = handler.get(reverse("draft-decision", args=[permit.number]))

    kinds = [one["kind"].key for one in response.context["kinds"]]
    assert kinds == [
        "permit",
        "permit-refused",
        "permit-not-treated",
        "treat-as-notification",
    ]
    assert "Besluit ggo 2.39 lid 2" in response.text
    assert "Nu niet:" in response.text  # no answer stayed away


@pytest.mark.parametrize("key", ["atv", "no-such-kind", "", "%00"])
def test_a_kind_that_is_not_for_this_case_gives_the_choice(handler, permit, key):
    response = handler.get(draft_url(permit, key))

    assert response.status_code == 200
    assert "kinds" in response.context


def test_the_form_begins_with_what_was_asked_and_says_it(handler, permit):
    response = handler.get(draft_url(permit))

    form = response.context["form"]
    assert form["level"].value() == "III"
    assert response.context["says_in"] == "nl"
    assert "op inperkingsniveau III" in response.context["says"]


def test_the_form_asks_what_the_kind_names_and_no_more(handler, permit):
    refused = handler.get(draft_url(permit, "permit-refused")).context["form"]
    otherwise = handler.get(draft_url(permit, "treat-as-notification"))

    heard = {"hearing", "heard_on", "hearing_text"}  # it refuses (Awb 4:7)
    assert set(refused.fields) == {"reasons", "version", "begun"} | heard
    assert "becomes" in otherwise.context["form"].fields


def test_what_another_kind_has_no_place_for_is_shown_before_it_falls_away(
    handler, permit
):
    changed = WORDS | {"level": "IV", "cfis": ["ML-IV"], "step": "save"}
    handler.post(draft_url(permit), changed)

    shown = handler.get(draft_url(permit, "permit-refused"))
    typed = {"reasons": "Nee.", "version": "1", "step": "save"}
    again = handler.post(draft_url(permit, "permit-refused"), typed)

    for response in (shown, again):  # also beside the conflict of another window
        assert response.context["falls_away"] == [
            ("Inperkingsniveau", "IV"),
            ("Categorie van fysische inperking (CFI)", "ML-IV"),
            ("Voorschriften", "Werk in een kabinet."),
        ]
    assert "Werk in een kabinet." in shown.text
    assert "valt bij het opslaan of aanbieden uit het concept" in shown.text
    assert permit.decisions.get().conditions == "Werk in een kabinet."


def test_what_was_filed_and_not_changed_is_no_loss(handler, permit):
    begun = handler.get(draft_url(permit)).context["form"]
    filed = {name: begun[name].value() for name in ("level", "cfis")}
    handler.post(draft_url(permit), filed | {"version": "0", "step": "save"})

    shown = handler.get(draft_url(permit, "permit-refused"))

    assert shown.context["falls_away"] == []
    assert handler.get(draft_url(permit)).context["falls_away"] == []


def test_a_draft_may_be_half_and_is_found_back(handler, permit, researcher):
    User.objects.filter(pk=researcher.pk).update(language="en")
    typed = {"reasons": "Nog niet af.", "version": "0"}

    response = handler.post(draft_url(permit), typed | {"step": "save"}, follow=True)

    assert "Het concept is opgeslagen." in response.text
    form = response.context["form"]
    assert form["reasons"].value() == "Nog niet af."
    assert form["version"].value() == permit.decisions.get().version
    assert response.context["lacks"] == [
        "Kies het niveau dat wordt toegekend.",
        "Kies de CFI die wordt toegekend.",
    ]
    # The formal letter is in Dutch (Awb 2:6), with a translation beside it.
    assert response.context["says"].startswith("Wij verlenen u")


def test_a_notification_begun_with_what_was_filed_is_saved_half(
    handler, file, handler_user
):
    case = file()
    take_up(case, by=Actor(user=handler_user), at=NOW)
    form = handler.get(draft_url(case, "other-cfi")).context["form"]
    values = {name: form[name].value() for name in form.fields}
    typed = {name: "" if value is None else value for name, value in values.items()}

    page = handler.post(
        draft_url(case, "other-cfi"),
        typed | {"reasons": "Nog niet af.", "step": "save"},
        follow=True,
    )

    assert "Het concept is opgeslagen." in page.text
    assert "is wat is ingediend" in " ".join(page.context["lacks"])
    assert case.decisions.get().reasons == "Nog niet af."


def test_what_a_colleague_saved_stands_beside_what_was_typed(handler, permit):
    handler.post(draft_url(permit), WORDS | {"step": "save"})
    mine = WORDS | {"step": "save", "reasons": "De mijne."}

    response = handler.post(draft_url(permit), mine)

    assert response.status_code == 409
    found = [(one.mine, one.theirs) for one in response.context["conflict"].differences]
    assert found == [("De mijne.", WORDS["reasons"])]
    assert permit.decisions.get().reasons == WORDS["reasons"]
    form = response.context["form"]
    assert form["reasons"].value() == "De mijne."
    assert form["version"].value() == str(permit.decisions.get().version)
    assert reverse("draft-decision", args=[permit.number]) + '"' in response.text


def test_what_was_not_touched_here_is_what_the_other_window_says(handler, permit):
    handler.post(draft_url(permit), WORDS | {"step": "save"})
    form = handler.get(draft_url(permit)).context["form"]
    seen = {name: form[name].value() for name in ("version", "begun")}
    theirs = WORDS | seen | {"conditions": "Werk in een isolator.", "step": "save"}
    handler.post(draft_url(permit), theirs)

    mine = WORDS | seen | {"reasons": "De mijne.", "step": "save"}
    response = handler.post(draft_url(permit), mine)
    shown = response.context["form"]
    found = [(one.mine, one.theirs) for one in response.context["conflict"].differences]
    assert found == [("De mijne.", WORDS["reasons"])]
    assert shown["conditions"].value() == "Werk in een isolator."
    assert "in een ander venster" in response.text


def test_from_the_second_window_one_goes_on_with_either_text(handler, permit):
    handler.post(draft_url(permit), WORDS | {"step": "save"})
    mine = WORDS | {"step": "save", "reasons": "De mijne."}
    shown = handler.post(draft_url(permit), mine).context["form"]["version"].value()

    theirs = handler.get(reverse("draft-decision", args=[permit.number]))
    saved = handler.post(draft_url(permit), mine | {"version": shown}, follow=True)

    assert theirs.context["form"]["reasons"].value() == WORDS["reasons"]
    assert "Het concept is opgeslagen." in saved.text
    assert permit.decisions.get().reasons == "De mijne."


def test_a_draft_of_another_kind_stands_beside_it_too(handler, permit):
    handler.post(draft_url(permit), WORDS | {"step": "save"})
    mine = {"version": "0", "reasons": "Nee.", "step": "save"}

    response = handler.post(draft_url(permit, "permit-refused"), mine)

    labels = [one.label for one in response.context["conflict"].differences]
    assert labels[0] == "Besluit"
    assert response.status_code == 409


def test_what_was_thrown_away_meanwhile_can_be_saved_anew(handler, permit):
    handler.post(draft_url(permit), WORDS | {"step": "save"})
    seen = {"version": str(permit.decisions.get().version)}
    handler.post(draft_url(permit), WORDS | {"step": "discard"} | seen)
    mine = WORDS | {"step": "save", "reasons": "De mijne."} | seen

    response = handler.post(draft_url(permit), mine)

    assert response.status_code == 409
    assert "Een collega heeft dit concept intussen weggegooid" in response.text
    handler.post(draft_url(permit), mine | {"version": "0"})
    assert permit.decisions.get().reasons == "De mijne."


def test_what_was_typed_stays_when_a_colleague_offered_it(handler, permit, prepared):
    prepared(permit)

    response = handler.post(
        draft_url(permit), WORDS | {"step": "save", "reasons": "De mijne."}
    )

    assert response.status_code == 409
    assert "De mijne." in response.text
    assert "de zaak is “besluit voorbereid”" in response.text


def test_offering_what_is_not_whole_is_refused_at_the_fields(handler, permit):
    response = handler.post(draft_url(permit), {"version": "0", "step": "offer"})

    assert set(errors(response)) == {"level", "cfis", "reasons"}
    assert 'href="#id_level"' in response.text
    assert not permit.decisions.exists()


def test_offering_while_a_request_is_open_says_why_and_keeps_the_draft(
    handler, permit, asked
):
    asked(permit)

    response = handler.post(draft_url(permit), WORDS | {"step": "offer"})

    assert response.status_code == 409
    assert "aanvullingsverzoek" in str(errors(response))
    assert WORDS["conditions"] in response.text
    seen = str(permit.decisions.get().version)
    assert response.context["form"]["version"].value() == seen
    again = handler.post(
        draft_url(permit), WORDS | {"version": seen, "step": "save"}, follow=True
    )
    assert "Het concept is opgeslagen." in again.text


def test_offering_makes_it_wait_for_a_signature(handler, permit):
    response = handler.post(draft_url(permit), WORDS | {"step": "offer"}, follow=True)

    permit.refresh_from_db()
    assert permit.state == State.PREPARED
    assert "Een besluit wacht op ondertekening" in response.text


def test_looking_at_it_stores_nothing(handler, permit):
    response = handler.post(draft_url(permit), WORDS | {"step": "preview"})

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert not permit.decisions.exists()
    assert not Letter.objects.filter(kind=LetterKind.DECISION).exists()


def test_a_draft_can_be_thrown_away(handler, permit):
    handler.post(draft_url(permit), WORDS | {"step": "save"})

    stale = handler.post(draft_url(permit), WORDS | {"step": "discard"})
    seen = {"version": str(permit.decisions.get().version)}
    handler.post(draft_url(permit), WORDS | {"step": "discard"} | seen)

    assert stale.status_code == 409
    assert not permit.decisions.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"version": "x"},
        {"level": "XII"},
        {"cfis": ["ML-IX"]},
        {"reasons": "x" * 20_001},
        {"version": "-1"},
    ],
)
@pytest.mark.parametrize("step", ["save", "offer", "preview", "discard", "nonsense"])
def test_bad_input_is_told_and_never_stored(handler, permit, typed, step):
    response = handler.post(draft_url(permit), WORDS | typed | {"step": step})

    assert response.status_code in (200, 302, 409)
    assert not permit.decisions.exists()


def test_after_the_end_the_page_sends_back_to_the_case(handler, permit, decide):
    decide(permit)

    response = handler.get(draft_url(permit), follow=True)

    assert response.redirect_chain[-1][0] == reverse("case", args=[permit.number])


def test_the_preview_is_for_bureau_ggo_and_needs_a_draft(
    client, permit, prepared, researcher, decider_user
):
    url = reverse("preview-decision", args=[permit.number])
    client.force_login(decider_user)
    assert client.get(url).status_code == 404
    prepared(permit)

    assert client.get(url).content.startswith(b"%PDF")
    client.force_login(researcher)
    assert client.get(url).status_code == 404


def test_the_signer_reads_it_and_signs_it(client, permit, prepared, decider_user):
    decision = prepared(permit, reasons="Zie het advies.")
    client.force_login(decider_user)

    read = client.get(sign_url(permit))
    assert "Zie het advies." in read.text
    assert decision.sha256 in read.text
    client.get(preview_url(permit))
    done = client.post(sign_url(permit), {"sha256": decision.sha256}, follow=True)

    permit.refresh_from_db()
    assert permit.state == State.DECIDED
    assert "Het besluit is ondertekend" in done.text
    assert "Bezwaar maken tot en met" in done.text


def test_who_prepared_it_is_told_why_he_cannot_sign(
    client, permit, prepared, handler_user
):
    decision = prepared(permit)
    handler_user.positions.create(role=BureauRole.DECIDER)
    client.force_login(User.objects.get(pk=handler_user.pk))

    read = client.get(sign_url(permit))
    refused = client.post(sign_url(permit), {"sha256": decision.sha256})

    assert "elk besluit heeft vier ogen" in read.text
    assert 'type="submit">Ondertekenen' not in read.text
    assert refused.status_code == 409


def test_a_handler_reads_who_signs_instead_of_a_page_that_is_not_there(
    handler, permit, prepared, decider_user
):
    prepared(permit)

    page = handler.get(sign_url(permit))

    assert page.status_code == 403
    assert "Een tweede persoon ondertekent" in page.text
    assert decider_user.name in page.text
    assert handler.post(sign_url(permit), {"sha256": "x"}).status_code == 403


@pytest.mark.parametrize("path", ["decision", "ask", "acts/record-no-objection"])
def test_a_decider_reads_that_it_is_for_a_handler(client, permit, decider_user, path):
    client.force_login(decider_user)

    page = client.get(f"/cases/{permit.number}/{path}")

    assert page.status_code == 403
    assert "niet aan u, maar aan: behandelaar" in page.text


def test_the_signer_sees_in_what_language_the_letter_is(
    client, permit, prepared, decider_user, researcher
):
    User.objects.filter(pk=researcher.pk).update(language="en")
    prepared(permit)
    client.force_login(decider_user)

    page = client.get(sign_url(permit))
    assert page.context["decision"].language == "en"
    assert "Nederlands, met een Engelse vertaling" in page.text


@pytest.mark.parametrize("digest", ["", "x", "0" * 64])
def test_signing_what_was_not_read_shows_what_is_there(
    client, permit, prepared, decider_user, digest
):
    decision = prepared(permit)
    client.force_login(decider_user)

    response = client.post(sign_url(permit), {"sha256": digest})

    assert response.status_code == 409
    assert decision.sha256 in response.text
    permit.refresh_from_db()
    assert permit.state == State.PREPARED


def test_who_did_not_open_the_pdf_does_not_sign_yet(
    client, permit, prepared, decider_user
):
    decision = prepared(permit)
    client.force_login(decider_user)

    refused = client.post(sign_url(permit), {"sha256": decision.sha256})

    assert refused.status_code == 409
    assert "Open eerst de brief als PDF" in refused.text
    client.get(preview_url(permit))
    done = client.post(sign_url(permit), {"sha256": decision.sha256})
    assert done.status_code == 302


def test_a_signature_sets_its_letter_once(
    client, permit, prepared, decider_user, monkeypatch, tmp_path
):
    decision = prepared(permit)
    client.force_login(decider_user)
    client.get(preview_url(permit))
    press, runs = tmp_path / "press.py", tmp_path / "runs"
    press.write_text(
        f"open({str(runs)!r}, 'a').write('1')\n" + typesetting.TYPST_PROGRAM.read_text()
    )
    monkeypatch.setattr(typesetting, "TYPST_PROGRAM", press)

    client.post(sign_url(permit), {"sha256": decision.sha256})

    assert runs.read_text() == "1"


def test_a_pdf_of_yesterday_or_of_another_text_is_not_what_is_signed(
    client, permit, prepared, handler_user, decider_user, time_machine
):
    decision = prepared(permit)
    client.force_login(decider_user)
    client.get(preview_url(permit))
    time_machine.move_to(NOW + timedelta(days=1))
    client.force_login(decider_user)

    refused = client.post(sign_url(permit), {"sha256": decision.sha256})

    assert refused.status_code == 409
    client.get(preview_url(permit))
    recall_decision(permit, by=Actor(user=handler_user), at=NOW + timedelta(days=1))
    other = prepared(permit, at=NOW + timedelta(days=1), reasons="Iets anders.")
    again = client.post(sign_url(permit), {"sha256": other.sha256})
    assert again.status_code == 409


def test_without_a_pdf_there_is_no_signature_and_no_error_page(
    client, permit, prepared, decider_user, monkeypatch
):
    decision = prepared(permit)
    client.force_login(decider_user)
    client.get(preview_url(permit))
    monkeypatch.setattr(typesetting, "SECONDS", 0.001)

    shown = client.get(preview_url(permit), follow=True)
    refused = client.post(sign_url(permit), {"sha256": decision.sha256})

    assert "kan nu niet als PDF worden gemaakt" in shown.text
    assert refused.status_code == 409
    assert "kan nu niet als PDF worden gemaakt" in refused.text
    permit.refresh_from_db()
    assert permit.state == State.PREPARED
    assert not Letter.objects.filter(kind=LetterKind.DECISION).exists()


def test_a_draft_that_cannot_be_set_stays_on_the_page(handler, permit, monkeypatch):
    monkeypatch.setattr(typesetting, "SECONDS", 0.001)

    page = handler.post(draft_url(permit), WORDS | {"step": "preview"})

    assert "kan nu niet als PDF worden gemaakt" in page.text
    assert WORDS["conditions"] in page.text


@pytest.mark.parametrize("words", ["\U0001f9ec 山 \uf0b7", "\x07\ufeff", "\ue000"])
def test_the_preview_shows_whatever_was_typed(
    client, permit, decider_user, handler, words
):
    said = WORDS | {"reasons": f"Zie {words}", "conditions": words}
    handler.post(draft_url(permit), said | {"step": "save"})

    assert handler.get(preview_url(permit)).content.startswith(b"%PDF")


def test_who_signs_too_late_hears_who_was_first(client, permit, prepared, decider_user):
    decision = prepared(permit)
    other = official("Noor Smit", BureauRole.DECIDER)
    sign_prepared_decision(permit, sha256=decision.sha256, by=Actor(user=other), at=NOW)
    client.force_login(decider_user)

    response = client.post(sign_url(permit), {"sha256": decision.sha256}, follow=True)

    assert "Noor Smit" in response.text


def test_it_is_sent_back_with_a_remark_that_the_writer_sees(
    client, permit, prepared, handler_user, decider_user
):
    prepared(permit)
    url = reverse("case-act", args=[permit.number, "send-back"])
    client.force_login(decider_user)

    empty = client.post(url, {"remark": ""})
    client.post(url, {"remark": "Noem de afvalroute."})

    assert set(errors(empty)) == {"remark"}
    client.force_login(handler_user)
    for page in (draft_url(permit), reverse("case", args=[permit.number])):
        assert "Noem de afvalroute." in client.get(page).text


def test_the_applicant_sees_nothing_of_it_before_it_is_signed(
    client, permit, prepared, researcher, handler_user
):
    prepared(permit, reasons="Nog geheim.")
    client.force_login(researcher)
    page = reverse("case", args=[permit.number])

    assert "Nog geheim." not in client.get(page).text
    recall_decision(permit, by=Actor(user=handler_user), at=NOW)
    assert "Nog geheim." not in client.get(page).text


def test_the_applicant_sees_the_decision_with_its_conditions(
    client, permit, decide, send, researcher
):
    decide(permit, conditions="Werk in een kabinet.\nLabel alles.")
    send(permit)
    client.force_login(researcher)

    response = client.get(reverse("case", args=[permit.number]))

    assert "<li>Werk in een kabinet.</li><li>Label alles.</li>" in response.text
    facts = {fact.question: fact for fact in response.context["facts"]}
    assert facts["Besloten"].note == "vergunning"
    assert facts["Bezwaar maken tot en met"].answer == "4 januari 2027"
    assert facts["Bezwaar maken tot en met"].note.startswith("Awb 6:7")
    assert facts["Mag het werk beginnen?"].answer == "Ja"
    assert "voorschriften" in facts["Mag het werk beginnen?"].note
