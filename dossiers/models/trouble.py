"""What the daily round could not do for one case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.dossier import Case


class Step(models.TextChoices):
    """A step of the round that looks at each case by itself."""

    DERIVE = "derive", _("deriving the dates")
    CLOSE = "close", _("closing after the objection window")
    REMIND = "remind", _("promising reminders")
    REMIND_ADVISERS = "remind advisers", _("reminding advisers")


class TroubleQuerySet(models.QuerySet):
    """What still goes wrong."""

    def open(self):
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

    def __str__(self):
        return f"{self.step} {self.case_id}"
