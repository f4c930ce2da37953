"""Which edition of a form holds: BGGO sets its forms and changes them (Awb 4:4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.dated import DatedRow


class FormEdition(DatedRow):
    """The edition of a form (`key`, e.g. KG-I) that is to be filed from a day on.

    What an edition asks is written in code, under its name; here stands from when.
    """

    edition = models.CharField(_("edition"), max_length=20)

    class Meta(DatedRow.Meta):
        ordering = ["key", "valid"]
        verbose_name = _("edition of a form")
        verbose_name_plural = _("editions of forms")

    def __str__(self):
        return f"{self.key}, {self.edition}"
