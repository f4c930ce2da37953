"""The ggo's of an application, row by row (Besluit ggo, bijlage 5, g and h)."""

import hashlib
from collections.abc import Mapping
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.models.frozen import NEVER_EMPTIED
from applications.models.application import WITH_ITS_FORM, Application


class OrganismRowQuerySet(models.QuerySet["OrganismRow"]):
    """Rows over the applications of a lab: what was said before, to say again."""

    def of_lab(self, organisation: Organisation) -> Self:
        """All rows of a lab, of drafts and of what is filed, the latest first."""
        return self.filter(application__organisation=organisation).order_by("-pk")

    def with_words(self, words: str) -> Self:
        """The rows in which host, vector, insert or donor has these words."""
        fields = ("host", "vector", "insert", "donor")
        found = models.Q()
        for field in fields:
            found |= models.Q(**{f"{field}__icontains": words})
        return self.filter(found)

    def said(self, field: str, words: str, most: int) -> list[str]:
        """The different values of a column with these words in it, the latest first."""
        rows = self.filter(**{f"{field}__icontains": words}).exclude(**{field: ""})
        values = rows.order_by().values_list(field)
        latest = values.annotate(latest=models.Max("pk")).order_by("-latest")[:most]
        return [value for value, _latest in latest]


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

    objects = OrganismRowQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"],
                name="organism_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        triggers = [WITH_ITS_FORM, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.position}. {self.host}"

    def as_values(self) -> dict[str, str]:
        """What was typed, by field."""
        return {field: getattr(self, field) for field in self.FIELDS}

    @property
    def seen(self) -> str:
        """What a page that shows this row sends back: its version and its cells."""
        return f"{self.version}-{row_print(self.as_values())}"


def row_print(values: Mapping[str, str]) -> str:
    """A short print of the cells of a row, by which to tell whether they changed."""
    cells = "\x1f".join(values[field] for field in OrganismRow.FIELDS)
    return hashlib.blake2s(cells.encode(), digest_size=8).hexdigest()


class PendingImport(models.Model):
    """A table that somebody read in and has not confirmed yet; kept for a day.

    `lines` holds `[row number in the file, cells in the order of the fields]`;
    `rows_seen` is the print of the rows that were there when it was read, so that
    replacing them can tell when a colleague changed them since.
    """

    class Mode(models.TextChoices):
        """What becomes of the rows that are there."""

        ADD = "add", _("Add the rows at the end")
        REPLACE = "replace", _("Replace all rows")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="pending_imports"
    )
    mode = models.CharField(max_length=10, choices=Mode.choices)
    source = models.CharField(max_length=200, blank=True)
    headed = models.BooleanField(default=True)
    unknown = models.JSONField(default=list)
    absent = models.JSONField(default=list)
    lines = models.JSONField()
    rows_seen = models.CharField(max_length=64)
    read_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-read_at"]

    def __str__(self) -> str:
        return f"{self.application}, {self.source}"

    @property
    def replaces(self) -> bool:
        """Do the rows that are there go?"""
        return self.mode == self.Mode.REPLACE

    def rows(self) -> list[dict[str, str]]:
        """The cells of each row by field."""
        fields = OrganismRow.FIELDS
        return [dict(zip(fields, cells, strict=True)) for _number, cells in self.lines]
