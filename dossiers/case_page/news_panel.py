"""What is new in a case for a reader at Bureau GGO: the first thing on its page."""

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from accounts.models import User
from dossiers.cases.act_definition import definition_of, facts_of
from dossiers.cases.page_parts import Panel
from dossiers.cases.timeline import TimelineEntry, timeline_entries
from dossiers.cases.unread import mark_read, unread_events
from dossiers.cases.versions import filed_versions
from dossiers.models import Case, Event


class NewsRow(NamedTuple):
    """An act of somebody else, and where to read more of it."""

    entry: TimelineEntry
    url: str
    is_new_version: bool


def recorded_news_panel(
    case: Case, *, user: User, events: list[Event], at: datetime
) -> Panel | None:
    """What others did since the reader's last look, which is recorded with that.

    None for applicants, and when nothing is new.
    """
    if not user.is_bureau:
        return None
    fresh = unread_events(case, user, events)
    # Also when nothing was fresh: from the first look on there is something to be newer
    # than.
    mark_read(case, user, events, at=at)
    lines = zip(timeline_entries(fresh, to_bureau=True), reversed(fresh), strict=True)
    rows = [NewsRow(line, *place_to_read(case, event)) for line, event in lines]
    return Panel("dossiers/case_page/_news.html", {"rows": rows}) if rows else None


def place_to_read(case: Case, event: Event) -> tuple[str, bool]:
    """Where to read what happened, and whether that is a new version of the form."""
    supplement = getattr(facts_of(event), "supplement", None)
    filed = [str(one.pk) for one in filed_versions(case)] if supplement else []
    if supplement in filed:
        number = filed.index(supplement) + 1
        address = reverse("case-differences", args=[case.number])
        return f"{address}?with={number}", True
    return definition_of(event).anchor, False
