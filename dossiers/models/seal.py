"""Seals: a digest a day over the whole record, so that nothing can go missing."""

import pgtrigger
from django.db import models


class Seal(models.Model):
    """The digest of all events up to one, chained to the seal before it.

    Kept outside the portal as well (log, mail), it shows that the record before that
    moment is still what it was.
    """

    at = models.DateTimeField()
    last_event = models.BigIntegerField(help_text="The last event that it covers.")
    events = models.PositiveBigIntegerField(help_text="How many events it covers.")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.sha256[:12]}"
