"""Asking for advice in tests: with the least that there is to say."""

from datetime import date

from accounts.actor import Actor
from accounts.models import User
from dossiers.advice.advising import ask_advice
from dossiers.models import Advice, Case
from tests.cast import NOW

BY = date(2026, 12, 7)
QUESTION = "Is klasse 1 van de gastheer houdbaar?"


def ask(case: Case, by: User, *, at=NOW, **other) -> Advice:
    """The question to COGEM, two weeks beforehand; `other` is what is different."""
    asked: dict = {
        "body": "COGEM",
        "name": "Wil Wijs",
        "email": "wijs@voorbeeld.nl",
        "language": "nl",
        "question": QUESTION,
        "advise_by": BY,
    }
    return ask_advice(case, **asked | other, by=Actor(user=by), at=at)


def adviser(advice: Advice) -> Actor:
    """Who follows the link."""
    return Actor(guest=advice.name)
