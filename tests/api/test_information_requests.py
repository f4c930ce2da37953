"""Requests for further information by machine: read, answered, each once."""

import pytest

from accounts.actor import Actor
from accounts.models import BureauRole
from applications.models import Application
from dossiers.handling.taking_up import take_up
from dossiers.information_requests import answering, asking
from dossiers.information_requests.asking import RequestedQuestion
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, InformationRequest, Letter, LetterKind
from dossiers.states import State
from procedures.counting.legal_day import legal_day
from tests.api.conftest import machine
from tests.cast import NOW, official

ANSWER_BY = legal_day(NOW).replace(month=12, day=21)


@pytest.fixture
def case(lims, draft, bvf_user) -> Case:
    """What the LIMS filed."""
    lims.post(f"/applications/{draft}/filings", {"onBehalfOf": bvf_user.email})
    return Case.objects.get()


@pytest.fixture
def asked(case) -> InformationRequest:
    """Two questions of Bureau GGO on that case."""
    by = Actor(user=official("Mila Visser", BureauRole.HANDLER))
    take_up(case, by=by, at=NOW)
    questions = [
        RequestedQuestion("purpose", "title", "Is de titel volledig?"),
        RequestedQuestion("", "", "Wie is de VM?"),
    ]
    return asking.request_information(
        case,
        opening="Nog twee vragen.",
        questions=questions,
        answer_by=ANSWER_BY,
        by=by,
        at=NOW,
    )


@pytest.fixture
def path(case, asked) -> str:
    """Where that request is."""
    return f"/cases/{case.number}/information-requests/{asked.pk}"


def texts(asked: InformationRequest, *words: str) -> list[dict]:
    """Answers to its questions, in order."""
    found = zip(asked.questions.all(), words, strict=False)
    return [{"id": question.pk, "answer": text} for question, text in found]


@pytest.fixture
def said(asked, bvf_user) -> dict:
    """A whole answer in words."""
    both = texts(asked, "Ja.", "Anna de Boer.")
    return {"onBehalfOf": bvf_user.email, "questions": both, "remark": "Groet."}


def test_a_case_without_requests_lists_none(lims, case):
    answer = lims.get(f"/cases/{case.number}/information-requests")

    assert (answer.status_code, answer.json()) == (200, {"results": []})


def test_a_request_tells_what_is_asked_and_by_when(lims, case, asked, path):
    found = lims.get(path).json()

    assert found | {"questions": [], "askedAt": ""} == {
        "id": asked.pk,
        "case": case.number,
        "status": "open",
        "introduction": "Nog twee vragen.",
        "askedAt": "",
        "answerBy": "2026-12-21",
        "runsOnFrom": None,
        "answeredAt": None,
        "answeredBy": "",
        "withdrawnAt": None,
        "remark": "",
        "supplement": None,
        "questions": [],
    }
    assert [(q["section"], q["field"], q["text"]) for q in found["questions"]] == [
        ("purpose", "title", "Is de titel volledig?"),
        ("", "", "Wie is de VM?"),
    ]
    listed = lims.get(f"/cases/{case.number}/information-requests").json()
    assert listed == {"results": [found]}


def test_an_answer_in_words_lets_the_clock_run_on(lims, case, asked, path, said):
    assert lims.get(f"/cases/{case.number}").json()["standingStill"] is True

    answer = lims.post(f"{path}/answers", said)

    assert answer.status_code == 201, answer.content
    assert answer["Location"] == f"/api/v1{path}"
    told = answer.json()
    assert (told["status"], told["remark"]) == ("answered", "Groet.")
    assert [q["answer"] for q in told["questions"]] == ["Ja.", "Anna de Boer."]
    assert told["answeredBy"] == "LIMS van UMC Noord (Sem Bakker)"
    after = lims.get(f"/cases/{case.number}").json()
    assert (after["standingStill"], after["status"]) == (False, "in-handling")


def test_a_retry_answers_once(lims, asked, path, said):
    first = lims.post(f"{path}/answers", said, key="een")
    again = lims.post(f"{path}/answers", said, key="een")

    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()
    assert lims.post(f"{path}/answers", said).status_code == 409
    assert lims.post(f"{path}/answers", said, key="").status_code == 400


def test_a_change_of_the_form_goes_along(lims, case, asked, path, said):
    said["questions"] = texts(asked, "", "Anna de Boer.")
    said["answers"] = {"purpose": {"title": "Een volledige titel"}}

    answer = lims.post(f"{path}/answers", said)

    assert answer.status_code == 201, answer.content
    filed = Application.objects.get(pk=answer.json()["supplement"])
    assert filed.supplements == case.application
    assert lims.get(f"/cases/{case.number}").json()["title"] == "Een volledige titel"


def test_a_supplement_is_changed_as_any_draft_and_filed_with_the_answer(
    lims, case, asked, path, said
):
    begun = lims.post(f"/cases/{case.number}/supplements")
    assert begun.status_code == 201, begun.content
    here = begun["Location"].removeprefix("/api/v1")
    change = {"answers": {"purpose": {"title": "Anders"}}}
    assert lims.change(here, change, match=begun["ETag"]).status_code == 200
    assert lims.post(f"/cases/{case.number}/supplements").json()["id"] in here

    answer = lims.post(f"{path}/answers", said)

    assert answer.json()["supplement"] == begun.json()["id"]
    receipt = Letter.objects.get(kind=LetterKind.ANSWER)
    assert "door LIMS van UMC Noord onder machtiging van de BVF Sem" in str(
        receipt.words
    )


def test_a_supplement_is_not_filed_as_a_case(lims, case, bvf_user):
    begun = lims.post(f"/cases/{case.number}/supplements").json()
    body = {"onBehalfOf": bvf_user.email}

    answer = lims.post(f"/applications/{begun['id']}/filings", body)

    assert 400 <= answer.status_code < 500
    assert Case.objects.count() == 1


def test_a_question_without_an_answer_is_named(lims, asked, path, said):
    said["questions"] = texts(asked, "Ja.", "  ")

    answer = lims.post(f"{path}/answers", said)

    assert answer.status_code == 400
    problem = answer.json()
    assert problem["type"].endswith(":unanswered")
    last = asked.questions.last()
    assert [each["question"] for each in problem["errors"]] == [last.pk]
    assert problem["errors"][0]["pointer"] == "/questions/1/answer"
    assert last.text not in answer.content.decode()
    asked.refresh_from_db()
    assert asked.is_open
    assert last.draft == ""  # nothing was kept


def test_a_question_that_was_not_sent_is_named_by_its_id(lims, asked, path, said):
    said["questions"] = texts(asked, "Ja.")

    (fault,) = lims.post(f"{path}/answers", said).json()["errors"]

    last = asked.questions.last()
    assert (fault["pointer"], fault["question"]) == ("/questions", last.pk)


def test_a_question_that_is_answered_twice_is_told_where(lims, asked, path, said):
    said["questions"] += texts(asked, "Nee.")

    (fault,) = lims.post(f"{path}/answers", said).json()["errors"]

    assert (fault["pointer"], fault["code"]) == ("/questions/2/id", "sent-twice")
    asked.refresh_from_db()
    assert asked.is_open


def test_an_answer_after_the_answer_says_that_there_was_one(lims, path, said):
    assert lims.post(f"{path}/answers", said).status_code == 201

    again = lims.post(f"{path}/answers", said)

    assert again.status_code == 409
    assert again.json()["detail"] == (
        "Dit verzoek is op 23 november 2026 beantwoord en staat dus niet meer open."
    )


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"onBehalfOf": "niemand@voorbeeld.nl"}, "/onBehalfOf"),
        ({"questions": [{"id": 0, "answer": "x"}]}, "/questions/0/id"),
        ({"questions": [{"id": 1}]}, "/questions/0/answer"),
        ({"questions": "ja"}, "/questions"),
        ({"answers": {"purpose": {"titel": "x"}}}, "/answers/purpose/titel"),
        ({"answer": "ja"}, "/answer"),
        ({"remark": "x" * 5001}, "/remark"),
    ],
)
def test_bad_input_is_told_by_its_place(lims, asked, path, said, change, pointer):
    answer = lims.post(f"{path}/answers", said | change)

    assert answer.status_code == 400
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    assert not Application.objects.filter(supplements__isnull=False).exists()


def test_a_changed_form_without_mandate_says_how_to_get_one(lab, asked, path, said):
    other = machine(lab, "Zonder mandaat")
    said["answers"] = {"purpose": {"title": "Anders"}}

    answer = other.post(f"{path}/answers", said)

    assert answer.status_code == 409
    assert answer.json()["type"].endswith(":not-signed")


def test_a_withdrawn_request_cannot_be_answered(lims, case, asked, path, said):
    asking.revoke_request(asked, by=Actor(user=asked.asked_by), at=NOW)

    assert lims.get(path).json()["status"] == "withdrawn"
    assert lims.post(f"{path}/answers", said).status_code == 409


def test_another_lab_finds_nothing_and_can_answer_nothing(
    lims, other_lims, case, asked, path, said
):
    base = f"/cases/{case.number}"
    assert other_lims.get(path).status_code == 404
    assert other_lims.get(f"{base}/information-requests").status_code == 404
    assert other_lims.post(f"{path}/answers", said).status_code == 404
    assert other_lims.post(f"{base}/supplements").status_code == 404
    assert lims.get(f"{base}/information-requests/{asked.pk + 1}").status_code == 404
    case.refresh_from_db()
    assert case.state == State.WAITING


def test_each_call_asks_its_scope(lab, case, asked, path, said):
    reader = machine(lab, "Alleen lezen", "cases:read")
    writer = machine(lab, "Alleen indienen", "filings:write")

    assert reader.get(path).status_code == 200
    assert reader.post(f"{path}/answers", said).status_code == 403
    assert writer.get(path).status_code == 403
    assert writer.post(f"/cases/{case.number}/supplements").status_code == 403
    assert writer.post(f"{path}/answers", said).status_code == 201


def test_the_list_takes_the_same_queries_for_one_and_for_three(
    lims, case, asked, django_assert_num_queries, django_assert_max_num_queries
):
    here = f"/cases/{case.number}/information-requests"
    with django_assert_max_num_queries(8) as first:
        lims.get(here)
    for _ in range(2):
        asking.request_information(
            case,
            opening="",
            questions=[RequestedQuestion("", "", "Nog iets?")],
            answer_by=ANSWER_BY,
            by=Actor(user=asked.asked_by),
            at=NOW,
        )
    with django_assert_num_queries(len(first)):
        assert len(lims.get(here).json()["results"]) == 3


def test_a_request_in_another_case_of_the_lab_is_not_there(
    lims, path, asked, said, signed_kg, researcher
):
    other = receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    elsewhere = path.replace(asked.case.number, other.number)

    assert lims.get(path).status_code == 200
    assert lims.get(elsewhere).status_code == 404
    assert lims.post(f"{elsewhere}/answers", said).status_code == 404
    asked.refresh_from_db()
    assert asked.is_open


def test_what_a_colleague_is_writing_is_not_replaced_unseen(lims, path, said, asked):
    first = asked.questions.first()
    by = Actor(user=bvf_of(asked))
    before = lims.get(path)["ETag"]
    answering.save_answer_drafts(asked, answers={first.pk: "Nee."}, by=by, at=NOW)

    unseen = lims.post(f"{path}/answers", said)
    stale = lims.post(f"{path}/answers", said, headers={"If-Match": before})

    assert (unseen.status_code, stale.status_code) == (428, 412)
    assert unseen.json()["type"].endswith(":if-match-required")
    assert asked.questions.first().draft == "Nee."
    now = lims.get(path)["ETag"]
    seen = lims.post(f"{path}/answers", said, headers={"If-Match": now})
    assert seen.status_code == 201
    assert asked.questions.first().answer == "Ja."


def test_the_same_words_as_a_colleague_need_no_if_match(lims, path, said, asked):
    by = Actor(user=bvf_of(asked))
    answers = {one["id"]: one["answer"] for one in said["questions"]}
    answering.save_answer_drafts(asked, answers=answers, remark="Groet.", by=by, at=NOW)

    assert lims.post(f"{path}/answers", said).status_code == 201


def bvf_of(asked: InformationRequest):
    """The BVF of the lab, at the portal."""
    return asked.case.organisation.memberships.filter(role="bvf").first().user
