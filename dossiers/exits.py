"""What the law leaves open when the day for an answer has passed unused."""

from datetime import date
from typing import NamedTuple

from dossiers.models import Case
from dossiers.states import Kind
from procedures import law
from procedures.clock import NOT_TREATING_GROUNDS, Ground, not_treating_until

BESLUIT = "https://wetten.overheid.nl/BWBR0035090/2024-05-18"
OF_NOTIFICATION = (
    Ground("Besluit ggo", "2.18 lid 3", BESLUIT),
    Ground("Besluit ggo", "2.19 lid 8", BESLUIT),
)
BY_ARTICLE = {
    "2.9 lid 2": (Ground("Besluit ggo", "2.9 lid 3", BESLUIT),),
    "2.38 lid 2": (Ground("Besluit ggo", "2.38 lid 3", BESLUIT),),
}
"""What may happen to a request or an application, by the article that suspends it."""

BY_AWB = (Ground("Awb", "4:5 lid 1", "https://wetten.overheid.nl/BWBR0005537"),)
"""The general rule, where no article of the Besluit suspends."""


class NotTreating(NamedTuple):
    """Leaving a filing untreated: why that may be, until when it is made known."""

    grounds: tuple[Ground, ...]
    until: date
    until_grounds: tuple[Ground, ...]


def unanswered(case: Case) -> tuple[Ground, ...]:
    """The articles on a filing whose answer does not come, by the kind of case."""
    if case.kind == Kind.NOTIFICATION:
        return OF_NOTIFICATION
    suspending = case.governing.grounds().get("suspension", ())
    return BY_ARTICLE.get(suspending[0].article, BY_AWB) if suspending else BY_AWB


def not_treating(case: Case, *, answer_by: date) -> NotTreating:
    """What it takes to leave a case untreated after that day has passed unused."""
    until = not_treating_until(answer_by, law.calendar())
    return NotTreating(unanswered(case), until, NOT_TREATING_GROUNDS)
