"""The page behind an adviser's link, and those of Bureau GGO about advice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from applications.models import Attachment
from dossiers.advice.advice_link import link_token
from dossiers.advice.advising import give_advice, revoke_advice, send_link_again
from dossiers.case_api.case_rows import event_payload
from dossiers.cases.versions import latest_version
from dossiers.models import Advice, Case
from dossiers.states import State
from tests.cast import NOW, PDF, report
from tests.dossiers.advisers import QUESTION, adviser, ask
from tests.dossiers.second_version import correct_results
from tests.matrix import MATRIX
from tests.world import address

pytestmark = pytest.mark.django_db
TEXT = "Ja: de stam is verzwakt."
FORM = {
    "body": "COGEM",
    "name": "Wil Wijs",
    "email": "wijs@voorbeeld.nl",
    "language": "nl",
    "question": QUESTION,
    "advise_by": "2026-12-07",
}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def asked(in_handling, handler_user) -> Advice:
    """A question to COGEM in a KG-I that is being handled."""
    return ask(in_handling, handler_user)


@pytest.fixture
def signed_in(client, handler_user) -> Client:
    """The handler's browser."""
    client.force_login(handler_user)
    return client


def link(advice: Advice) -> str:
    """The address that the mail has."""
    return reverse("advice", args=[link_token(advice)])


def errors(response) -> dict:
    return response.context["form"].errors


# The adviser


def test_the_link_shows_what_is_asked_and_the_form_as_filed(client, asked):
    page = client.get(link(asked))

    assert page.status_code == 200
    assert QUESTION in page.text
    assert "7 december 2026" in page.text
    assert "Escherichia coli K12 DH5α" in page.text
    assert "vertrouwelijk" in page.text


def test_the_link_needs_no_session_and_is_kept_nowhere(client, asked):
    page = client.get(link(asked))

    assert "sessionid" not in client.cookies
    assert page["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"


def test_the_page_speaks_english_under_its_english_address(client, asked):
    dutch = link(asked)

    page = client.get(f"/en{dutch}").text

    assert "What Bureau GGO asks" in page
    assert f'href="{dutch}"' in page  # the way back to Dutch


def test_the_files_of_the_form_open_by_the_link_alone(client, asked):
    attachment = asked.case.application.attachments.get()
    url = reverse("advice-attachment", args=[link_token(asked), attachment.pk])

    assert url in client.get(link(asked)).text
    got = client.get(url)

    assert b"".join(got.streaming_content).startswith(b"%PDF")
    assert got["Content-Disposition"].startswith("attachment")
    assert client.get(f"/cases/{asked.case.number}/attachments/{attachment.pk}")[
        "Location"
    ].startswith("/account/login")


def test_a_file_of_another_case_does_not_open(client, asked, file):
    other = Attachment.objects.get(application=file().application)

    url = reverse("advice-attachment", args=[link_token(asked), other.pk])

    assert client.get(url).status_code == 404


def test_the_link_shows_the_form_as_it_was_corrected_and_its_files(
    client, asked, researcher, bvf_user
):
    correct_results(asked.case, "Minder genen.", by=researcher, bvf=bvf_user)

    page = client.get(link(asked)).text

    assert "Minder genen." in page
    assert "Een lijst van genen met hun effect." not in page
    file = latest_version(asked.case).attachments.get()
    url = reverse("advice-attachment", args=[link_token(asked), file.pk])
    assert url in page
    assert client.get(url).status_code == 200


def test_opening_the_link_is_noted_once(client, asked, time_machine):
    client.head(link(asked))
    asked.refresh_from_db()
    assert asked.opened_at is None

    client.get(link(asked))
    time_machine.move_to(NOW + timedelta(days=1))
    client.get(link(asked))

    asked.refresh_from_db()
    assert asked.opened_at.date() == NOW.date()


def test_another_advice_of_the_case_is_not_shown(client, asked, handler_user):
    give_advice(asked, text="Geheim eerste advies", by=adviser(asked), at=NOW)
    other = ask(asked.case, handler_user, name="Bo Bot", body="RIVM")

    page = client.get(link(other)).text

    assert "Geheim eerste advies" not in page
    assert "Wil Wijs" not in page


def test_a_draft_is_there_again_at_the_next_visit(client, asked):
    saved = client.post(
        link(asked), {"text": "Ja, mits", "upload": report(), "then": "draft"}
    )

    assert saved["Location"] == link(asked)
    page = Client().get(link(asked)).text
    assert "Ja, mits" in page
    assert "verslag.pdf" in page
    assert asked.case.events.last().act == "ask-advice"


def test_the_page_says_how_large_a_pdf_may_be_without_decimals(client, asked):
    words = client.get(link(asked)).text.replace("\N{NO-BREAK SPACE}", " ")

    assert "Hoogstens 100 MB." in words


@pytest.mark.parametrize("then", ["draft", "file"])
def test_another_window_does_not_overwrite_a_draft_unseen(client, asked, then):
    version = client.get(link(asked)).context["version"]
    first = {"text": "Ja.", "then": "draft", "version": version}
    client.post(link(asked), first)

    mine = {"text": TEXT, "then": then, "version": version}
    page = client.post(link(asked), mine)

    assert page.status_code == 409
    assert page.text.index("<h1") < page.text.index('id="conflict-title"')
    found = [(one.mine, one.theirs) for one in page.context["conflict"].differences]
    assert found == [(TEXT, "Ja.")]
    asked.refresh_from_db()
    assert (asked.draft, asked.given_at) == ("Ja.", None)
    client.post(link(asked), mine | {"version": page.context["version"]})
    asked.refresh_from_db()
    assert TEXT in (asked.draft, asked.text)


def test_of_a_pdf_beside_another_text_the_page_says_that_it_is_not_saved(client, asked):
    client.post(link(asked), {"text": "Ja.", "then": "draft", "version": "0"})

    mine = {"text": TEXT, "then": "draft", "version": "0", "upload": report()}
    page = client.post(link(asked), mine)

    assert page.status_code == 409
    assert set(errors(page)) == {"upload"}
    assert page.context["version"] == 1


def test_a_saved_pdf_can_be_read_and_removed(client, asked):
    client.post(link(asked), {"text": "Ja", "upload": report(), "then": "draft"})
    own = reverse("advice-own-file", args=[link_token(asked)])
    assert b"".join(client.get(own).streaming_content) == PDF

    client.post(link(asked), {"text": "Ja, en", "then": "remove"})

    assert client.get(own).status_code == 404
    asked.refresh_from_db()
    assert asked.draft == "Ja, en"


def test_filing_leads_to_a_receipt_that_stays(client, asked):
    filed = client.post(
        link(asked), {"text": TEXT, "upload": report(), "then": "file"}, follow=True
    )

    for page in (filed.text, Client().get(link(asked)).text):
        assert "Uw advies is ingediend" in page
        assert TEXT in page
        assert "verslag.pdf" in page
        assert "Escherichia" not in page
    assert (
        client.get(reverse("advice-own-file", args=[link_token(asked)])).status_code
        == 200
    )


def test_after_filing_the_files_of_the_form_are_closed(client, asked):
    attachment = asked.case.application.attachments.get()
    give_advice(asked, text=TEXT, by=adviser(asked), at=NOW)

    url = reverse("advice-attachment", args=[link_token(asked), attachment.pk])

    assert client.get(url).status_code == 404


def test_filing_a_second_time_changes_nothing(client, asked):
    client.post(link(asked), {"text": TEXT, "then": "file"})

    again = client.post(link(asked), {"text": "Toch niet", "then": "file"})

    assert "Toch niet" not in again.text
    asked.refresh_from_db()
    assert asked.text == TEXT


def test_filing_nothing_is_refused_at_the_field(client, asked):
    page = client.post(link(asked), {"text": " ", "then": "file"})

    assert page.status_code == 400
    assert errors(page) == {"text": ["Schrijf uw advies, of voeg het toe als pdf."]}
    assert 'href="#' in page.text


def test_a_wrong_file_is_refused_and_the_text_is_kept(client, asked):
    wrong = report("advies.pdf", b"<html>")

    page = client.post(link(asked), {"text": TEXT, "upload": wrong, "then": "file"})

    assert page.status_code == 400
    assert set(errors(page)) == {"upload"}
    assert TEXT in page.text


@pytest.mark.parametrize("then", ["file", "draft"])
def test_a_file_that_nobody_can_open_is_refused_at_the_file(client, asked, then):
    wrong = report("advies.pdf", b"%PDF-1.7\n")

    page = client.post(link(asked), {"text": TEXT, "upload": wrong, "then": then})

    assert page.status_code == 400
    assert "beschadigd" in errors(page)["upload"][0]
    assert TEXT in page.text
    asked.refresh_from_db()
    assert (asked.given_at, asked.file.name) == (None, "")


def test_a_text_that_cannot_be_kept_is_refused_at_the_field(client, asked):
    page = client.post(link(asked), {"text": "x" * 50_001, "then": "draft"})

    assert page.status_code == 400
    assert set(errors(page)) == {"text"}


def test_a_tampered_or_replaced_link_is_unknown(client, asked, handler_user):
    earlier = link(asked)
    send_link_again(asked, by=Actor(user=handler_user), at=NOW)

    for url in (earlier, link(asked)[:-1], "/advice/x", f"/advice/{asked.pk}"):
        page = client.get(url)
        assert page.status_code == 404
        assert asked.case.label not in page.text


def test_a_withdrawn_question_says_so(client, asked, handler_user):
    revoke_advice(asked, by=Actor(user=handler_user), at=NOW)

    for page in (client.get(link(asked)), client.post(link(asked), {"text": TEXT})):
        assert page.status_code == 410
        assert "Dit advies is niet meer nodig" in page.text
        assert "Escherichia" not in page.text


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.CLOSED, "De behandeling van IG 26-001_I-000 is beëindigd"),
        (State.WITHDRAWN, "De behandeling van IG 26-001_I-000 is beëindigd"),
        (State.PREPARED, "wordt een besluit voorbereid"),
    ],
)
def test_a_case_that_needs_no_advice_says_so(client, asked, state, says):
    attachment = asked.case.application.attachments.get()
    Case.objects.update(state=state)

    page = client.get(link(asked))

    assert page.status_code == 410
    assert says in page.text
    url = reverse("advice-attachment", args=[link_token(asked), attachment.pk])
    assert client.get(url).status_code == 404


def test_what_was_typed_is_shown_when_it_comes_too_late(client, asked, handler_user):
    revoke_advice(asked, by=Actor(user=handler_user), at=NOW)

    page = client.post(link(asked), {"text": TEXT, "then": "file"})

    assert page.status_code == 410
    assert "Wat u had geschreven" in page.text
    assert TEXT in page.text


def test_an_adviser_sees_nothing_else(client, asked, world):
    client.get(link(asked))  # whatever cookies that gives

    for name, row in MATRIX.items():
        if "anonymous" not in (row.get or ()):
            got = client.get(address(name, world))
            if row.hidden:
                assert got.status_code == 404, name
                continue
            assert got.status_code in (302, 405), name
            assert got.status_code == 405 or "/account/login" in got["Location"]


def test_forged_forms_are_refused(asked):
    strict = Client(enforce_csrf_checks=True)

    got = strict.post(link(asked), {"text": TEXT, "then": "file"})

    assert got.status_code == 403
    asked.refresh_from_db()
    assert asked.given_at is None


# Bureau GGO


def test_asking_by_the_page_sends_the_question(signed_in, in_handling):
    url = reverse("ask-advice", args=[in_handling.number])
    page = signed_in.get(url)
    assert 'value="COGEM"' in page.text
    assert "schort de termijn niet op" in page.text
    assert "donderdag 7 januari 2027" in page.text

    signed_in.post(url, FORM)

    advice = Advice.objects.get()
    assert (advice.question, str(advice.advise_by)) == (QUESTION, "2026-12-07")
    in_handling.refresh_from_db()
    assert in_handling.state == State.ADVICE_ASKED


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"advise_by": "2026-11-23"}, "advise_by"),
        ({"advise_by": "nooit"}, "advise_by"),
        ({"advise_by": ""}, "advise_by"),
        ({"email": "geen adres"}, "email"),
        ({"question": " "}, "question"),
        ({"body": ""}, "body"),
        ({"name": ""}, "name"),
        ({"language": "fr"}, "language"),
    ],
)
def test_asking_wrongly_is_refused_at_the_field(signed_in, in_handling, typed, wrong):
    url = reverse("ask-advice", args=[in_handling.number])

    page = signed_in.post(url, FORM | typed)

    assert page.status_code == 400
    assert set(errors(page)) == {wrong}
    assert not Advice.objects.exists()


def test_a_day_after_our_own_last_day_is_asked_for_once_more(signed_in, in_handling):
    url, late = (
        reverse("ask-advice", args=[in_handling.number]),
        {"advise_by": "2027-01-08"},
    )

    warned = signed_in.post(url, FORM | late)

    assert set(errors(warned)) == {"is_late_meant"}
    assert "7 januari 2027" in str(errors(warned)["is_late_meant"])
    assert not Advice.objects.exists()
    signed_in.post(url, FORM | late | {"is_late_meant": "on"})
    assert str(Advice.objects.get().advise_by) == "2027-01-08"


def test_asking_for_a_case_of_nobody_is_told_on_the_case(signed_in, case):
    url = reverse("ask-advice", args=[case.number])

    assert signed_in.get(url)["Location"] == reverse("case", args=[case.number])
    refused = signed_in.post(url, FORM)

    assert refused.status_code == 409
    assert QUESTION in refused.text


def test_bureau_reads_the_advice_on_the_case_and_its_pdf(signed_in, asked):
    give_advice(asked, text=TEXT, upload=report(), by=adviser(asked), at=NOW)

    page = signed_in.get(f"/cases/{asked.case.number}").text

    assert TEXT in page
    assert "Wil Wijs" in page
    got = signed_in.get(reverse("advice-file", args=[asked.case.number, asked.pk]))
    assert b"".join(got.streaming_content) == PDF


def test_a_draft_is_nobodys_but_the_advisers(signed_in, asked):
    Advice.objects.update(draft="Half advies", file="advice/x.pdf", filename="x.pdf")

    assert "Half advies" not in signed_in.get(f"/cases/{asked.case.number}").text
    url = reverse("advice-file", args=[asked.case.number, asked.pk])
    assert signed_in.get(url).status_code == 404


def test_the_applicant_reads_only_that_advice_was_asked_and_of_whom(
    client, asked, researcher
):
    give_advice(asked, text=TEXT, upload=report(), by=adviser(asked), at=NOW)
    client.force_login(researcher)

    page = client.get(f"/cases/{asked.case.number}").text

    assert "van COGEM" in page
    for secret in (TEXT, QUESTION, "Wil Wijs", "wijs@voorbeeld.nl"):
        assert secret not in page
    url = reverse("advice-file", args=[asked.case.number, asked.pk])
    assert client.get(url).status_code == 404


def test_sending_again_from_the_case(signed_in, asked):
    earlier = link(asked)

    signed_in.post(reverse("advice-again", args=[asked.case.number, asked.pk]))

    assert signed_in.get(earlier).status_code == 404
    asked.refresh_from_db()
    assert signed_in.get(link(asked)).status_code == 200


def test_sending_again_what_was_given_is_told(signed_in, asked):
    give_advice(asked, text=TEXT, by=adviser(asked), at=NOW)

    url = reverse("advice-again", args=[asked.case.number, asked.pk])
    page = signed_in.post(url, follow=True)

    assert "Dit advies is al ingediend." in page.text
    asked.refresh_from_db()
    assert asked.issue == 1


def test_withdrawing_from_the_case(signed_in, asked):
    url = reverse("case-act", args=[asked.case.number, "revoke-advice"])
    assert "COGEM, Wil Wijs" in signed_in.get(url).text

    signed_in.post(url, {"advice": asked.pk})

    asked.refresh_from_db()
    assert asked.revoked_at is not None


def test_a_link_says_which_question_is_meant(signed_in, asked, handler_user):
    other = ask(asked.case, handler_user, name="Bo Bot")
    url = reverse("case-act", args=[asked.case.number, "revoke-advice"])
    assert (
        f"{url}?advice={other.pk}" in signed_in.get(f"/cases/{asked.case.number}").text
    )

    page = signed_in.get(f"{url}?advice={other.pk}")

    assert str(page.context["form"]["advice"].value()) == str(other.pk)


def test_only_an_open_question_of_the_case_can_be_withdrawn(
    signed_in, asked, file, handler_user
):
    from_another = Advice.objects.create(
        case=file(),
        body="RIVM",
        name="Bo",
        email="bo@voorbeeld.nl",
        question="?",
        asked_at=NOW,
        asked_by=handler_user,
        advise_by=NOW.date(),
        send_after=NOW,
        token_sha256="x",
    )
    url = reverse("case-act", args=[asked.case.number, "revoke-advice"])

    page = signed_in.post(url, {"advice": from_another.pk})

    assert set(errors(page)) == {"advice"}


def test_the_machine_of_the_applicant_hears_of_which_body_alone(asked):
    from_adviser = give_advice(asked, text=TEXT, by=adviser(asked), at=NOW)

    told = event_payload(from_adviser, asked.case.number)

    assert told["actor"] == {"kind": "person", "name": "COGEM"}
    assert told["data"] == {"body": "COGEM"}
