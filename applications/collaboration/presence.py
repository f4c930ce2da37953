"""Who has a section open: a hint to colleagues that goes by itself, never relied on.

It stands in the cache alone. Without Redis nobody is told, and nothing else changes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches

from accounts.models import User
from applications.models import Application

HINTS = "hints"
"""The cache that may be gone."""

STAYS = timedelta(minutes=10)
"""So long after the last sign of life somebody is still thought to be there."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who has the section open, since when, and when last seen."""

    name: str
    opened_at: datetime
    seen_at: datetime


def enter_section(
    application: Application, section: str, *, user: User, at: datetime
) -> list[Visitor]:
    """Note that this person has the section open; the others, the latest first.

    Two notes at the same instant may lose one of them: it comes back at the next save.
    """
    key = _key(application, section)
    there = _present(key, at)
    before = there.get(user.pk)
    # Who was there first stays so, however often the page saves by itself.
    own = Visitor(user.name, before.opened_at if before else at, at)
    # Read and written back without a lock: a lost hint harms nobody, a wait would.
    caches[HINTS].set(key, {**there, user.pk: own}, STAYS.total_seconds())
    return _others(there, user)


def leave_section(
    application: Application, section: str, *, user: User, at: datetime
) -> None:
    """This person went on to something else."""
    key = _key(application, section)
    there = _present(key, at)
    if there.pop(user.pk, None):
        caches[HINTS].set(key, there, STAYS.total_seconds())


def _key(application: Application, section: str) -> str:
    return f"present:{application.pk}:{section}"


def _present(key: str, at: datetime) -> dict[int, Visitor]:
    """Who was seen lately, by the id of the person."""
    known = caches[HINTS].get(key) or {}
    # The cache forgets the whole list, each visitor has his own last sign of life.
    return {who: one for who, one in known.items() if one.seen_at > at - STAYS}


def _others(there: dict[int, Visitor], user: User) -> list[Visitor]:
    """Everybody but this person, who came last first."""
    others = [one for who, one in there.items() if who != user.pk]
    return sorted(others, key=lambda one: one.opened_at, reverse=True)
