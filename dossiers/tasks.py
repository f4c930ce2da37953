"""What Celery does: send what was promised, and the daily round. Each may run twice."""

import structlog
from celery import shared_task
from django.utils import timezone

from dossiers.actions.advice_reminding import promise_advice_reminders
from dossiers.actions.closing import close_what_is_silent
from dossiers.actions.deriving import derive_open_cases
from dossiers.actions.reminding import promise_reminders
from dossiers.actions.sealing import seal
from dossiers.actions.sending import send_due

log = structlog.get_logger(__name__)


@shared_task
def send_outgoing() -> None:
    """Make and mail every letter and reminder that is due."""
    sent = send_due(at=timezone.now())
    if sent:
        log.info("sent", count=sent)


@shared_task
def daily_round() -> None:
    """Derive the dates, close what may close, promise today's reminders, seal the day.

    It runs every hour and does each thing once, so a night that was missed is made up
    for within the hour.
    """
    at = timezone.now()
    moved = derive_open_cases(at=at)
    closed = close_what_is_silent(at=at)
    reminders = promise_reminders(at=at) + promise_advice_reminders(at=at)
    seal(at=at)
    log.info("daily_round", moved=moved, closed=closed, reminders=reminders)
