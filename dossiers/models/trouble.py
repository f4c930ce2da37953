"""What became of work in the background: what failed for a case, how far a sweep is."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.dossier import Case


class Step(models.TextChoices):
    """A step of the round that looks at each case by itself."""

    DERIVE = "derive", _("deriving the dates")
    CLOSE = "close", _("closing after the window of article 2.19")
    REMIND = "remind", _("promising reminders")
    REMIND_ADVISERS = "remind advisers", _("reminding advisers")


class TroubleQuerySet(models.QuerySet["Trouble"]):
    """What still goes wrong."""

    def open(self) -> Self:
        """What went wrong the last time it was tried."""
        return self.filter(cleared_at=None)


class Trouble(models.Model):
    """A step that failed for a case, or found it locked, until it goes well again.

    The reference to the case is not kept by the database: it would wait for the very
    lock that is the trouble.
    """

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="+", db_constraint=False
    )
    step = models.CharField(max_length=20, choices=Step.choices)
    error = models.TextField(blank=True, help_text="Empty: the case was locked.")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = TroubleQuerySet.as_manager()

    class Meta:
        ordering = ["first_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"],
                condition=models.Q(cleared_at=None),
                name="trouble_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.case_id}"


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

    def __str__(self) -> str:
        return f"{self.law_number}: {self.done} of {self.total}"

    @property
    def done(self) -> int:
        """Of how many cases the dates hold again."""
        return self.total - self.left
