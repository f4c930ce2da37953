"""The ggo's of an application, row by row (Besluit ggo, bijlage 5, g and h)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application


class OrganismRow(models.Model):
    """One group of similar ggo's, kept as typed; filing checks what the law asks.

    `position` counts from 1 without gaps; `version` goes up at each change.
    """

    FIELDS = (
        "host",
        "host_class",
        "vector",
        "insert",
        "donor",
        "function",
        "handling",
        "cfi",
        "level",
        "article",
        "requirements",
    )

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="organisms"
    )
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    host = models.TextField(_("host"), blank=True)
    host_class = models.TextField(_("class of the host"), blank=True)
    vector = models.TextField(_("vector"), blank=True)
    insert = models.TextField(_("insert"), blank=True)
    donor = models.TextField(_("donor organism"), blank=True)
    function = models.TextField(_("function of the genetic material"), blank=True)
    handling = models.TextField(_("handling"), blank=True)
    cfi = models.TextField(_("CFI"), blank=True)
    level = models.TextField(_("level"), blank=True)
    article = models.TextField(_("classification article"), blank=True)
    requirements = models.TextField(_("additional requirements"), blank=True)

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

    def as_values(self) -> dict[str, str]:
        """What was typed, by field."""
        return {field: getattr(self, field) for field in self.FIELDS}
