"""What Celery does for accounts: invitations, signs of life, clearing away."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from oauth2_provider.models import clear_expired

from accounts.machines.idempotency import delete_old_answers
from accounts.members.inviting import send_due_invitations
from accounts.signs_of_life import mark_finished, sign_of_life

KEPT = timedelta(days=30)


@shared_task
def send_invitations() -> None:
    """Mail every invitation that is due. May run twice, or many at once."""
    with sign_of_life("invitations"):
        send_due_invitations(at=timezone.now())


@shared_task
def show_life(queue: str) -> None:
    """Mark that beat hands out work and that somebody does what stands in a queue."""
    mark_finished(f"queue {queue}", at=timezone.now())


@shared_task
def clear_away() -> None:
    """Forget answers to old requests, and tokens that have expired."""
    delete_old_answers(before=timezone.now() - KEPT)
    clear_expired()
