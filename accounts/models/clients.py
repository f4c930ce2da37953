"""Machine clients: a lab's own system, its mandates and its repeated questions."""

from typing import cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.http import HttpRequest
from oauth2_provider.models import AbstractApplication

from accounts.models.people import Organisation, User


def all_scopes() -> list[str]:
    """What a machine client may ask for when nobody narrows it down."""
    return list(settings.OAUTH2_PROVIDER["SCOPES"])


class MachineClient(AbstractApplication):
    """A lab's own system (LIMS) that signs in by OAuth2 client credentials.

    It belongs to an organisation, not to a person. Its tokens hold no scope outside
    `scopes`, also one that was given before a scope was taken away.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="machine_clients"
    )
    scopes = ArrayField(models.CharField(max_length=40), default=all_scopes)
    switched_off_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return cast(str, self.name)

    def is_usable(self, request: HttpRequest) -> bool:
        """May it have a token? Asked by the library as well."""
        return self.switched_off_at is None


class FilingMandate(models.Model):
    """A BVF lets a machine client of the organisation file in his or her name."""

    client = models.ForeignKey(
        MachineClient, models.CASCADE, related_name="filing_mandates"
    )
    bvf = models.ForeignKey(User, models.PROTECT, related_name="filing_mandates")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(ended_at__gt=models.F("given_at")),
                name="mandate_ends_after_it_is_given",
            ),
            models.UniqueConstraint(
                fields=["client", "bvf"],
                condition=models.Q(ended_at__isnull=True),
                name="live_mandate_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bvf} → {self.client}"


class IdempotentAnswer(models.Model):
    """The answer to a creating POST, kept so that a retry gets it again.

    Written in the transaction of the act itself: either both are there or neither.
    `fingerprint` is the SHA-256 of what was asked, so that a key cannot be reused for
    something else. `status` is 0 only while that transaction runs.
    """

    client = models.ForeignKey(MachineClient, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    asked_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "key"], name="idempotency_key_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.client_id}: {self.key}"
