"""The log of a case: each act once, append-only. The truth, the log and the outbox."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import MachineClient, User
from dossiers.models.dossier import Case
from dossiers.states import Act, State


class Event(models.Model):
    """One act on a case, with the real actor and the facts the act rests on.

    PostgreSQL refuses to change or delete a row.
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

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=Act.values), name="event_act"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.case_id}: {self.act}"

    @property
    def actor_kind(self) -> str:
        """`person`, `machine` or `system`."""
        if self.client_id:
            return "machine"
        return "person" if self.user_id else "system"
