"""Answering, correcting and withdrawing on their pages: nothing typed is lost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actor import Actor
from applications.drafting import drafting
from applications.drafting.supplementing import begin_supplement, open_supplement
from applications.signing import signing
from dossiers.cases.versions import filed_versions
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.asking import revoke_request
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from dossiers.states import Part, State
from tests.cast import NOW, PASSWORD

pytestmark = pytest.mark.django_db
WORDS = "Wij gebruiken pUC19, en geen andere."


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def kg(file):
    return file("iik-new")


@pytest.fixture
def request_(kg, asked):
    """One question about the purpose of the work."""
    return asked(kg, section="purpose")


@pytest.fixture
def anna(client, researcher):
    client.force_login(researcher)
    return client


def url(request) -> str:
    return reverse("answer-request", args=[request.case.number, request.pk])


def typed(request, text=WORDS, then="file", **more) -> dict:
    questions = request.questions.all()
    return {f"answer-{one.pk}": text for one in questions} | {"then": then} | more


def change(case, by, **values):
    draft = begin_supplement(case.application, by=by, at=NOW)
    said = draft.section_answers.get(section="purpose").values
    drafting.save_section(draft, "purpose", said | values, by=by, at=NOW)
    return draft


def test_the_page_shows_what_is_asked_where_and_by_when(anna, request_):
    page = anna.get(url(request_)).text

    assert "Welke vector gebruikt u?" in page
    assert "21 december 2026" in page
    assert "Wij hebben nog een vraag." in page


def test_saved_it_is_there_for_a_colleague_and_not_for_the_bureau(
    anna, request_, lab_admin, handler_user
):
    anna.post(url(request_), typed(request_, then="save", remark="Later meer."))

    anna.force_login(lab_admin)
    page = anna.get(url(request_)).text
    assert WORDS in page
    assert "Later meer." in page
    anna.force_login(handler_user)
    case = anna.get(reverse("case", args=[request_.case.number])).text
    assert WORDS not in case


def seen(page) -> str:
    """The version that a page begins with, as its form sends it."""
    return str(page.context["version"])


@pytest.mark.parametrize("then", ["save", "file", "change"])
def test_what_a_colleague_saved_is_not_overwritten_unseen(
    anna, request_, lab_admin, then
):
    version = seen(anna.get(url(request_)))
    other = Client()
    other.force_login(lab_admin)
    other.post(url(request_), typed(request_, "pBR322.", "save", version=version))

    mine = typed(request_, WORDS, then, version=version, remark="Mijn opmerking.")
    page = anna.post(url(request_), mine)

    assert page.status_code == 409
    assert request_.questions.get().draft == "pBR322."
    conflict = page.context["conflict"]
    assert conflict.current.saved_by == lab_admin.name
    found = [(one.mine, one.theirs) for one in conflict.differences]
    assert found == [(WORDS, "pBR322."), ("Mijn opmerking.", "")]
    assert page.text.count(WORDS) == 2
    request_.refresh_from_db()
    assert request_.is_open


def test_having_seen_both_one_goes_on_with_ones_own(anna, request_, lab_admin):
    version = seen(anna.get(url(request_)))
    anna.post(url(request_), typed(request_, "pBR322.", "save", version=version))
    mine = typed(request_, WORDS, "save", version=version)
    shown = anna.post(url(request_), mine)

    again = anna.post(url(request_), mine | {"version": seen(shown)})

    assert again.status_code == 302
    assert request_.questions.get().draft == WORDS


def test_the_same_answer_sent_twice_meets_nobody(anna, request_):
    mine = typed(request_, WORDS, "save", version=seen(anna.get(url(request_))))

    assert [anna.post(url(request_), mine).status_code for _ in "12"] == [302, 302]


def test_filed_the_case_says_that_the_clock_runs(anna, request_):
    response = anna.post(url(request_), typed(request_), follow=True)

    request_.case.refresh_from_db()
    assert request_.case.state == State.IN_HANDLING
    assert "de klok loopt weer" in response.text
    assert WORDS in response.text


def test_without_an_answer_the_question_says_so(anna, request_):
    response = anna.post(url(request_), typed(request_, "", remark="Wel dit."))

    assert response.status_code == 400
    assert f'href="#id_answer-{request_.questions.get().pk}"' in response.text
    assert "Wel dit." in response.text


def test_too_long_a_text_is_refused_and_kept(anna, request_):
    response = anna.post(url(request_), typed(request_, "x" * 20_001))

    assert response.status_code == 400
    assert "x" * 20_001 in response.text
    assert request_.questions.get().draft == "x" * 20_001


def test_the_button_at_a_question_leads_into_the_form(anna, request_, kg):
    key = request_.questions.get().pk

    response = anna.post(url(request_), typed(request_, then=f"change-{key}"))

    draft = open_supplement(kg.application)
    there = reverse("application-section", args=[draft.pk, "purpose"])
    assert response.url == there
    assert request_.questions.get().draft == WORDS
    section = anna.get(there).text
    assert "Welke vector gebruikt u?" in section
    other = anna.get(reverse("application-section", args=[draft.pk, "methods"])).text
    assert "Welke vector gebruikt u?" not in other


@pytest.mark.parametrize("then", ["change", "change-0", "change-x"])
def test_without_a_question_it_leads_to_the_whole_form(anna, request_, kg, then):
    response = anna.post(url(request_), typed(request_, then=then))

    draft = open_supplement(kg.application)
    assert response.url == reverse("application", args=[draft.pk])
    assert "Welke vector gebruikt u?" in anna.get(response.url).text


def test_a_changed_form_that_is_not_signed_is_refused_with_what_to_do(
    anna, request_, kg, by
):
    change(kg, by, purpose="Alleen in E. coli.")

    response = anna.post(url(request_), typed(request_))

    assert response.status_code == 400
    assert "de BVF heeft" in response.text
    assert WORDS in response.text
    assert request_.questions.get().draft == WORDS


def test_a_changed_form_that_is_not_whole_is_refused(anna, request_, kg, by):
    change(kg, by, purpose="")

    response = anna.post(url(request_), typed(request_))

    assert response.status_code == 400
    assert len(filed_versions(kg)) == 1


def test_signed_it_becomes_the_second_version(anna, request_, kg, by, bvf_user):
    draft = change(kg, by, purpose="Alleen in E. coli.")
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)

    anna.post(url(request_), typed(request_, ""))

    content = reverse("case-content", args=[kg.number])
    differences = anna.get(reverse("case-differences", args=[kg.number])).text
    assert "Alleen in E. coli." in anna.get(content).text
    assert "Alleen in E. coli." not in anna.get(f"{content}?version=1").text
    assert "Alleen in E. coli." in differences
    assert "Bepalen welke genen" in differences
    every = anna.get(reverse("applications")).context["page"].object_list
    assert draft not in every
    assert kg.application in every


def test_files_of_every_version_can_be_opened(anna, request_, kg, by, bvf_user):
    draft = change(kg, by, purpose="Alleen in E. coli.")
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)
    anna.post(url(request_), typed(request_))

    for version in filed_versions(kg):
        file = version.attachments.get()
        at = reverse("case-attachment", args=[kg.number, file.pk])
        assert anna.get(at).status_code == 200


def test_answered_twice_the_second_hears_of_the_first(anna, request_, by):
    said = {one.pk: WORDS for one in request_.questions.all()}
    file_answer(request_, answers=said, by=by, at=NOW)

    response = anna.post(url(request_), typed(request_, "Iets anders."))

    assert response.status_code == 409
    assert "Iets anders." in response.text
    assert "Anna de Boer" in response.text
    assert anna.get(url(request_)).url == reverse("case", args=[request_.case.number])


def test_a_revoked_request_has_nothing_to_answer(anna, request_, handler_user):
    revoke_request(request_, by=Actor(user=handler_user), at=NOW)

    assert anna.get(url(request_)).status_code == 302
    assert anna.post(url(request_), typed(request_, then="save")).status_code == 409


def test_signed_out_halfway_nothing_typed_is_lost(client, request_, researcher):
    response = client.post(url(request_), typed(request_))
    assert "login" in response.url

    client.post(response.url, {"login": researcher.email, "password": PASSWORD})

    assert WORDS in client.get(url(request_)).text
    assert request_.questions.get().draft == ""


@pytest.mark.parametrize("who", ["outsider_user", "handler_user", "auditor"])
def test_for_others_there_is_no_such_page(client, request_, who, request):
    client.force_login(request.getfixturevalue(who))
    number = request_.case.number

    assert client.get(url(request_)).status_code == 404
    assert client.post(url(request_), typed(request_)).status_code == 404
    assert client.get(reverse("answer-case", args=[number])).status_code == 404
    assert client.get(reverse("correct-case", args=[number])).status_code == 404
    withdraw = reverse("case-act", args=[number, "withdraw"])
    # A handler reads the case, and is told for whom the act is.
    reads = who == "handler_user"
    assert client.post(withdraw).status_code == (403 if reads else 404)


def test_a_request_of_another_case_is_not_found_here(anna, request_, file):
    other = file("iik-new")

    at = reverse("answer-request", args=[other.number, request_.pk])
    assert anna.get(at).status_code == 404


def test_the_button_on_the_case_leads_to_what_is_due_first(anna, kg, asked):
    first, _second = asked(kg), asked(kg)

    response = anna.get(reverse("answer-case", args=[kg.number]))

    assert response.url == url(first)


def test_without_a_request_the_button_leads_back(anna, kg):
    response = anna.get(reverse("answer-case", args=[kg.number]))

    assert response.url == reverse("case", args=[kg.number])


def test_the_tasks_stand_on_top_at_home_and_of_the_cases(anna, request_, outsider_user):
    for name in ("home", "cases"):
        assert url(request_) in anna.get(reverse(name)).text
    anna.force_login(outsider_user)
    for name in ("home", "cases"):
        assert url(request_) not in anna.get(reverse(name)).text


def test_tasks_cost_the_same_however_many(anna, file, asked, django_assert_num_queries):
    asked(file("iik-new"))
    anna.get(reverse("home"))
    with CaptureQueriesContext(connection) as one:
        anna.get(reverse("home"))
    for _each in range(2):
        asked(file("iik-new"))

    with django_assert_num_queries(len(one)):
        anna.get(reverse("home"))


def test_the_bvf_is_asked_to_sign_a_whole_supplement(anna, kg, by, bvf_user):
    draft = change(kg, by, purpose="Alleen in E. coli.")
    there = reverse("application", args=[draft.pk]) + "#signing"
    assert there not in anna.get(reverse("home")).text

    anna.force_login(bvf_user)
    assert there in anna.get(reverse("home")).text
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)
    assert there not in anna.get(reverse("home")).text


def test_a_supplement_is_not_filed_by_itself(anna, kg, by, bvf_user):
    draft = begin_supplement(kg.application, by=by, at=NOW)
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)

    response = anna.post(reverse("file-application", args=[draft.pk]), follow=True).text

    assert "Niet ingediend" in response
    assert reverse("correct-case", args=[kg.number]) in response
    assert Case.objects.count() == 1


def test_a_slip_is_corrected_on_its_page(anna, kg, by, bvf_user):
    at = reverse("correct-case", args=[kg.number])
    into = anna.post(at, {"then": "change"})
    draft = open_supplement(kg.application)
    assert into.url == reverse("application", args=[draft.pk])
    change(kg, by, purpose="Alleen in E. coli.")
    refused = anna.post(at, {"then": "file", "reason": "Een slip."})
    assert refused.status_code == 400
    assert "Een slip." in refused.text
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)

    done = anna.post(at, {"then": "file", "reason": "Een slip."}, follow=True)

    assert len(filed_versions(kg)) == 2
    assert "Uw correctie is ingediend" in done.text


def test_a_correction_wants_a_reason_and_something_changed(anna, kg):
    at = reverse("correct-case", args=[kg.number])

    empty = anna.post(at, {"then": "file", "reason": ""})
    assert empty.status_code == 400
    assert 'href="#id_reason"' in empty.text
    same = anna.post(at, {"then": "file", "reason": "Een slip."})
    assert same.status_code == 409
    assert "Een slip." in same.text


def test_withdrawn_on_its_page_the_picture_ends(anna, kg):
    at = reverse("case-act", args=[kg.number, "withdraw"])
    assert anna.get(at).status_code == 200

    done = anna.post(at, {"reason": "Geen geld."}, follow=True)

    kg.refresh_from_db()
    assert kg.state == State.WITHDRAWN
    assert "ingetrokken · 23 november" in done.text
    correct = reverse("correct-case", args=[kg.number])
    assert anna.get(correct).url == reverse("case", args=[kg.number])
    assert anna.post(correct, {"then": "change"}).status_code == 409


def test_with_a_2_8_request_one_confirms_that_the_kg_goes_too(anna, signed_draft, by):
    request = receive_application(signed_draft("mi-i-ii"), by=by, at=NOW)
    other = Case.objects.get(application=request.application, part=Part.FOLLOW_UP)
    at = reverse("case-act", args=[request.number, "withdraw"])
    assert other.label in anna.get(at).text

    refused = anna.post(at, {"reason": "Anders."})
    assert set(refused.context["form"].errors) == {"along"}
    assert Case.objects.get(pk=other.pk).state == State.RECEIVED
    anna.post(at, {"reason": "Anders.", "along": "on"})

    assert Case.objects.get(pk=other.pk).state == State.WITHDRAWN


def test_the_kg_alone_asks_no_such_thing(anna, signed_draft, by):
    request = receive_application(signed_draft("mi-i-ii"), by=by, at=NOW)
    other = Case.objects.get(application=request.application, part=Part.FOLLOW_UP)
    at = reverse("case-act", args=[other.number, "withdraw"])

    anna.post(at, {"reason": ""})

    assert Case.objects.get(pk=other.pk).state == State.WITHDRAWN
    assert Case.objects.get(pk=request.pk).state == State.RECEIVED
