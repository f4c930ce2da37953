"""What is cleared away every night."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from oauth2_provider.models import clear_expired

from accounts.idempotency import forget

KEPT = timedelta(days=30)


@shared_task
def clear_away() -> None:
    """Forget answers to old requests, and tokens that have expired."""
    forget(before=timezone.now() - KEPT)
    clear_expired()
