"""The ggo's of an application, row by row (Besluit ggo, bijlage 5, g and h)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application


class OrganismRow(models.Model):
    """One group of similar ggo's, kept as typed; filing checks what the law asks."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="organisms"
    )
    position = models.PositiveIntegerField()
    host = models.CharField(_("host"), max_length=200, blank=True)
    host_class = models.CharField(_("class of the host"), max_length=10, blank=True)
    vector = models.CharField(_("vector"), max_length=300, blank=True)
    insert = models.CharField(_("insert"), max_length=300, blank=True)
    donor = models.CharField(_("donor organism"), max_length=300, blank=True)
    function = models.CharField(
        _("function of the genetic material"), max_length=500, blank=True
    )
    handling = models.CharField(_("handling"), max_length=500, blank=True)
    cfi = models.CharField(_("CFI"), max_length=10, blank=True)
    level = models.CharField(_("level"), max_length=20, blank=True)
    article = models.CharField(_("classification article"), max_length=40, blank=True)
    requirements = models.CharField(
        _("additional requirements"), max_length=200, blank=True
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"],
                name="organism_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self):
        return f"{self.position}. {self.host}"
