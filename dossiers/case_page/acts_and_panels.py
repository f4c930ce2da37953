"""What every subject brings to the page of a case: its acts, and its panels."""

from collections.abc import Callable

from dossiers.administrative import processing
from dossiers.advice import advice_panel, handler_pages
from dossiers.cases.act_page import ActPage
from dossiers.cases.page_parts import Panel
from dossiers.decisions import decision_act_pages, decision_panel
from dossiers.extensions import extension_page
from dossiers.handling import assigning, taking_up
from dossiers.information_requests import (
    request_act_pages,
    requests_panel,
)
from dossiers.penalties import late_act_pages, late_panels
from dossiers.states import Act
from dossiers.withdrawals import withdrawal_page

# The order of the buttons; the first that is offered may stand out as the next act.
PAGES: dict[Act, ActPage] = {
    **taking_up.PAGES,
    **processing.PAGES,
    **decision_act_pages.PAGES,
    **request_act_pages.PAGES,
    **handler_pages.PAGES,
    **withdrawal_page.PAGES,
    **extension_page.PAGES,
    **late_act_pages.PAGES,
    **assigning.PAGES,
}


# Each takes the case, the roles of the reader and the day. What is the reader's to do
# comes first, what is to be known after it.
PANELS: list[Callable[..., Panel | None]] = [
    requests_panel.applicant_requests_panel,
    decision_panel.ground_lost_panel,
    decision_panel.decision_status_panel,
    decision_panel.conversion_panel,
    late_panels.penalty_panel,
    requests_panel.bureau_requests_panel,
    advice_panel.asked_advice_panel,
]
