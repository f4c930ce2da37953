"""What the applicant does after filing: answer, correct, withdraw."""

from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_page import ActPage
from dossiers.information_requests.answer_forms import WithdrawForm
from dossiers.models import Case
from dossiers.states import Act
from dossiers.withdrawals.withdrawing import withdraw


def in_its_panel(case: Case) -> bool:
    """The task on top of the page has this button, at each request of its own."""
    return False


PAGES: dict[Act, ActPage] = {
    Act.ANSWER: ActPage(
        button=_("Answer the request"), route="answer-case", is_apt=in_its_panel
    ),
    Act.CORRECT: ActPage(
        button=_("Correct a slip"), route="correct-case", is_aside=True
    ),
    Act.WITHDRAW: ActPage(
        button=_("Withdraw"),
        lead=_(
            "The case ends at once, and Bureau GGO takes no decision on it. Work that "
            "it was to cover may not be done, or must stop. You cannot undo this: for "
            "the same work you file anew."
        ),
        do=withdraw,
        done=_("Withdrawn. You get a confirmation by e-mail."),
        form=WithdrawForm,
        is_grave=True,
    ),
}
