"""What was asked in a case: the applicant's task, and for Bureau GGO how it stands."""

from datetime import date
from typing import Any, NamedTuple

from dossiers.cases.act_definition import open_acts, rule_of
from dossiers.cases.page_parts import Panel
from dossiers.correspondence.letter_text import cited_grounds
from dossiers.information_requests.acts import ANSWER, RENEW, REVOKE
from dossiers.information_requests.answer_tasks import answer_task
from dossiers.information_requests.missed_answers import (
    NotTreating,
    not_treating_if_missed,
)
from dossiers.information_requests.question_places import (
    place_in_words,
    placed_questions,
)
from dossiers.models import Case, InformationRequest
from dossiers.states import ENDED, Act, Role
from procedures.counting.legal_day import legal_day


class QuestionLine(NamedTuple):
    """A question with its place in the form and the answer, if there is one."""

    place: str
    text: str
    answer: str


class RequestEntry(NamedTuple):
    """A request as the page shows it.

    `badge` is the kind of its badge. `days_left` counts to the last day; None when it
    is not open. `ended_on` is the day of the answer or of the withdrawal. `acts` are
    the acts on it that are open to the reader; `late` is what is left when its last
    day has passed, `runs_on_from` the day from which the clock then runs on, where it
    does. `elsewhere` is the number of the coupled case it was asked in.
    """

    request: InformationRequest
    lines: list[QuestionLine]
    badge: str
    days_left: int | None
    ended_on: date | None
    acts: list[Act]
    late: NotTreating | None
    runs_on_from: date | None
    elsewhere: Case | None


def bureau_requests_panel(case: Case, *, held: set[Role], today: date) -> Panel | None:
    """The requests of a case and its coupled case, newest first, for Bureau GGO alone.

    The applicant has a panel of his own, to answer in.
    """
    if held == {Role.APPLICANT}:
        return None
    rows = InformationRequest.objects.filter(application=case.application_id)
    rows = rows.select_related("case__procedure", "application", "asked_by")
    found = list(rows.prefetch_related("questions").order_by("-asked_at", "-pk"))
    if not found:
        return None
    # A case that ended keeps the picture of its last day: nothing grows later after
    # that.
    today = min(today, legal_day(case.ended_at)) if case.ended_at else today
    acts = [
        act for act in open_acts(case.state, held, case.kind) if act in REQUEST_ACTS
    ]
    shown = [_request_entry(one, case, acts, today) for one in found]
    grounds = cited_grounds(case, "suspension")
    return Panel(
        "dossiers/information_requests/_requests.html",
        {"requests": shown, "grounds": grounds},
    )


REQUEST_ACTS = (RENEW, REVOKE)


def _request_entry(
    request: InformationRequest, case: Case, acts: list[Act], today: date
) -> RequestEntry:
    # In a combination both show it; acted on it is where it was asked.
    is_here = request.case_id == case.pk
    is_late = request.is_open and today > request.answer_by
    ended = request.answered_at or request.revoked_at
    runs_on = request.case.procedure.runs_on_from(request.answer_by)
    if is_late and runs_on:
        # What stands still no more cannot be put off: one asks anew.
        acts = [act for act in acts if act != RENEW]
    return RequestEntry(
        request,
        _question_lines(request),
        _badge_kind(request, is_late=is_late),
        (request.answer_by - today).days if request.is_open else None,
        legal_day(ended) if ended else None,
        acts if is_here and request.is_open else [],
        _options_when_late(request, case, today) if is_late else None,
        runs_on,
        None if is_here else request.case,
    )


def _options_when_late(
    request: InformationRequest, case: Case, today: date
) -> NotTreating | None:
    """What the law leaves when the answer is late; nothing once the case has ended."""
    if case.state in ENDED:
        return None
    return not_treating_if_missed(case, answer_by=request.answer_by, on=today)


def _question_lines(request: InformationRequest) -> list[QuestionLine]:
    """Its questions with their answers; drafts of answers are not among them."""
    return [
        QuestionLine(
            place_in_words(request.application, one.section, one.field),
            one.text,
            one.answer,
        )
        for one in request.questions.all()
    ]


def _badge_kind(request: InformationRequest, *, is_late: bool) -> str:
    """The kind of badge: late, standing (open), done (answered) or neutral."""
    if is_late:
        return "late"
    if request.is_open:
        return "standing"
    return "done" if request.answered_at else "neutral"


def applicant_requests_panel(
    case: Case, *, held: set[Role], today: date
) -> Panel | None:
    """For the applicant alone; None when nothing was asked."""
    if Role.APPLICANT not in held:
        return None
    asked = list(case.information_requests.prefetch_related("questions"))
    if not asked:
        return None
    can_answer = case.state in rule_of(ANSWER).sources
    shows = {
        "open": [
            request_row(one, case, today) for one in asked if one.is_open and can_answer
        ],
        "ended": [
            request_row(one, case, today)
            for one in asked
            if not (one.is_open and can_answer)
        ],
    }
    return Panel("dossiers/information_requests/_answers.html", shows)


def request_row(request: InformationRequest, case: Case, today: date) -> dict[str, Any]:
    """A request with its questions in their places, and how long there is."""
    questions = list(request.questions.all())
    return {
        "request": request,
        "task": answer_task(request, today=today),
        "questions": placed_questions(case.application, questions),
        "count": len(questions),
    }
