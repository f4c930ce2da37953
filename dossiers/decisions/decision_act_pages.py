"""Decisions: drafted and offered for signature, taken back, sent back, signed."""

from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_page import ActPage
from dossiers.decisions.acts import (
    CONVERT,
    DECIDE,
    NOT_TREAT,
    OBJECT,
    PREPARE,
    RECALL,
    SEND_BACK,
)
from dossiers.decisions.deciding import recall_decision, send_decision_back
from dossiers.decisions.decision_forms import SendBackForm
from dossiers.decisions.decision_kinds import ending_act
from dossiers.models import Case, Decision
from dossiers.states import Act


def signing_act_page(act: Act) -> ActPage:
    """The page to sign on, for a decision that ends the case by this act."""

    def is_apt(case: Case) -> bool:
        found = Decision.objects.unsigned().filter(case=case, prepared_at__isnull=False)
        decision = found.select_related("template").first()
        return decision is not None and ending_act(decision.template) == act

    return ActPage(
        button=_("Read and sign the decision"), route="sign-decision", is_apt=is_apt
    )


def has_no_draft(case: Case) -> bool:
    """A draft has its own button, in the panel that tells of it."""
    return not Decision.objects.unsigned().filter(case=case).exists()


PAGES: dict[Act, ActPage] = {
    PREPARE: ActPage(
        button=_("Draft a decision"), route="draft-decision", is_apt=has_no_draft
    ),
    DECIDE: signing_act_page(DECIDE),
    OBJECT: signing_act_page(OBJECT),
    NOT_TREAT: signing_act_page(NOT_TREAT),
    CONVERT: signing_act_page(CONVERT),
    RECALL: ActPage(
        button=_("Take the decision back"),
        lead=_(
            "The decision becomes a draft again, so that you can change it. Nobody can "
            "sign it until it is offered anew."
        ),
        do=recall_decision,
        done=_("The decision is a draft again."),
        is_aside=True,
    ),
    SEND_BACK: ActPage(
        button=_("Send the decision back"),
        lead=_(
            "The decision becomes a draft again. Who prepared it gets your remark and "
            "a message."
        ),
        do=send_decision_back,
        done=_("The decision was sent back."),
        form=SendBackForm,
        is_aside=True,
    ),
}
