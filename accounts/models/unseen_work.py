"""What workers do unseen: messages that are promised, and signs of life.

A row is the promise to send something; a worker keeps it (ADR 4).
"""

from datetime import datetime
from typing import Self, TypeVar

from django.db import models

_Row = TypeVar("_Row", bound="Promise", covariant=True)


class PromiseQuerySet(models.QuerySet[_Row]):
    """What is to be sent."""

    def due(self, at: datetime) -> Self:
        """What is promised, not kept yet, and may be tried at a moment."""
        return self.filter(
            sent_at__isnull=True, refused_at__isnull=True, send_after__lte=at
        )


class Promise(models.Model):
    """Something to be sent by a Celery worker.

    It is written in the transaction of the act, so a worker or Redis that is down
    only delays it. `sent_at` is set in the transaction that hands it to the mail
    server, under a row lock, so that two workers cannot both send it. `refused_at` is
    set when it was refused for good: nobody tries again by itself.
    """

    KEPT_IN: tuple[str, ...] = (
        "attempts",
        "sent_at",
        "refused_at",
        "send_after",
        "last_error",
    )
    """The columns that a try may change."""

    is_cut_off = False
    """Was the time of the task up while this was tried?"""

    send_after = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["send_after"],
                # Partial: what was sent is nearly every row, and the sweep of every
                # minute must stay small.
                condition=models.Q(sent_at__isnull=True, refused_at__isnull=True),
                name="%(class)s_to_send",
            )
        ]


class SignOfLife(models.Model):
    """The last run of one piece of work that nobody waits for, by its name."""

    name = models.CharField(max_length=40, primary_key=True)
    known_at = models.DateTimeField(help_text="When it was first seen to work.")
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def fails(self) -> bool:
        """Did the last run that ended end with an error?"""
        if self.failed_at is None:
            return False
        # A success after the failure mends it; the old error stays readable.
        return self.finished_at is None or self.failed_at > self.finished_at
