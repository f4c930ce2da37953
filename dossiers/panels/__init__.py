"""The parts of a case's page that are there only when there is something to tell.

Each takes the case, the roles of the reader in it and the day, and gives a `Panel` or
None. They stand on the page in this order, below what is new (`news`), which needs
to know who reads.
"""

from collections.abc import Callable

from dossiers.panels import advice, answers, combination, decisions, duties, requests
from dossiers.panels.panel import Panel

PANELS: list[Callable[..., Panel | None]] = [
    answers.panel,
    combination.panel,
    decisions.panel,
    duties.conversion,
    duties.penalty,
    requests.panel,
    advice.panel,
]
