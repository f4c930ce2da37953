"""Advice asked of COGEM or somebody else: a question, a date, a personal link."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.frozen import NEVER_EMPTIED, frozen_trigger
from accounts.models.unseen_work import Promise, PromiseQuerySet
from dossiers.models.dossier import Case
from dossiers.states import OPEN

MAIL = ("send_after", "attempts", "sent_at", "refused_at", "last_error")
"""What sending the mail with the link writes."""

UNTIL_GIVEN = (
    *("issue", "token_sha256", "opened_at", "draft", "given_at", "text"),
    *("draft_version", "draft_saved_at"),
    *("file", "filename", "sha256", "revoked_at", *MAIL),
)
"""What changes of a question that was asked."""


class AdviceQuerySet(PromiseQuerySet["Advice"]):
    """Advice, by how it stands."""

    def open(self) -> Self:
        """Asked, and neither given nor withdrawn."""
        return self.filter(given_at__isnull=True, revoked_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """Those whose mail with the link is to be sent at a moment: it must still work.

        What waits in a case that has ended meanwhile stays unsent.
        """
        # A link that says “no longer needed” on arrival would only puzzle who gets it.
        return super().due(at).open().filter(case__state__in=OPEN)


class Advice(Promise):
    """One adviser asked about one case; the row promises the mail with the link.

    The link's token is derived from the row with the portal's secret; the database
    holds its hash alone. Advice does not suspend the term (Awb 4:15 names no ground
    for it).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="advices")
    body = models.CharField(_("advisory body"), max_length=100)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, default="nl")
    question = models.TextField(_("question"), max_length=10_000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    advise_by = models.DateField(_("advice before or on"))
    issue = models.PositiveIntegerField(default=1)
    token_sha256 = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    draft = models.TextField(blank=True)
    draft_version = models.PositiveIntegerField(default=0)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    text = models.TextField(_("advice"), max_length=50_000, blank=True)
    file = models.FileField(upload_to="advice", blank=True)
    filename = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AdviceQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Promise.Meta):
        ordering = ["asked_at", "pk"]
        triggers = [
            frozen_trigger("asked", but=UNTIL_GIVEN),
            frozen_trigger(
                "given", when=pgtrigger.Q(old__given_at__isnull=False), but=MAIL
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.case_id}"

    @property
    def is_open(self) -> bool:
        """Neither given nor withdrawn; the case may have gone on all the same."""
        return self.given_at is None and self.revoked_at is None
