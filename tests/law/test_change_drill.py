"""The drill of a jurist: a change of law is entered on the pages, and then holds.

A fictitious decree: from Monday 1 March 2027 Bureau GGO decides on a permit of level
III within 60 days, there is a category ML-X, and another Minister signs. Nothing but
the pages of the law is used, and no code is changed.
"""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accounts.actor import Actor
from accounts.models import User
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from procedures.counting.legal_day import AMSTERDAM
from procedures.law_rows.law import current_law
from procedures.models import ContainmentCategory, Letterhead, Procedure
from tests.applications.browsing import text
from tests.cast import NOW

pytestmark = pytest.mark.django_db
EVE, FIRST = date(2027, 2, 28), date(2027, 3, 1)
LAST_DAYS = {
    # A Sunday and 45 days: Wednesday 14 April.
    EVE: date(2027, 4, 14),
    # A Monday and 60 days: Friday 30 April.
    FIRST: date(2027, 4, 30),
}
MINISTERS = {
    EVE: "De Minister van Infrastructuur en Waterstaat",
    FIRST: "De Minister van Ruimte",
}
DECREE = {
    "rule": [
        {
            "text": "Besluit van 1 december 2026",
            "article": "I",
            "url": "https://zoek.officielebekendmakingen.nl/stb-2026-999",
        }
    ]
}
DAYS = pytest.mark.parametrize("day", [EVE, FIRST], ids=["the day before", "from it"])


@pytest.fixture
def jurist(client, time_machine) -> User:
    """Signed in at the pages of the law on Monday 23 November 2026."""
    time_machine.move_to(NOW)
    user = User.objects.create_superuser("rist@voorbeeld.nl", "geheim", name="J. Rist")
    client.force_login(user)
    return user


@pytest.fixture
def changed(client, jurist):
    """The change of law is entered, and everybody has gone home."""
    succeed(client, Procedure.objects.get(key="iii-new"), {"term_amount": "60"})
    head = Letterhead.objects.get()
    succeed(client, head, {"minister_nl": MINISTERS[FIRST]})
    like = ContainmentCategory.objects.get(key="ML-III")
    added = {"key": "ML-X", "level": "III", "position": "99", **days(FIRST)}
    fill_in(client, reverse("admin:procedures_containmentcategory_add"), like, added)
    client.logout()


def days(first: date) -> dict[str, str]:
    """From when a row holds, with what it rests on."""
    basis = {"basis": json.dumps(DECREE), "checked_on": NOW.date().isoformat()}
    return {"valid_0": first.isoformat(), "valid_1": "", **basis}


def succeed(client, row, changes: dict[str, str]) -> None:
    """Close a row from the first day, and change its successor on its page."""
    chosen = {
        "action": "open_successor",
        "from_day": FIRST.isoformat(),
        "_selected_action": [row.pk],
    }
    address = reverse(f"admin:procedures_{row._meta.model_name}_changelist")
    leads_to = client.post(address, chosen)
    assert leads_to.status_code == 302, leads_to.content.decode()
    fill_in(client, leads_to.url, row, changes)


def fill_in(client, address: str, like, changes: dict[str, str]) -> None:
    """Send the form of a row as the page shows it, but for some fields."""
    form = client.get(address).context["adminform"].form
    shown = {field.html_name: field.value() for field in form}
    if not form.instance.pk:  # a new one begins empty: take over what it is like
        shown |= {name: getattr(like, name, "") for name in form.fields}
    sent = {name: as_sent(value) for name, value in shown.items()} | changes
    answer = client.post(address, {"valid_0": FIRST.isoformat(), "valid_1": ""} | sent)
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def as_sent(value) -> str:
    """A value as a browser sends it."""
    if value is None or isinstance(value, bool):
        return "on" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value)


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), AMSTERDAM).astimezone(UTC)


@DAYS
@pytest.mark.usefixtures("changed")
def test_the_chooser_says_it(client, time_machine, day):
    time_machine.move_to(at_noon(day))

    page = client.get("/procedures/choose?subject=work&outcome=III&stage=new")

    told = page.context["choice"].row
    assert (told.key, told.term_amount) == ("iii-new", 45 if day == EVE else 60)
    assert ("60 dagen" in text(page)) == (day == FIRST)


@DAYS
@pytest.mark.usefixtures("changed")
def test_the_api_says_it(client, day):
    [row] = [
        row
        for row in client.get(f"/api/v1/procedures?on={day}").json()
        if row["key"] == "iii-new"
    ]
    counted = client.post(
        "/api/v1/term-calculations",
        {"procedure": "iii-new", "receivedOn": day.isoformat()},
        content_type="application/json",
    )

    assert row["term"]["amount"] == (45 if day == EVE else 60)
    assert counted.json()["lastDay"] == LAST_DAYS[day].isoformat()


@DAYS
@pytest.mark.usefixtures("changed")
def test_the_form_says_it_and_offers_the_category(
    client, time_machine, complete_draft, researcher, day
):
    draft = complete_draft("iii-new")
    time_machine.move_to(at_noon(day))
    client.force_login(researcher)

    overview = client.get(reverse("application", args=[draft.pk]))
    place = client.get(reverse("application-section", args=[draft.pk, "place"]))

    last_day = LAST_DAYS[day]
    assert f"{last_day.day} april 2027" in text(overview)
    assert ("ML-X" in current_law().categories_on(day)) == (day == FIRST)
    assert ("ML-X" in place.text) == (day == FIRST)


@DAYS
@pytest.mark.usefixtures("changed")
def test_the_clock_counts_by_it_and_the_letter_says_it(
    client, time_machine, signed_draft, researcher, day
):
    draft = signed_draft("iii-new")
    time_machine.move_to(at_noon(day))

    case = receive_application(draft, by=Actor(user=researcher), at=at_noon(day))

    assert case.due_on == LAST_DAYS[day]
    words = case.letters.get().words
    said = json.dumps(words, ensure_ascii=False)
    assert date_format(LAST_DAYS[day], "j F Y") in said
    assert f"namens {MINISTERS[day]}" in said or MINISTERS[day].upper() in said


@pytest.mark.usefixtures("changed")
def test_a_case_of_before_keeps_the_law_of_its_day(
    client, time_machine, signed_draft, researcher
):
    case = receive_application(
        signed_draft("iii-new"), by=Actor(user=researcher), at=at_noon(EVE)
    )
    time_machine.move_to(at_noon(FIRST + timedelta(days=10)))
    client.force_login(researcher)

    page = client.get(reverse("case", args=[case.number]))

    assert "14 april" in text(page)
    assert Case.objects.get().due_on == LAST_DAYS[EVE]
