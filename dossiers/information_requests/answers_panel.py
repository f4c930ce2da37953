"""What was asked of the applicant: the task first, then what was answered."""

from datetime import date

from dossiers.cases.panel import Panel
from dossiers.information_requests.answer_tasks import answer_task, placed_questions
from dossiers.models import Case, InformationRequest
from dossiers.states import RULES, Act, Role


def applicant_requests_panel(
    case: Case, *, held: set[Role], today: date
) -> Panel | None:
    """For the applicant alone; None when nothing was asked."""
    if Role.APPLICANT not in held:
        return None
    asked = list(case.information_requests.prefetch_related("questions"))
    if not asked:
        return None
    can_answer = case.state in RULES[Act.ANSWER].sources
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


def request_row(request: InformationRequest, case: Case, today: date) -> dict:
    """A request with its questions in their places, and how long there is."""
    questions = list(request.questions.all())
    return {
        "request": request,
        "task": answer_task(request, today=today),
        "questions": placed_questions(case.application, questions),
        "count": len(questions),
    }
