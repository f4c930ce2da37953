"""Taking a case in hand, assessing a notification, processing a change."""

from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_forms import RemarkForm
from dossiers.cases.act_page import ActPage
from dossiers.cases.first_decision import why_not_assessed
from dossiers.handling.taking_up import record_no_objection, take_over, take_up
from dossiers.models import Case
from dossiers.states import Act


def can_be_assessed(case: Case) -> bool:
    """Does it rest on nothing that is still to be decided, or was refused?"""
    return not why_not_assessed(case)


PAGES: dict[Act, ActPage] = {
    Act.TAKE_UP: ActPage(
        button=_("Take in handling"),
        lead=_("You become the handler. The applicant sees your name."),
        do=take_up,
        done=_("You are now the handler of this case."),
    ),
    Act.TAKE_OVER: ActPage(
        button=_("Take over"),
        lead=_("You become the handler instead of your colleague."),
        do=take_over,
        done=_("You are now the handler of this case."),
    ),
    Act.RECORD_NO_OBJECTION: ActPage(
        button=_("Record no objection"),
        lead=_(
            "A notification gets no decision when all is well. The case stays open "
            "until the objection window has passed, and then closes by itself."
        ),
        do=record_no_objection,
        done=_("Recorded: no objection."),
        form=RemarkForm,
        is_apt=can_be_assessed,
    ),
}
