"""What applications clear away every night."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from applications.organisms.importing import forget_imports

KEPT = timedelta(days=1)


@shared_task
def clear_imports() -> None:
    """Forget the tables that were read in and not confirmed within a day."""
    forget_imports(before=timezone.now() - KEPT)
