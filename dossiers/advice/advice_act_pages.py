"""Asking for advice, on a page of its own, and withdrawing the question."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from dossiers.advice.advice_forms import AdviceWithdrawalForm
from dossiers.advice.advising import revoke_advice
from dossiers.cases.act_page import ActPage
from dossiers.models import Advice, Case, Event
from dossiers.states import Act


def is_advice_awaited(case: Case) -> bool:
    """Is there a question that can be withdrawn?"""
    return case.advices.open().exists()


def withdraw_advice_question(
    case: Case, *, advice: Advice, by: Actor, at: datetime
) -> Event:
    """Withdraw the question that was chosen on the page of the act."""
    return revoke_advice(advice, by=by, at=at)


PAGES: dict[Act, ActPage] = {
    Act.ASK_ADVICE: ActPage(button=_("Ask for advice"), route="ask-advice"),
    Act.REVOKE_ADVICE: ActPage(
        button=_("Withdraw the question for advice"),
        lead=_("The adviser’s link then says that the advice is no longer needed."),
        do=withdraw_advice_question,
        done=_("The question for advice is withdrawn."),
        form=AdviceWithdrawalForm,
        is_apt=is_advice_awaited,
    ),
}
