"""Cases to act on."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.actor import Actor
from dossiers.actions.asking import Asked, ask
from dossiers.actions.handling import take_up
from dossiers.actions.intake import receive
from dossiers.models import Case, InformationRequest
from dossiers.states import State
from procedures.legal_day import legal_day
from tests.cast import NOW

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment by the clock on the wall in Amsterdam."""
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.fixture
def file(signed_kg, aanvrager):
    """`file(procedure, at=…, **how)`: file a signed notification; gives its case."""

    def file(procedure: str = "i-new", *, at: datetime = NOW, **how):
        application = signed_kg(procedure=procedure, **how)
        return receive(application, by=Actor(user=aanvrager), at=at)

    return file


@pytest.fixture
def case(file):
    """A KG-I that was just received."""
    return file()


@pytest.fixture
def in_handling(case, behandelaar):
    """The same case, taken up by a handler."""
    take_up(case, by=Actor(user=behandelaar), at=NOW)
    return case


@pytest.fixture
def asked(behandelaar):
    """`asked(case)`: ask for further information as the handler; gives the request.

    Takes the case up first when nobody has. The answer is due in 28 days unless
    `answer_by` says so.
    """

    def ask_of(
        case: Case,
        *,
        text: str = "Welke vector gebruikt u?",
        answer_by: date | None = None,
        section: str = "",
        at: datetime = NOW,
    ) -> InformationRequest:
        by = Actor(user=behandelaar)
        if case.state == State.RECEIVED:
            take_up(case, by=by, at=at)
        return ask(
            case,
            opening="Wij hebben nog een vraag.",
            questions=[Asked(section, "", text)],
            answer_by=answer_by or legal_day(at) + timedelta(days=28),
            by=by,
            at=at,
        )

    return ask_of
