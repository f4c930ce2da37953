"""An invitation to act for an organisation, by a link that works once."""

import uuid
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.digests import text_digest
from accounts.models.people import LabRole, Organisation, User
from accounts.models.unseen_work import Promise, PromiseQuerySet

GOOD_FOR = timedelta(days=14)


class InvitationState(models.TextChoices):
    """How an invitation stands at a moment."""

    WAITING = "waiting", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("withdrawn")


class InvitationQuerySet(PromiseQuerySet["Invitation"]):
    """Invitations, by how they stand."""

    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """Those whose mail is to be sent at a moment: the link must still work."""
        return super().due(at).unanswered().filter(expires_at__gt=at)

    def by_token(self, token: str) -> Self:
        """The invitation whose last link carries this token."""
        return self.filter(token_sha256=text_digest(token))


class Invitation(Promise):
    """A person is asked to act for an organisation; the row promises the mail.

    The link's token is derived from the row with the portal's secret, so that a worker
    can write the mail; the database holds only its hash. Inviting again raises `issue`,
    which makes another token: the earlier link no longer works.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150)
    roles = ArrayField(
        models.CharField(max_length=20, choices=LabRole.choices),
        verbose_name=_("roles"),
    )
    language = models.CharField(
        _("language of the message"),
        max_length=2,
        choices=[("nl", "Nederlands"), ("en", "English")],
        default="nl",
    )
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    issue = models.PositiveIntegerField(default=1)
    token_sha256 = models.CharField(max_length=64, unique=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()  # type: ignore[misc]  # a narrower one

    class Meta(Promise.Meta):
        ordering = ["-invited_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                # The last word where two administrators invite the same person at once.
                fields=["organisation", "email"],
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="unanswered_invitation_once",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(
                    accepted_at__isnull=False,
                    accepted_by__isnull=False,
                    revoked_at__isnull=True,
                ),
                name="invitation_is_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("invited_at")),
                name="invitation_expires_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation}"

    def state(self, at: datetime) -> InvitationState:
        """How it stands at a moment."""
        if self.accepted_at:
            # Before expiry: an invitation that was accepted in time stays accepted.
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        if self.expires_at <= at:
            return InvitationState.EXPIRED
        return InvitationState.WAITING

    @property
    def token(self) -> str:
        """What the link carries; whoever has it reads the mail of the invited."""
        made = salted_hmac(
            "accounts.invitation", f"{self.pk}:{self.issue}", algorithm="sha256"
        )
        return urlsafe_b64encode(made.digest()).rstrip(b"=").decode()

    @property
    def role_labels(self) -> list[str]:
        """The roles, in words."""
        return [str(LabRole(role).label) for role in self.roles]
