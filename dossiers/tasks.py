"""What Celery does: send what was promised, and the daily round. Each may run twice."""

from collections.abc import Callable

import structlog
from celery import shared_task
from django.utils import timezone

from accounts.life import shown
from dossiers.advice.advice_reminders import promise_advice_reminders
from dossiers.audit.seals import seal
from dossiers.cases.rederiving import derive_open_cases, derive_what_is_behind
from dossiers.decisions.closing_by_silence import close_what_is_silent
from dossiers.operations.sending_round import send_due
from dossiers.reminders.digests import gather
from dossiers.reminders.promising import promise_reminders

log = structlog.get_logger(__name__)

STEPS: dict[str, Callable] = {
    "derive": derive_open_cases,
    "close": close_what_is_silent,
    "remind": promise_reminders,
    "remind advisers": promise_advice_reminders,
    "gather": gather,
    "seal": seal,
}
"""The daily round. None needs another to have gone well (ADR 19)."""


@shared_task
def send_outgoing() -> None:
    """Make and mail every letter and reminder that is due."""
    with shown("sending"):
        sent = send_due(at=timezone.now())
    if sent:
        log.info("sent", count=sent)


@shared_task
def derive_behind() -> None:
    """Derive what rests on the law before its last change; nothing when all holds.

    Woken by a change of the law, and handed out every minute: for what was locked,
    what a killed worker left, and a change that came by the database alone.
    """
    with shown("deriving"):
        moved = derive_what_is_behind(at=timezone.now())
    if moved:
        log.info("derived", moved=moved)


@shared_task
def round_step(name: str) -> None:
    """Do one step of the round. Beat hands out each by itself, every hour.

    Each does every thing once, so a night that was missed is made up for within the
    hour.
    """
    with shown(f"round {name}"):
        result = STEPS[name](at=timezone.now())
    log.info("round_step", step=name, result=str(result))


@shared_task
def daily_round() -> None:
    """Do all steps now, one after the other; one that fails stops no other."""
    for name in STEPS:
        try:
            round_step(name)
        except Exception:
            log.exception("round_step_failed", step=name)
