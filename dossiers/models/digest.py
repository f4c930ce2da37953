"""One mail for all that a round has to remind one mailbox of."""

from django.db import models

from accounts.models.promise import Promise
from dossiers.models.outgoing import Reminder


class Digest(Promise):
    """What one mailbox is reminded of in one mail; the row is the promise to send it.

    A reminder to several mailboxes stands in the digest of each.
    """

    recipient = models.EmailField()
    language = models.CharField(max_length=2, default="nl")
    created_at = models.DateTimeField()
    reminders = models.ManyToManyField(Reminder, related_name="digests")

    def __str__(self):
        return f"digest {self.pk}"
