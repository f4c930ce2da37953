"""The page of a case: whose turn, the next date, may I start, the papers, the log."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.actor import Actor
from accounts.models import BureauRole
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.decisions.deciding import recall_decision
from dossiers.handling.taking_up import record_no_objection, take_over, take_up
from dossiers.models import Case
from tests.behind import behind_the_triggers
from tests.cast import NOW, official, person
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def other_handler(db):
    """A colleague of the handler."""
    return official("Karin Kok", BureauRole.HANDLER)


def facts(response) -> dict[str, tuple[str, str]]:
    return {
        fact.question: (fact.answer, fact.note) for fact in response.context["facts"]
    }


@pytest.fixture
def show(client):
    """`show(user, case)`: the page as that user sees it."""

    def show(user, case: Case, name: str = "case", **query):
        client.force_login(user)
        return client.get(reverse(name, args=[case.number]), query)

    return show


def test_the_applicant_sees_first_what_matters(show, case, researcher):
    response = show(researcher, case)

    assert facts(response) == {
        "Ontvangen": ("23 november 2026", "om 09:41 uur"),
        "BGGO kan besluiten niet in te stemmen t/m": ("7 januari 2027", "nog 45 dagen"),
        "Mag het werk beginnen?": ("Ja", "zodra u de ontvangstbevestiging hebt"),
        "Behandelaar": ("nog niemand", "bggo@voorbeeld.nl"),
    }
    assert [badge.text for badge in response.context["badges"]] == [
        "ontvangen",
        "beurt: Bureau GGO",
    ]


def test_the_page_is_complete_in_english(client, case, researcher):
    client.force_login(researcher)

    text = client.get(f"/en/cases/{case.number}").text

    assert "How these dates come about" in text
    assert "BGGO can refuse to agree through" in text


def test_the_ledger_gives_each_step_with_a_link_to_its_ground(show, case, researcher):
    response = show(researcher, case)

    assert [row.what for row in response.context["ledger"]] == [
        "ontvangen: dag 0",
        "vanaf deze dag mag het werk beginnen",
        "de termijn loopt",
        "in deze periode kan Bureau GGO besluiten niet in te stemmen",
    ]
    assert 'href="https://wetten.overheid.nl/' in response.text


@pytest.mark.parametrize("name", ["case", "case-content"])
def test_a_stranger_finds_no_case(show, case, outsider_user, name):
    assert show(outsider_user, case, name).status_code == 404


def test_somebody_without_any_role_finds_no_case(show, case):
    assert show(person("Niek Niemand"), case).status_code == 404


def test_an_unknown_number_is_not_found(client, researcher):
    client.force_login(researcher)

    assert client.get("/cases/IG-26-999_I-000").status_code == 404


def test_everybody_is_offered_his_own_acts(
    show, case, researcher, handler_user, auditor
):
    offered = {
        user.name: [act.value for act, _page in show(user, case).context["acts"]]
        for user in (researcher, handler_user, auditor)
    }

    assert offered == {
        researcher.name: ["correct", "withdraw"],
        handler_user.name: ["take-up"],
        auditor.name: [],
    }


def test_nobody_is_asked_to_take_over_from_himself(show, in_handling, handler_user):
    offered = show(handler_user, in_handling).context["acts"]

    acts = {act.value for act, _page in offered}
    assert acts >= {"ask", "prepare", "record-no-objection"}
    assert not acts & {"take-over", "object", "decide"}


def test_a_letter_that_is_not_made_yet_has_no_link(show, case, researcher):
    text = show(researcher, case).text

    assert "wordt gemaakt" in text
    assert "/letters/" not in text


@pytest.fixture
def letter(case):
    """The acknowledgement of receipt, made."""
    letter = case.letters.get()
    letter.file.save("letters/one.pdf", ContentFile(b"%PDF-1.7 test"))
    letter.made_at = NOW
    letter.save()
    return letter


def test_a_letter_is_downloaded_and_never_shown(show, client, case, letter, researcher):
    assert f"/letters/{letter.pk}" in show(researcher, case).text

    response = client.get(reverse("letter", args=[case.number, letter.pk]))

    assert b"".join(response.streaming_content) == b"%PDF-1.7 test"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_letter_of_another_case_is_not_found(client, file, letter, researcher):
    other = file()
    client.force_login(researcher)

    url = reverse("letter", args=[other.number, letter.pk])

    assert client.get(url).status_code == 404


def test_a_letter_whose_file_is_lost_is_not_found(client, case, letter, researcher):
    letter.file.delete(save=False)
    client.force_login(researcher)

    url = reverse("letter", args=[case.number, letter.pk])

    assert client.get(url).status_code == 404


def test_an_attachment_is_downloaded_under_its_own_name(client, case, handler_user):
    attachment = case.application.attachments.get()
    client.force_login(handler_user)

    url = reverse("case-attachment", args=[case.number, attachment.pk])
    response = client.get(url)

    assert attachment.name in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_stranger_downloads_nothing(client, case, letter, outsider_user):
    attachment = case.application.attachments.get()
    client.force_login(outsider_user)

    for name, pk in (("letter", letter.pk), ("case-attachment", attachment.pk)):
        url = reverse(name, args=[case.number, pk])
        assert client.get(url).status_code == 404


def test_the_form_is_read_as_it_was_filed(show, case, handler_user):
    with behind_the_triggers():
        case.application.organisms.update(host="later veranderd")

    text = show(handler_user, case, "case-content").text

    assert "later veranderd" not in text
    assert case.application.content["organisms"][0]["host"] in text
    assert case.application.content_sha256 in text
    assert "Sem Bakker" in text


def test_an_objection_says_stop_and_why(show, in_handling, decide, send, researcher):
    decide(in_handling, "cannot-agree", reasons="De vector is besmettelijk.")
    unsent = show(researcher, in_handling)
    assert "De vector is besmettelijk." not in unsent.text
    assert "begin niet of stop" not in unsent.text
    assert unsent.context["badges"][0].text == "besluit genomen, nog niet verzonden"
    send(in_handling)

    response = show(researcher, in_handling)

    assert facts(response)["Mag het werk beginnen?"] == (
        "Nee",
        "Bureau GGO stemt niet in: begin niet of stop direct",
    )
    assert "De vector is besmettelijk." in response.text
    assert response.context["badges"][1].text == "beurt: aanvrager"
    assert not response.context["may_change"]


def test_after_an_objection_no_day_to_start_is_left(
    show, file, decide, send, researcher, handler_user
):
    case = file("iik-new")
    assert "vanaf deze dag mag het werk beginnen" in show(researcher, case).text

    decide(case, "cannot-agree")
    send(case)

    for reader in (researcher, handler_user):
        text = show(reader, case).text
        assert "mag het werk beginnen" not in text.replace("Mag het werk", "")
        assert "laatste dag om niet in te stemmen" not in " ".join(text.split())


def test_a_closed_case_says_so(show, case, researcher, time_machine):
    close_by_silence(case, at=at(2027, 1, 8))
    time_machine.move_to(at(2027, 2, 1))

    response = show(researcher, case)

    assert facts(response)["Afgesloten"] == (
        "8 januari 2027",
        "Bureau GGO heeft geen besluit genomen",
    )
    assert "vandaag" not in response.text


def test_after_the_window_and_before_the_nightly_run_the_window_has_passed(
    show, case, researcher, time_machine
):
    time_machine.move_to(at(2027, 1, 8, 0, 1))

    found = facts(show(researcher, case))

    assert (
        found["BGGO kan besluiten niet in te stemmen t/m"][1]
        == "de termijn is verstreken"
    )


def test_the_log_names_the_real_actor_and_the_newest_first(
    show, in_handling, decider_user, handler_user, researcher
):
    events = show(researcher, in_handling).context["events"]

    assert [(event.what, event.by) for event in events] == [
        ("in behandeling genomen", "Mila Visser"),
        ("ontvangen", "Anna de Boer"),
    ]


def test_the_act_that_comes_next_stands_out(
    show, in_handling, handler_user, researcher
):
    page = show(handler_user, in_handling)

    acts = [act.value for act, _page in page.context["acts"]]
    assert (page.context["likely"], acts[0], acts[-1]) == (
        "record-no-objection",
        "record-no-objection",
        "assign",
    )
    assert page.text.count("utrecht-button--primary-action") == 1
    assert show(researcher, in_handling).context["likely"] == ""


def test_a_draft_is_gone_on_with_in_its_panel_alone(
    show, in_handling, prepared, handler_user
):
    prepared(in_handling, "cannot-agree")
    recall_decision(in_handling, by=Actor(user=handler_user), at=NOW)

    page = show(handler_user, in_handling)

    assert "prepare" not in [act.value for act, _page in page.context["acts"]]
    assert page.context["likely"] == ""
    assert page.text.count("utrecht-button--primary-action") == 1
    address = reverse("draft-decision", args=[in_handling.number])
    assert page.text.count(f'href="{address}"') == 1


def test_no_act_stands_out_beside_the_questions_of_a_panel(
    show, in_handling, asked, handler_user, researcher
):
    asked(in_handling)

    assert show(handler_user, in_handling).context["likely"] == ""
    assert show(researcher, in_handling).context["likely"] == ""


def test_who_signs_is_led_to_the_signature_and_nobody_back(
    show, in_handling, prepared, handler_user, decider_user
):
    prepared(in_handling, "cannot-agree")

    assert show(decider_user, in_handling).context["likely"] == "object"
    assert show(handler_user, in_handling).context["likely"] == ""


def test_a_remark_is_for_bureau_ggo_alone(show, in_handling, handler_user, researcher):
    record_no_objection(
        in_handling, remark="Gebeld met de BVF.", by=Actor(user=handler_user), at=NOW
    )

    assert "Gebeld met de BVF." in show(handler_user, in_handling).text
    assert "Gebeld met de BVF." not in show(researcher, in_handling).text


def test_a_change_can_be_started_from_the_case(show, case, researcher, handler_user):
    link = f"{reverse('new-application')}?changes={case.application_id}"

    assert link in show(researcher, case).text
    assert link not in show(handler_user, case).text


def test_taking_over_names_the_earlier_handler(
    show, in_handling, handler_user, other_handler
):
    take_over(in_handling, by=Actor(user=other_handler), at=NOW)

    assert "van Mila Visser" in show(handler_user, in_handling).text


def test_a_colleague_cannot_take_up_what_is_taken(client, in_handling, other_handler):
    client.force_login(other_handler)
    url = reverse("case-act", args=[in_handling.number, "take-up"])

    response = client.post(url)

    assert response.status_code == 409
    assert "Mila Visser" in response.text
    assert "09:41" in response.text


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_one_case_and_for_thirty(
    client, file, researcher, number, django_assert_num_queries
):
    for _index in range(number):
        file()
    client.force_login(researcher)

    with django_assert_num_queries(10):  # three of them for what waits for the reader
        response = client.get(reverse("cases"))

    assert len(response.context["rows"]) == number


def test_the_list_goes_on_where_a_page_ends(client, file, researcher):
    numbers = [file(at=NOW + timedelta(minutes=n)).number for n in range(32)]
    client.force_login(researcher)

    first = client.get(reverse("cases"))
    second = client.get(reverse("cases") + first.context["next_url"])

    shown = [
        row.case.number for page in (first, second) for row in page.context["rows"]
    ]
    assert shown == numbers[::-1]
    assert second.context["next_url"] == ""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 1),
        ({"state": "received"}, 1),
        ({"state": "closed"}, 0),
        ({"state": "nonsense"}, 1),
        ({"q": "IG 26"}, 1),
        ({"q": "bestaat niet"}, 0),
        ({"before": "x"}, 1),
        ({"before": "9" * 40}, 1),
    ],
)
def test_the_list_is_filtered_by_its_address(client, case, researcher, query, found):
    client.force_login(researcher)

    response = client.get(reverse("cases"), query)

    assert len(response.context["rows"]) == found


def test_nobody_sees_cases_of_another_lab(client, case, outsider_user):
    client.force_login(outsider_user)

    response = client.get(reverse("cases"))

    assert response.context["rows"] == []
    assert "Er is nog niets ingediend" in response.text


def test_bureau_ggo_sees_all_cases(client, case, auditor):
    client.force_login(auditor)

    assert len(client.get(reverse("cases")).context["rows"]) == 1


def test_take_up_is_done_by_a_button(client, case, handler_user):
    client.force_login(handler_user)

    url = reverse("case-act", args=[case.number, "take-up"])
    response = client.post(url, follow=True)

    case.refresh_from_db()
    assert case.handler == handler_user
    assert "U bent nu behandelaar van deze zaak." in response.text


def test_take_up_twice_is_told_who_did_it(client, case, handler_user):
    take_up(case, by=Actor(user=handler_user), at=NOW)
    client.force_login(handler_user)

    url = reverse("case-act", args=[case.number, "take-up"])
    response = client.get(url, follow=True)

    assert response.redirect_chain == [(f"/cases/{case.number}", 302)]
    assert "door Mila Visser" in response.text


def test_the_ledger_leads_to_what_if_with_the_days_of_the_case(show, case, researcher):
    response = show(researcher, case)

    assert (
        f'href="/procedures/{case.procedure.key}/what-if?received=2026-11-23"'
        in response.text
    )


def test_a_file_of_another_filing_is_not_found_through_an_own_one(
    client, researcher, file
):
    mine, other = file(), file()
    strange = other.application.attachments.get().pk
    letter = make_letter_pdf(other.letters.get(), at=NOW).pk
    client.force_login(researcher)

    for name, args in (
        ("case-attachment", [mine.number, strange]),
        ("letter", [mine.number, letter]),
        ("attachment", [mine.application_id, strange]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404


def test_an_applicant_reads_no_step_inside_bureau_ggo(
    show, in_handling, prepared, researcher, handler_user
):
    prepared(in_handling, "cannot-agree")

    read = [one.what for one in show(researcher, in_handling).context["events"]]
    at_work = [one.what for one in show(handler_user, in_handling).context["events"]]

    assert "besluit voorbereid" not in read
    assert "besluit voorbereid" in at_work
