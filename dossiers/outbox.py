"""How an act tells the workers that there is something to send."""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def wake_after_commit() -> None:
    """Once this transaction is committed, ask a worker to send what is due."""
    transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Ask a worker to send now.

    The promise is the row, not this message: when Redis is down, the sweep that beat
    starts every minute sends it later.
    """
    try:
        current_app.send_task("dossiers.tasks.send_outgoing", retry=False)
    except OperationalError as error:
        log.warning("broker_is_down", error=str(error))
