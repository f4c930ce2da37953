"""What Bureau GGO asks of the people of a lab, and where in the form."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from applications.completeness.checks import missing_in
from applications.completeness.progress import signature_state
from applications.forms.context import FormContext
from applications.models import Application
from applications.signing.signing import permitted_signers
from dossiers.cases.act_definition import rule_of
from dossiers.cases.time_left import days_left
from dossiers.information_requests.acts import ANSWER
from dossiers.information_requests.question_places import (
    PlacedQuestion,
    placed_questions,
)
from dossiers.models import Case, InformationRequest
from dossiers.states import OPEN

SUPPLEMENTS_MAX = 5
TASKS_MAX = 20
"""As many tasks stand on top of a list; more are found by the status of the cases."""


class AnswerTask(NamedTuple):
    """A request that waits for an answer, and how long there is for it."""

    request: InformationRequest
    days: int

    @property
    def case(self) -> Case:
        return self.request.case

    @property
    def is_late(self) -> bool:
        """Has the day for the answer passed?"""
        return self.days < 0

    @property
    def runs_on_from(self) -> date | None:
        """The day from which the clock runs on without an answer, where it does."""
        return self.case.procedure.runs_on_from(self.request.answer_by)

    @property
    def words(self) -> str:
        """How long there is to answer."""
        if self.is_late:
            return _("the date for the answer has passed")
        return days_left(self.days)


def answerable_requests(case: Case) -> QuerySet[InformationRequest]:
    """The requests of a case that can be answered now, the first one due on top."""
    open_ones = case.information_requests.open()
    # A request of a case that ended stays open in its row when nobody withdrew it;
    # there is nothing to answer any more.
    if case.state not in rule_of(ANSWER).sources:
        return open_ones.none()
    return open_ones.order_by("answer_by", "pk").prefetch_related("questions")


def other_open_requests(asked: InformationRequest) -> QuerySet[InformationRequest]:
    """What else waits for an answer in its filing: till then the clock stands still."""
    same = InformationRequest.objects.filter(application=asked.application_id)
    return same.open().exclude(pk=asked.pk)


def answer_tasks_of(user: User, *, today: date) -> list[AnswerTask]:
    """The requests that wait for an answer of this person's own labs."""
    found = (
        InformationRequest.objects.open()
        .filter(
            case__organisation__in=user.organisations(),
            case__state__in=rule_of(ANSWER).sources,
        )
        .select_related("case__organisation")
        .prefetch_related("questions")
        .order_by("answer_by", "pk")
    )
    return [answer_task(request, today=today) for request in found[:TASKS_MAX]]


def applicant_tasks_context(user: User, *, today: date) -> dict[str, Any]:
    """What waits for a person of a lab, for the top of a page: `tasks`, `to_sign`."""
    if user.is_bureau:
        return {}
    return {
        "tasks": answer_tasks_of(user, today=today),
        "to_sign": supplements_to_sign(user, today=today),
    }


def supplements_to_sign(user: User, *, today: date) -> list[Application]:
    """The supplements that are whole, and that this person may sign as BVF."""
    drafts = (
        Application.objects.visible_to(user)
        .drafts()
        .filter(Exists(Case.objects.open().filter(application=OuterRef("supplements"))))
        .select_related("organisation", "supplements")
    )
    return [
        # Few, since all of a form is checked to know whether it is whole.
        draft
        for draft in drafts[:SUPPLEMENTS_MAX]
        if _may_sign_now(user, draft, today)
    ]


def _may_sign_now(user: User, draft: Application, today: date) -> bool:
    """Is it whole, not signed, and for this person to sign?"""
    context = FormContext(draft, today)
    if user not in permitted_signers(context) or missing_in(context):
        return False
    return not signature_state(context).stands


def answer_task(request: InformationRequest, *, today: date) -> AnswerTask:
    """A request with the days that are left for it; less than 0 when it is late."""
    return AnswerTask(request, (request.answer_by - today).days)


class SupplementRequests(NamedTuple):
    """For which case a supplement is, and what is asked there, here or at all."""

    case: Case | None
    requests: list[InformationRequest]
    questions: list[PlacedQuestion]

    @property
    def url(self) -> str:
        """Where it is filed: with the answer due first, else as a correction."""
        if self.case is None:
            return ""
        if self.requests:
            key = self.requests[0].pk
            return reverse("answer-request", args=[self.case.number, key])
        return reverse("correct-case", args=[self.case.number])

    @property
    def is_over(self) -> bool:
        """Has the case ended, so that it can be read and no longer filed?"""
        return self.case is None or self.case.state not in OPEN


def requests_for_supplement(
    application: Application, section: str | None
) -> SupplementRequests:
    """What is asked of a supplement: in one part of the form, or at all for None."""
    filing = application.supplements
    cases = list(Case.objects.filter(application=filing).order_by("pk"))
    requests = [request for case in cases for request in answerable_requests(case)]
    asked = [one for request in requests for one in request.questions.all()]
    here = [one for one in asked if section is None or one.section == section]
    # What was treated as another procedure goes on as that one's case.
    open_first = sorted(cases, key=lambda case: case.state not in OPEN)
    case = requests[0].case if requests else next(iter(open_first), None)
    found = placed_questions(filing, here) if filing else []
    return SupplementRequests(case, requests, found)
