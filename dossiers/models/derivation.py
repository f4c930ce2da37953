"""How far the dates of the open cases are derived anew after a change of the law."""

from django.db import models


class Derivation(models.Model):
    """The work after one change of the law, and how much of it is left (ADR 25).

    `law_number` is that of the last change (`LawChange`) which it takes in, made at
    `changed_at`. `total` cases were behind when the work began, `left` are so still; it
    has ended when none is. Started again after its worker was killed it goes on where
    it was, since each case keeps the number under which its dates were derived.
    """

    law_number = models.BigIntegerField(unique=True)
    changed_at = models.DateTimeField()
    started_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-law_number"]

    def __str__(self):
        return f"{self.law_number}: {self.done} of {self.total}"

    @property
    def done(self) -> int:
        """Of how many cases the dates hold again."""
        return self.total - self.left
