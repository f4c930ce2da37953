"""What an applicant asks to keep from the public, with the ground (Besluit ggo 2.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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

    def __str__(self):
        return f"{self.section}.{self.field}"
