"""`/api/v1/cases/{number}/information-requests`: what is asked, and answering it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.machines.idempotency import KEY_PARAMETER, once_per_key
from accounts.machines.problems import Problem, invalid_problem, sent_twice_problem
from applications.api.drafts import application_response as application_answer
from applications.api.drafts import client_application, save_answers
from applications.api.inputs import AnswersField
from applications.api.outputs import ApplicationOutput, rfc3339_moment
from applications.api.strict import NothingInput, StrictInput
from applications.drafting.supplementing import begin_supplement
from dossiers.case_api.case_queries import person_by_email
from dossiers.case_api.case_rows import rfc3339_day
from dossiers.case_api.case_views import CaseApiView
from dossiers.errors import Unanswered
from dossiers.information_requests import answering
from dossiers.information_requests.asking import refuse_ended_request
from dossiers.information_requests.begun_answers import (
    IF_MATCH_WHEN_BEGUN,
    etag,
    require_seen,
)
from dossiers.models import Case, InformationRequest, Question
from procedures.api.names import to_camel

STATUSES = ["open", "answered", "withdrawn"]


class QuestionOutput(serializers.Serializer[None]):
    """One question; without a section it is about the filing as a whole."""

    id = serializers.IntegerField()
    section = serializers.CharField()
    field = serializers.CharField()
    text = serializers.CharField()
    answer = serializers.CharField()


class RequestOutput(serializers.Serializer[None]):
    """A request for further information: the clock stands still while it is open."""

    id = serializers.IntegerField()
    case = serializers.CharField()
    status = serializers.ChoiceField(STATUSES)
    introduction = serializers.CharField()
    askedAt = serializers.DateTimeField()
    answerBy = serializers.DateField()
    runsOnFrom = serializers.DateField(
        allow_null=True,
        help_text="The day from which the clock runs on without an answer; null where "
        "it waits for the answer itself.",
    )
    answeredAt = serializers.DateTimeField(allow_null=True)
    answeredBy = serializers.CharField()
    withdrawnAt = serializers.DateTimeField(allow_null=True)
    remark = serializers.CharField()
    supplement = serializers.UUIDField(
        allow_null=True, help_text="The form as it was filed with the answer."
    )
    questions = QuestionOutput(many=True)


class RequestsOutput(serializers.Serializer[None]):
    """The requests of a case, the oldest first."""

    results = RequestOutput(many=True)


class SaidInput(StrictInput):
    """The answer to one question, in words."""

    id = serializers.IntegerField(help_text="Which question of the request.")
    answer = serializers.CharField(
        max_length=answering.ANSWER_MAX, allow_blank=True, trim_whitespace=True
    )


class AnswerInput(StrictInput):
    """What POST takes. Answer each question in words, or in the form."""

    onBehalfOf = serializers.EmailField(
        help_text="The person of your organisation who answers. With a changed form: "
        "the BVF whose mandate this client has, unless the BVF signed it."
    )
    questions = SaidInput(many=True, required=False, default=list, max_length=100)  # type: ignore[call-arg]  # `many` hands the rest to the list
    answers = AnswersField(
        required=False, default=dict, help_text="What changes in the form."
    )
    remark = serializers.CharField(
        max_length=answering.REMARK_MAX, required=False, allow_blank=True, default=""
    )


def request_json(request: InformationRequest, number: str) -> dict[str, Any]:
    """A request of the case with this number."""
    return {
        "id": request.pk,
        "case": number,
        "status": request_status(request),
        "introduction": request.opening,
        "askedAt": rfc3339_moment(request.asked_at),
        "answerBy": rfc3339_day(request.answer_by),
        "runsOnFrom": rfc3339_day(
            request.case.procedure.runs_on_from(request.answer_by)
        ),
        "answeredAt": rfc3339_moment(request.answered_at),
        "answeredBy": request.answered_by,
        "withdrawnAt": rfc3339_moment(request.revoked_at),
        # Until it is filed the remark is a draft of somebody at the lab, as the answers
        # are.
        "remark": request.remark if request.answered_at else "",
        "supplement": request.answer_id and str(request.answer_id),
        "questions": [question_json(each) for each in request.questions.all()],
    }


def request_status(request: InformationRequest) -> str:
    """`open`, `answered` or `withdrawn`, as `STATUSES`."""
    if request.is_open:
        return "open"
    return "answered" if request.answered_at else "withdrawn"


def question_json(of: Question) -> dict[str, Any]:
    """A question, with its answer once that was filed."""
    return {
        "id": of.pk,
        "section": to_camel(of.section),
        "field": to_camel(of.field),
        "text": of.text,
        "answer": of.answer,
    }


class RequestApiView(CaseApiView):
    """What the views on requests share."""

    def requests(self, number: str) -> QuerySet[InformationRequest]:
        """The requests of a case of the client's organisation."""
        found = self.case(number).information_requests
        return found.select_related("case__procedure").prefetch_related("questions")

    def request_of(self, number: str, request_id: int) -> InformationRequest:
        """One of them; a 404 when it is not among them."""
        found = self.requests(number).filter(pk=request_id).first()
        if found is None:
            raise Http404
        return found


class RequestsView(RequestApiView):
    """The requests of a case."""

    @extend_schema(
        operation_id="listInformationRequests", tags=["cases"], responses=RequestsOutput
    )
    def get(self, request: Request, number: str) -> Response:
        """What Bureau GGO asked in this case, the oldest first."""
        found = self.requests(number)
        return Response({"results": [request_json(each, number) for each in found]})


class RequestView(RequestApiView):
    """One request."""

    @extend_schema(
        operation_id="readInformationRequest", tags=["cases"], responses=RequestOutput
    )
    def get(self, request: Request, number: str, request_id: int) -> Response:
        """A request with its questions, and the answers once they were filed."""
        asked = self.request_of(number, request_id)
        return Response(request_json(asked, number), headers={"ETag": etag(asked)})


class AnswersView(RequestApiView):
    """Answering a request."""

    scopes = {"POST": "filings:write"}

    @extend_schema(
        operation_id="answerInformationRequest",
        tags=["cases"],
        parameters=[KEY_PARAMETER, IF_MATCH_WHEN_BEGUN],
        request=AnswerInput,
        responses={201: RequestOutput},
    )
    @once_per_key
    def post(self, request: Request, number: str, request_id: int) -> Response:
        """File the answer: 201, and the clock runs on. A changed form goes along."""
        asked = self.request_of(number, request_id)
        payload = AnswerInput(data=request.data)
        payload.is_valid(raise_exception=True)
        values = payload.validated_data
        person = person_by_email(self.client.organisation, values["onBehalfOf"])
        by, at = Actor(user=person, client=self.client), timezone.now()
        # Before the answers are compared: a client must hear that it is over, and not
        # that a colleague is writing.
        refuse_ended_request(asked)
        texts = answer_texts(asked, values["questions"])
        require_seen(request, asked, texts, values["remark"])
        # One transaction with the answer (`once_per_key`), so a refusal below leaves no
        # half-changed form behind.
        save_form_changes(asked.case, values["answers"], by=by, at=at)
        file_answer_or_problem(asked, texts, values["remark"], by=by, at=at)
        where = reverse("api-information-request", args=[number, asked.pk])
        answer = request_json(self.request_of(number, asked.pk), number)
        return Response(answer, status=201, headers={"Location": where})


def answer_texts(
    asked: InformationRequest, payload: list[dict[str, Any]]
) -> dict[int, str]:
    """The answers by question; a 400 for one of another request, or sent twice."""
    known = {each.pk for each in asked.questions.all()}
    detail = _("This request has no such question.")
    faults = [
        {"pointer": f"/questions/{index}/id", "code": "unknown", "detail": detail}
        for index, each in enumerate(payload)
        if each["id"] not in known
    ]
    # Each fault at once, with its place: a client has nobody who tries again for the
    # next one.
    if faults:
        raise invalid_problem(faults)
    asked_of = [each["id"] for each in payload]
    twice = [i for i, one in enumerate(asked_of) if one in asked_of[:i]]
    if twice:
        raise sent_twice_problem([f"/questions/{i}/id" for i in twice], kind="pointer")
    return {each["id"]: each["answer"] for each in payload}


def save_form_changes(
    case: Case, answers: dict[str, Any], *, by: Actor, at: datetime
) -> None:
    """Put what changed in the form in the supplement that goes with the answer."""
    if answers:
        draft = begin_supplement(case.application, by=by, at=at)
        save_answers(draft, answers, by=by, at=at)


def file_answer_or_problem(
    asked: InformationRequest,
    texts: dict[int, str],
    remark: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Answer it; a 400 that names each question without an answer."""
    try:
        answering.file_answer(asked, answers=texts, remark=remark, by=by, at=at)
    except Unanswered as error:
        raise Problem(
            400,
            "unanswered",
            _("Answer each question, in words or by a change of its section."),
            errors=[unanswered_fault(each, list(texts)) for each in error.questions],
        ) from error


def unanswered_fault(question: Question, sent: list[int]) -> dict[str, Any]:
    """A question without an answer: where it stands in what was sent, if it does."""
    place = f"/{sent.index(question.pk)}/answer" if question.pk in sent else ""
    return {
        "pointer": f"/questions{place}",
        "code": "required",
        "detail": _("Answer this question: “question” is its id."),
        "question": question.pk,
    }


class SupplementsView(CaseApiView):
    """The form in which a filing is supplemented."""

    scopes = {"POST": "applications:write"}

    @extend_schema(
        operation_id="createSupplement",
        tags=["cases"],
        parameters=[KEY_PARAMETER],
        responses={201: ApplicationOutput},
        request=None,
    )
    @once_per_key
    def post(self, request: Request, number: str) -> Response:
        """A copy of what was filed, or the one that is open, to change as any draft.

        It is filed with the answer to a request, not by itself.
        """
        NothingInput(data=request.data).is_valid(raise_exception=True)
        filing = self.case(number).application
        draft = begin_supplement(filing, by=self.actor, at=timezone.now())
        response = application_answer(client_application(self, draft.pk), status=201)
        response["Location"] = reverse("api-application", args=[draft.pk])
        return response
