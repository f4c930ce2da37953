"""What was promised to be sent and was not, over all that the portal sends."""

from datetime import datetime

from accounts.models import Invitation
from dossiers.models import Advice, Digest, Letter, Reminder

PROMISED = {
    Letter: "created_at",
    Advice: "asked_at",
    Reminder: "created_at",
    Digest: "created_at",
    Invitation: "invited_at",
}
"""When each was promised; `send_after` moves on with every try that fails."""


def oldest_unsent() -> datetime | None:
    """When the oldest promise that is not kept yet was made; None when all are."""
    waiting = [
        model._default_manager.filter(sent_at=None, refused_at=None)
        .order_by(column)
        .values_list(column, flat=True)
        .first()
        for model, column in PROMISED.items()
    ]
    return min((at for at in waiting if at), default=None)
