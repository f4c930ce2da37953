"""Files that go with an application, and on what ground one stays confidential."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.frozen import NEVER_EMPTIED
from applications.models.application import WITH_ITS_FORM, Application


class Ground(models.TextChoices):
    """On what ground something may be kept confidential (Wm 19.3)."""

    BUSINESS = "business", _("business or manufacturing data")
    SECURITY = "security", _("security")
    PERSONAL = "personal", _("personal data")


class Confidentiality(models.Model):
    """A claim on one field: its ground, why, and the text that the public reads.

    For the organisms `section` is `organisms` and `field` a column of the table.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="confidentialities"
    )
    section = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    ground = models.CharField(_("ground"), max_length=20, choices=Ground.choices)
    reason = models.TextField(_("why"), max_length=2000, blank=True)
    public_text = models.TextField(_("text for the public"), blank=True)

    class Meta:
        ordering = ["section", "field"]
        verbose_name = _("claim of confidentiality")
        verbose_name_plural = _("claims of confidentiality")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "section", "field"], name="claim_once"
            ),
        ]
        triggers = [WITH_ITS_FORM, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.section}.{self.field}"


class AttachmentKind(models.TextChoices):
    """What a file is for."""

    RISK_REPORT = "risk-report", _("report of the risk assessment")
    RISK_ANNEX = "annex-8", _("risk assessment (annex 8)")
    CRITERIA = "annex-6", _("evidence on the criteria of annex 6")
    DRAWING = "drawing", _("drawing or map")
    EVIDENCE = "evidence", _("evidence of equal protection")
    PUBLIC = "public", _("public version of a confidential document")
    OTHER = "other", _("other document")


def stored_as(attachment: "Attachment", filename: str) -> str:
    """Where a file is kept: by ids alone, so that no name can steer a path."""
    return f"attachments/{attachment.application_id}/{attachment.id}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments, by who may read them."""

    def readable_by(self, user: User) -> Self:
        """Those of one's own lab; Bureau GGO reads those of what is filed."""
        readable = Application.objects.readable_by(user)
        return self.filter(application__in=readable)


class Attachment(models.Model):
    """A file, with its SHA-256 and the type that its content shows.

    `scanned_at` is when a scanner found it clean; None when no scanner is configured.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="attachments"
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=AttachmentKind.choices,
        default=AttachmentKind.RISK_REPORT,
    )
    file = models.FileField(upload_to=stored_as)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.CharField(max_length=250)
    added_at = models.DateTimeField()
    confidential = models.BooleanField(_("confidential"), default=False)
    ground = models.CharField(
        _("ground"), max_length=20, choices=Ground.choices, blank=True
    )
    reason = models.TextField(_("why"), max_length=2000, blank=True)
    public_version = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    scanned_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at"]
        triggers = [WITH_ITS_FORM, NEVER_EMPTIED]

    def __str__(self) -> str:
        return self.name
