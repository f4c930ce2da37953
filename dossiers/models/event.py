"""The log of a case, each act once, append-only: the truth, the log and the outbox.

And the daily seal over all logs, so that nothing can go missing.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.actor import SYSTEM
from accounts.models import MachineClient, User
from accounts.models.frozen import NEVER_EMPTIED
from dossiers.models.dossier import Case
from dossiers.states import Act, State


class Event(models.Model):
    """One act on a case, with the real actor and the facts the act rests on.

    Each event has the digest of the one before it in its case inside its own
    (`dossiers.cases.event_chain`). PostgreSQL refuses to change or delete a row.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    act = models.CharField(_("act"), max_length=30, choices=Act.choices)
    old_state = models.CharField(max_length=20, blank=True, choices=State.choices)
    new_state = models.CharField(max_length=20, choices=State.choices)
    at = models.DateTimeField()
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    client = models.ForeignKey(
        MachineClient, models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=250)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=Act.values), name="event_act"
            ),
            models.CheckConstraint(
                # Also for who writes an event past the acts: without a digest there is
                # no link.
                condition=~models.Q(sha256=""),
                name="event_chained",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.act}"

    @property
    def actor_kind(self) -> str:
        """`person`, `machine` or `system`."""
        if self.client_id:
            return "machine"
        is_system = self.user_id is None and self.actor_name == SYSTEM.name
        return "system" if is_system else "person"


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

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.sha256[:12]}"
