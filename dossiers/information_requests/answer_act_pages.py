"""What the applicant does after filing: answer, correct, withdraw."""

from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_page import ActPage
from dossiers.models import Case
from dossiers.states import Act


def has_button_outside_task(case: Case) -> bool:
    """The task on top of the page has this button, at each request of its own."""
    return False


PAGES: dict[Act, ActPage] = {
    Act.ANSWER: ActPage(
        button=_("Answer the request"),
        route="answer-case",
        is_apt=has_button_outside_task,
    ),
    Act.CORRECT: ActPage(
        button=_("Correct a slip"), route="correct-case", is_aside=True
    ),
}
