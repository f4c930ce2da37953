"""The parts of a case's page that are there only when there is something to tell.

Each takes the case, the roles of the reader in it and the day, and gives a `Panel` or
None. They stand on the page in this order, below what is new (`news`), which needs
to know who reads.
"""

from collections.abc import Callable

from dossiers.advice import advice_panel
from dossiers.case_page import combination_panel
from dossiers.cases.panel import Panel
from dossiers.decisions import decision_panel
from dossiers.information_requests import answers_panel, requests_panel
from dossiers.penalties import late_panels

PANELS: list[Callable[..., Panel | None]] = [
    answers_panel.applicant_requests_panel,
    combination_panel.ground_lost_panel,
    decision_panel.decision_status_panel,
    decision_panel.conversion_panel,
    late_panels.penalty_panel,
    requests_panel.bureau_requests_panel,
    advice_panel.asked_advice_panel,
]
