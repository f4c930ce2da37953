"""Does the unseen work go on? Told by its signs of life, not by processes that answer.

A worker that hangs still answers a ping; what it no longer does is finish anything.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from accounts.models import SignOfLife
from dossiers.operations.sending_round import oldest_unsent
from dossiers.tasks import STEPS
from ggo_portal import queues

HOUR = timedelta(hours=1)
# The limit on a task, and a margin: what takes longer is not merely busy.
QUEUES = {
    f"queue {queues.ROUND}": timedelta(minutes=15),
    f"queue {queues.MAIL}": timedelta(minutes=10),
    f"queue {queues.OTHER}": timedelta(minutes=15),
}
BEAT = timedelta(minutes=5)
WITHIN = (
    QUEUES
    | {f"round {step}": timedelta(hours=2, minutes=15) for step in STEPS}
    | {name: timedelta(minutes=10) for name in ("sending", "invitations", "deriving")}
)
"""How long ago each may have finished last."""


class WorkSign(NamedTuple):
    """What is known of one piece of work: late since then, or None; and its row."""

    name: str
    late_since: datetime | None
    row: SignOfLife | None = None

    @property
    def told(self) -> str:
        """For machines; what an error said is for staff alone."""
        if self.late_since is None:
            return "ok"
        return f"late since {self.late_since.isoformat(timespec='seconds')}"


def work_signs(*, at: datetime) -> list[WorkSign]:
    """Every piece of work, with how it does as seen at a moment."""
    rows = {row.name: row for row in SignOfLife.objects.all()}
    return [
        _sign(
            "beat",
            _last_finished(rows[name] for name in QUEUES if name in rows),
            BEAT,
            at,
        ),
        *(_sign_of(name, rows, within, at) for name, within in WITHIN.items()),
        _mail_sign(at),
    ]


def queue_signs(names: Iterable[str], *, at: datetime) -> list[WorkSign]:
    """Whether somebody does what stands in these queues."""
    wanted = {f"queue {name}" for name in names}
    return [sign for sign in work_signs(at=at) if sign.name in wanted]


def _sign_of(
    name: str, rows: dict[str, SignOfLife], within: timedelta, at: datetime
) -> WorkSign:
    """One piece of work; what never ran is late from when anything was first seen."""
    row = rows.get(name)
    if row and row.finished_at:
        return _sign(name, row.finished_at, within, at, row)
    first = min((each.known_at for each in rows.values()), default=None)
    return _sign(name, first, within, at, row)


def _sign(
    name: str,
    last: datetime | None,
    within: timedelta,
    at: datetime,
    row: SignOfLife | None = None,
) -> WorkSign:
    if last is None:
        return WorkSign(name, at)
    return WorkSign(name, last if at - last > within else None, row)


def _last_finished(rows: Iterable[SignOfLife]) -> datetime | None:
    return max((row.finished_at for row in rows if row.finished_at), default=None)


def _mail_sign(at: datetime) -> WorkSign:
    """Late when something that was promised over an hour ago is not sent yet."""
    oldest = oldest_unsent()
    return WorkSign("mail", oldest if oldest and at - oldest > HOUR else None)
