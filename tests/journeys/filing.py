"""Filing any row of the law in the browser, and what must be there afterwards."""

import re
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
import yaml
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.actor import Actor
from applications.forms.procedures import CHANGES
from applications.models import Application, FiledNumber
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Letter
from dossiers.states import Part
from procedures.counting.legal_day import AMSTERDAM

TERMS = Path(__file__).parents[1] / "law" / "terms.yaml"
RECEIVED = datetime(2026, 9, 7, 10, 0, tzinfo=AMSTERDAM).astimezone(UTC)
"""The Monday on which the jurist's table has all rows of the law received."""

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november "
    "december"
).split()


def expected(procedure: str) -> dict[str, date]:
    """The dates of a row in the jurist's table, by name."""
    return next(
        example["expect"]
        for example in yaml.safe_load(TERMS.read_text())
        if example["procedure"] == procedure
        and example["received"] == RECEIVED.date()
        and not example.get("requests")
    )


def in_dutch(day: date) -> str:
    """A day without its year, as the page writes it: 16 april."""
    return f"{day.day} {MONTHS[day.month - 1]}"


@contextmanager
def on_the_day():
    """The clock of the portal stands at the Monday of the table."""
    with time_machine.travel(RECEIVED):
        yield


@pytest.fixture
def whole(signed_draft, researcher):
    """`whole(procedure)`: a signed draft; a change builds on what was granted."""

    def make_whole(procedure: str) -> Application:
        changes = None
        if procedure in CHANGES:
            earlier = signed_draft(CHANGES[procedure][0])
            case = receive_application(earlier, by=Actor(user=researcher), at=RECEIVED)
            grant(case)
            changes = case.application
        return signed_draft(procedure, changes)

    return make_whole


def grant(case: Case) -> None:
    """What a change of a permit or of a 2.8 decision builds on: it was granted."""
    numbers = FiledNumber.objects.filter(application=case.application)
    numbers.exclude(kind="KG").update(ending="granted", ended_on=RECEIVED.date())


def file_by_hand(page: Page, draft: Application) -> list[Case]:
    """Open the draft and file it; gives its cases, the first one on the screen."""
    page.goto(f"/applications/{draft.pk}")
    page.get_by_role("button", name="Indienen bij Bureau GGO").click()
    cases = list(Case.objects.filter(application=draft).order_by("pk"))
    expect(page.get_by_role("heading", level=1)).to_have_text(cases[0].label)
    return cases


def see_number_dates_and_documents(page: Page, axe, cases: list[Case], row: str):
    """Each case shows its number, every date of the table, and its proof of receipt."""
    for letter in Letter.objects.filter(case__in=cases):
        make_letter_pdf(letter, at=timezone.now())
    for case in cases:
        page.goto(f"/cases/{case.number}")
        text = page.locator("main").inner_text()
        assert case.label in text
        told = dates_of(case, row)
        missing = [name for name, day in told if in_dutch(day) not in text]
        assert not missing, f"{row}: {missing} not on the page of {case.label}"
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("^Ontvangstbevestiging")).click()
        assert download.value.suggested_filename == f"{case.number}-receipt.pdf"
        axe(page)


def dates_of(case: Case, row: str) -> list[tuple[str, date]]:
    """The dates of the table that the page of this case of a filing tells.

    A KG that does not stand still with its 2.8 request has its own term alone.
    """
    is_alone = case.part == Part.FOLLOW_UP and not case.stands_still_together
    own = {"coupled_last_day"} if is_alone and case.procedure.term_count > 1 else None
    return [
        (name, day) for name, day in expected(row).items() if own is None or name in own
    ]
