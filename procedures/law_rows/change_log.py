"""The log of the law from the side of the portal: who acts, and is the log whole?"""

import structlog
from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from procedures.models.change import DIGEST

log = structlog.get_logger(__name__)

BROKEN = f"""
    SELECT id FROM (
        SELECT *, lag(sha256, 1, '') OVER (ORDER BY id) AS last
        FROM procedures_lawchange
    ) AS change
    WHERE previous <> last OR sha256 <> {DIGEST}
    ORDER BY id
"""  # noqa: S608 - DIGEST is a constant of ours


def set_law_actor(name: str) -> None:
    """Say who changes the law in the rest of this transaction; the log names him.

    Once it is committed a worker derives the dates that rest on it. Call it inside a
    transaction: outside one it is forgotten at once.
    """
    with connection.cursor() as cursor:
        # The trigger reads it; 250 is as much as the column of the log takes.
        cursor.execute("SELECT set_config('ggo.actor', %s, true)", [name[:250]])
    if name:
        # After the commit: a worker that starts earlier would derive by the old law.
        transaction.on_commit(wake_rederivation, robust=True)


def wake_rederivation() -> None:
    """Ask a worker to derive what rests on the law before this change (ADR 25).

    What the case law number says is behind is the promise, not this message: when
    Redis is down, what beat hands out every minute finds it.
    """
    try:
        current_app.send_task(settings.AFTER_A_CHANGE_OF_LAW, retry=False)
    except OperationalError as error:
        log.warning("broker_is_down", error=str(error))


def broken_changes() -> list[int]:
    """The changes in the log that were tampered with, or follow what was."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        return [row[0] for row in cursor.fetchall()]
