"""Seals: a digest a day over the whole record, so that nothing can go missing."""

import pgtrigger
from django.db import models

from accounts.models.frozen import NEVER_EMPTIED


class Seal(models.Model):
    """The digest of what came on record since the seal before it, chained to that one.

    It covers the events of all cases, the log of the law and the log of access, each up
    to the row named (`dossiers.audit.seals`). Kept outside the portal as well (in
    its log), it shows that the record before that moment is still what it was.
    """

    at = models.DateTimeField()
    last_event = models.BigIntegerField(help_text="The last event that it covers.")
    last_law_change = models.BigIntegerField(
        default=0, help_text="The last change of the law that it covers."
    )
    last_access_event = models.BigIntegerField(
        default=0, help_text="The last change of access that it covers."
    )
    events = models.PositiveBigIntegerField(
        help_text="How many events came since the seal before it."
    )
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.sha256[:12]}"
