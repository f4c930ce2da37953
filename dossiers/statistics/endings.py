"""How the cases of a year ended."""

from django.db.models import Count

from dossiers.states import ENDED, State
from dossiers.statistics.durations import ended_in


def endings_by_state(year: int) -> dict[State, int]:
    """How many cases ended in each state, in the order of the table of states."""
    rows = ended_in(year).values_list("state").annotate(number=Count("pk"))
    found = dict(rows.order_by())
    return {state: found[state] for state in State if state in ENDED & found.keys()}
