"""The log of the law: each change of a dated row, written by the database itself."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class LawChange(models.Model):
    """One row of the law added, closed, changed before its day, or removed.

    A trigger writes it whatever way the change came: loader, admin or psql. `actor` is
    who the portal said was acting; empty when the change came from elsewhere, then
    `db_user` says as whom. PostgreSQL refuses to change or delete a row.
    """

    at = models.DateTimeField(_("when"))
    actor = models.CharField(_("by"), max_length=250, blank=True)
    db_user = models.CharField(max_length=100)
    table = models.CharField(_("table"), max_length=60)
    row = models.BigIntegerField()
    key = models.CharField(_("key"), max_length=60)
    operation = models.CharField(_("what"), max_length=10)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of the law's tables")
        verbose_name_plural = _("changes of the law's tables")
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.table} {self.key} {self.operation}"
