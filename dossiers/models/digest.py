"""One mail for all that a round has to remind one mailbox of."""

from django.db import models

from accounts.models.unseen_work import Promise, PromiseQuerySet
from dossiers.models.reminder import Reminder, old_dates_condition
from procedures.law_rows import law


class DigestQuerySet(PromiseQuerySet):
    """Digests, by what may be sent."""

    def due(self, at):
        """Those that may be tried, and of which every date holds (ADR 25)."""
        old = Reminder.objects.filter(old_dates_condition(law.current_law().number))
        return super().due(at).exclude(reminders__in=old)

    def empty(self):
        """Those unsent of which no reminder is true any more."""
        return self.filter(sent_at=None, reminders=None)


class Digest(Promise):
    """What one mailbox is reminded of in one mail; the row is the promise to send it.

    A reminder to several mailboxes stands in the digest of each.
    """

    recipient = models.EmailField()
    language = models.CharField(max_length=2, default="nl")
    created_at = models.DateTimeField()
    reminders = models.ManyToManyField(Reminder, related_name="digests")

    objects = DigestQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self):
        return f"digest {self.pk}"
