"""Requests for further information: asked, put off, withdrawn; answered, corrected."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from dossiers.cases.act_page import ActPage
from dossiers.cases.standing_still import cases_standing_still_with
from dossiers.information_requests import asking
from dossiers.information_requests.acts import ANSWER, ASK, CORRECT, RENEW, REVOKE
from dossiers.information_requests.ask_forms import RenewForm, RevokeForm
from dossiers.information_requests.preview_dates import date_changes_by_renewal
from dossiers.models import Case, Event, InformationRequest
from dossiers.states import Act


def renew_from_page(
    case: Case,
    *,
    request: InformationRequest,
    answer_by: date,
    by: Actor,
    at: datetime,
) -> Event:
    """Give more time for one request of a case."""
    return asking.renew_request(request, answer_by=answer_by, by=by, at=at)


def later_day_preview(
    case: Case, cleaned_data: dict[str, Any], today: date
) -> dict[str, Any]:
    """The dates as they become by an answer on the day set before, and on the later."""
    before, answer_by = cleaned_data["request"].answer_by, cleaned_data["answer_by"]
    tomorrow = today + timedelta(days=1)
    cases = [case, *cases_standing_still_with(case)]
    moved = date_changes_by_renewal(
        cases, before=before, answer_by=answer_by, tomorrow=tomorrow
    )
    return {
        "moved": moved,
        "before": before,
        "answer_by": answer_by,
        "tomorrow": tomorrow,
        "runs_on_from": case.procedure.runs_on_from(answer_by),
    }


def revoke_from_page(
    case: Case, *, request: InformationRequest, remark: str, by: Actor, at: datetime
) -> Event:
    """Withdraw one request of a case."""
    return asking.revoke_request(request, remark=remark, by=by, at=at)


def has_button_outside_panel(case: Case) -> bool:
    """Its button stands with the request that it is about, in the panel of requests."""
    return False


def has_button_outside_task(case: Case) -> bool:
    """The task on top of the page has this button, at each request of its own."""
    return False


PAGES: dict[Act, ActPage] = {
    ASK: ActPage(
        button=_("Ask for further information"),
        route="ask-information",
    ),
    RENEW: ActPage(
        button=_("Give more time to answer"),
        lead=_(
            "The applicant gets a letter with the later day. Meanwhile the clock goes "
            "on standing still."
        ),
        do=renew_from_page,
        done=_("The later day is set. The letter is being made and sent."),
        form=RenewForm,
        ahead=later_day_preview,
        is_apt=has_button_outside_panel,
    ),
    REVOKE: ActPage(
        button=_("Withdraw the request"),
        lead=_(
            "The applicant need not answer any more, and hears so by letter. For this "
            "request the clock runs on from today; go on with what is there."
        ),
        do=revoke_from_page,
        done=_("The request is withdrawn. The letter is being made and sent."),
        form=RevokeForm,
        is_apt=has_button_outside_panel,
    ),
    ANSWER: ActPage(
        button=_("Answer the request"),
        route="answer-case",
        is_apt=has_button_outside_task,
    ),
    CORRECT: ActPage(button=_("Correct a slip"), route="correct-case", is_aside=True),
}
