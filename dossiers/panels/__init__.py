"""The parts of a case's page that are there only when there is something to tell.

Each takes the case, the roles of the reader in it and the day, and gives a `Panel` or
None. They stand on the page in this order.
"""

from collections.abc import Callable

from dossiers.panels import requests
from dossiers.panels.panel import Panel

PANELS: list[Callable[..., Panel | None]] = [
    requests.panel,
]
