"""What is new in a case for a reader at Bureau GGO: the first thing on its page."""

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from accounts.models import User
from dossiers.looking import news, seen
from dossiers.models import Case, Event
from dossiers.panels.panel import Panel
from dossiers.states import Act
from dossiers.telling import Told, told

PLACES = {
    Act.ASK_ADVICE: "#advice-heading",
    Act.GIVE_ADVICE: "#advice-heading",
    Act.REVOKE_ADVICE: "#advice-heading",
}
"""Where on the page an act can be read in full; else in the log."""

DIFFERENCES = {Act.ANSWER, Act.CORRECT}
"""The acts that bring a new version of the form."""


class News(NamedTuple):
    """An act of somebody else, and where to read more of it."""

    told: Told
    url: str
    is_new_version: bool


def panel(case: Case, *, user: User, events: list[Event], at: datetime) -> Panel | None:
    """What others did since the reader's last look, which is recorded with that.

    None for applicants, and when nothing is new.
    """
    if not user.is_bureau:
        return None
    fresh = news(case, user, events)
    seen(case, user, events, at=at)
    rows = [
        News(line, url(case, event), event.act in DIFFERENCES)
        for line, event in zip(
            told(fresh, to_bureau=True), reversed(fresh), strict=True
        )
    ]
    return Panel("dossiers/_news.html", {"rows": rows}) if rows else None


def url(case: Case, event: Event) -> str:
    """Where to read what happened."""
    if event.act in DIFFERENCES:
        return reverse("case-differences", args=[case.number])
    return PLACES.get(Act(event.act), "#events-heading")
