"""The log of who may do what: each change of a role or a membership, append-only."""

import pgtrigger
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from accounts.models.frozen import NEVER_EMPTIED
from accounts.models.people import BureauRole, LabRole, Organisation, User

TRANSACTION = RawSQL("pg_current_xact_id()::text::bigint", [])
"""The number of the transaction, whatever savepoints are in it."""


class AccessKind(models.TextChoices):
    """What may happen to somebody's access."""

    INVITED = "invited", _("invited")
    INVITED_AGAIN = "invited-again", _("invited again")
    INVITATION_REVOKED = "invitation-revoked", _("invitation withdrawn")
    JOINED = "joined", _("invitation accepted")
    ROLE_GIVEN = "role-given", _("role given")
    ROLE_TAKEN = "role-taken", _("role taken away")
    REMOVED = "removed", _("removed from the organisation")
    LEFT = "left", _("left the organisation")
    SUBSTITUTION_ARRANGED = "substitution-arranged", _("substitution arranged")
    SUBSTITUTION_ENDED = "substitution-ended", _("substitution ended")
    ROLE_CHANGED = "role-changed", _("role changed outside the pages for it")
    SYSTEM = "system", _("access of a system changed")
    MANDATE = "mandate", _("mandate to file changed")
    RIGHTS = "rights", _("rights in the administration changed")
    ADDRESS = "address", _("address to sign in with changed")
    STEP_RESET = "step-reset", _("second step of signing in reset")


class AccessEvent(models.Model):
    """One change in who may act for an organisation, with the real actor.

    `person` or `email` is whom it is about; without `organisation` it is about a role
    at Bureau GGO. PostgreSQL refuses to change or delete a row. What no act has told
    when its `transaction` ends, the database writes itself: every change of roles,
    mandates, systems, rights and addresses, also by hand (`accounts/migrations`).
    """

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="access_events",
    )
    kind = models.CharField(_("what"), max_length=30, choices=AccessKind.choices)
    at = models.DateTimeField(_("when"))
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(_("by"), max_length=250)
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    facts = models.JSONField(default=dict)
    # Lets the deferred trigger see whether an act of this very transaction told of the
    # change.
    transaction = models.BigIntegerField(db_default=TRANSACTION, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of access")
        verbose_name_plural = _("changes of access")
        indexes = [models.Index(fields=["organisation", "-id"], name="access_recent")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=AccessKind.values), name="access_kind"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            # Row triggers do not fire on TRUNCATE, so the append-only rule needs this
            # one besides.
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

    @property
    def role_labels(self) -> list[str]:
        """The roles that it is about, in words."""
        # A role of an earlier version has no label any more, and its event must still
        # be readable.
        words = dict(LabRole.choices + BureauRole.choices)
        return [str(words.get(role, role)) for role in self.facts.get("roles", [])]
