"""Requests for further information: what BGGO asks, and until when (Awb 4:5, 4:15)."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.frozen import (
    NEVER_EMPTIED,
    frozen_trigger,
    frozen_with_owner_trigger,
)
from applications.models import Application
from dossiers.models.dossier import Case

UNTIL_ENDED = (
    *("answer_by", "answered_at", "answered_by", "answer_id"),
    *("remark", "revoked_at", "draft_version", "draft_saved_at", "draft_saved_by"),
)
"""What changes of a request that was sent."""

HAS_ENDED = "answered_at IS NOT NULL OR revoked_at IS NOT NULL"


class RequestQuerySet(models.QuerySet["InformationRequest"]):
    """Requests, by how they stand."""

    def open(self) -> Self:
        """Those that still wait for an answer: the clock stands still for them."""
        return self.filter(answered_at__isnull=True, revoked_at__isnull=True)


class InformationRequest(models.Model):
    """One request for further information, with its questions.

    It suspends the term of every case of the `application`: in a combination a request
    in one suspends both (Besluit ggo 2.9, 2.18, 2.38 lid 2). `asked_at` and
    `answered_at`, else `revoked_at`, are facts that the clock rests on. `answer` is the
    form as it was supplemented with the answer; None when only the questions were
    answered. `draft_version` goes up with each time that answers which are being
    written are saved, by whom and when beside it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="information_requests")
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    opening = models.TextField(_("introduction"), max_length=5000, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer_by = models.DateField(_("answer before or on"))
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=250, blank=True)
    answer = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.TextField(_("remark with the answer"), max_length=5000, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    draft_version = models.PositiveIntegerField(default=0)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    draft_saved_by = models.CharField(max_length=250, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(
                fields=["answer_by"],
                condition=models.Q(answered_at__isnull=True, revoked_at__isnull=True),
                name="request_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True)
                | models.Q(revoked_at__isnull=True),
                name="request_ends_once",
            ),
        ]
        triggers = [
            frozen_trigger("sent", but=UNTIL_ENDED),
            frozen_trigger(
                "ended",
                when=pgtrigger.Q(old__answered_at__isnull=False)
                | pgtrigger.Q(old__revoked_at__isnull=False),
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Does it still wait for an answer?"""
        return self.answered_at is None and self.revoked_at is None


class Question(models.Model):
    """One question of a request, about a part of the form, a field of it, or neither.

    `section` and `field` are keys of the form as it was filed. `draft` is the answer
    while it is being written; `answer` is what was filed.
    """

    request = models.ForeignKey(
        InformationRequest, models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField(default=1)
    section = models.CharField(_("part of the form"), max_length=40, blank=True)
    field = models.CharField(_("question of the form"), max_length=60, blank=True)
    text = models.TextField(_("what do you ask?"), max_length=5000)
    draft = models.TextField(blank=True)
    answer = models.TextField(_("answer"), max_length=20_000, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        triggers = [
            frozen_trigger("sent", but=["draft", "answer"]),
            frozen_with_owner_trigger(
                "ended",
                owner="dossiers_informationrequest",
                key="request_id",
                since=HAS_ENDED,
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.request_id}.{self.position}"
