"""What staff keep for their own work: filters, absences, what they have looked at."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dossiers.models.dossier import Case


class SavedFilter(models.Model):
    """A question to the worklist under a name: the query of its address."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=1000)
    is_shared = models.BooleanField(_("for all colleagues"), default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="filter_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """Days on which a colleague looks after somebody's cases."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    substitute = models.ForeignKey(User, models.CASCADE, related_name="+")
    days = DateRangeField(_("days"))
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["days"]
        constraints = [
            # The act looks first, to say it in words; here it holds for whoever writes
            # past the act.
            ExclusionConstraint(
                name="absence_one_substitute",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("substitute")),
                name="absence_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.days}"

    @property
    def last_day(self) -> date:
        """The last day of it; the range ends before its upper bound."""
        after: date = self.days.upper
        return after - timedelta(days=1)


class Look(models.Model):
    """Up to which event somebody at BGGO has seen a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    event_id = models.BigIntegerField()
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="look_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.case_id}"
