"""What Celery does: send what was promised, and the daily round. Each may run twice."""

from collections.abc import Callable

import structlog
from celery import shared_task
from django.utils import timezone

from accounts.signs_of_life import sign_of_life
from dossiers.advice.advice_reminders import queue_advice_reminders
from dossiers.audit.seals import seal_day
from dossiers.cases.rederiving import derive_open_cases, derive_what_is_behind
from dossiers.decisions.closing_by_silence import close_silent_notifications
from dossiers.operations.sending_round import send_due
from dossiers.reminders.digests import gather_digests
from dossiers.reminders.promising import queue_due_reminders

log = structlog.get_logger(__name__)

STEPS: dict[str, Callable[..., object]] = {
    "derive": derive_open_cases,
    "close": close_silent_notifications,
    "remind": queue_due_reminders,
    "remind advisers": queue_advice_reminders,
    "gather": gather_digests,
    "seal": seal_day,
}
"""The daily round. None needs another to have gone well (ADR 19)."""


@shared_task
def send_outgoing() -> None:
    """Make and mail every letter and reminder that is due."""
    with sign_of_life("sending"):
        sent = send_due(at=timezone.now())
    if sent:
        log.info("sent", count=sent)


@shared_task
def derive_behind() -> None:
    """Derive what rests on the law before its last change; nothing when all holds.

    Woken by a change of the law, and handed out every minute: for what was locked,
    what a killed worker left, and a change that came by the database alone.
    """
    with sign_of_life("deriving"):
        moved = derive_what_is_behind(at=timezone.now())
    if moved:
        log.info("derived", moved=moved)


@shared_task
def round_step(name: str) -> None:
    """Do one step of the round. Beat hands out each by itself, every hour.

    Each does every thing once, so a night that was missed is made up for within the
    hour.
    """
    with sign_of_life(f"round {name}"):
        result = STEPS[name](at=timezone.now())
    log.info("round_step", step=name, result=str(result))


@shared_task
def daily_round() -> None:
    """Do all steps now, one after the other; one that fails stops no other."""
    for name in STEPS:
        try:
            # Called and not queued: this is for whoever wants it done now, also while
            # Redis is down.
            round_step(name)
        except Exception:
            log.exception("round_step_failed", step=name)
