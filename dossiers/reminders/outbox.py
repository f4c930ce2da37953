"""How an act tells the workers that there is something to send."""

from accounts import outbox as promises


def wake_outbox() -> None:
    """Once this transaction is committed, ask a worker to send what is due."""
    promises.wake_after_commit("dossiers.tasks.send_outgoing")
