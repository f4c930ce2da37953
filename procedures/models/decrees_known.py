"""Through which day the free days by royal decree are known (Atw art. 3 lid 3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.dated import DatedRow


class DecreesKnown(DatedRow):
    """Decrees on free days were looked up through `through`; later ones may yet come.

    `valid` begins on the day since which that is so. A date after `through` can still
    move, and says so wherever it is told. When a new decree is known: add its days, and
    a successor of this row with a later `through`.
    """

    through = models.DateField(_("known through"))

    class Meta(DatedRow.Meta):
        ordering = ["valid"]
        verbose_name = _("how far free days by decree are known")
        verbose_name_plural = _("how far free days by decree are known")

    def __str__(self) -> str:
        return self.key
