"""Cases to act on."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.actor import Actor
from dossiers.actions.handling import take_up
from dossiers.actions.intake import receive
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
