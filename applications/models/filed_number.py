"""How what was filed stands at Bureau GGO, number by number."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from procedures.models import ProcedureType


class FiledNumberQuerySet(models.QuerySet["FiledNumber"]):
    """Numbers, by what a later filing may build on."""

    def in_dossier(self, application: Application) -> Self:
        """Those of everything that was filed in the dossier of an application."""
        filed = Application.objects.of_dossier(application)
        return self.filter(application__in=filed.order_by().values("pk"))

    def keep(
        self,
        application: Application,
        *,
        number: str,
        key: str,
        kind: str,
        ending: str,
        on: date | None,
    ) -> None:
        """Store how a number stands; `ending` is empty while its case is open.

        `key` and `kind` are of the row of the law that governs it.
        Call it in the transaction of the act that opens or ends the case.
        """
        standing = {
            "application": application,
            "key": key,
            "kind": kind,
            "ending": ending,
            "ended_on": on,
        }
        # One statement, whether or not the number is there already.
        self.bulk_create(
            [self.model(number=number, **standing)],
            update_conflicts=True,
            unique_fields=["number"],
            update_fields=list(standing),
        )

    def open(self) -> Self:
        """On which nothing was decided yet, and that were not withdrawn."""
        return self.filter(ending="")

    def granted(self, kind: str) -> Self:
        """Decisions of a kind that gave what was asked, the oldest first."""
        given = self.filter(kind=kind, ending=FiledNumber.Ending.GRANTED)
        return given.order_by("ended_on", "pk")

    def standing_notifications(self) -> Self:
        """Notifications that were not refused, withdrawn, or treated otherwise."""
        gone = [
            FiledNumber.Ending.REFUSED,
            FiledNumber.Ending.NOT_TREATED,
            FiledNumber.Ending.WITHDRAWN,
            FiledNumber.Ending.CONVERTED,
        ]
        return self.filter(kind=ProcedureType.KG).exclude(ending__in=gone)


class FiledNumber(models.Model):
    """A number under which something was filed, and how that ended.

    `dossiers` writes it with the acts of the case; the form asks it, since a change, a
    melding and a supplement need something that still stands. `key` and `kind` are of
    the row that governs the case: in a combination that of its part.
    """

    class Ending(models.TextChoices):
        """How it ended; empty while it is open."""

        GRANTED = "granted", _("granted")
        ACCEPTED = "accepted", _("closed without decision")
        ASSIGNED = "assigned", _("another containment assigned")
        REFUSED = "refused", _("refused")
        NOT_TREATED = "not-treated", _("not treated")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CONVERTED = "converted", _("treated as another procedure")
        PROCESSED = "processed", _("processed")

    application = models.ForeignKey(Application, models.CASCADE, related_name="numbers")
    number = models.CharField(max_length=60, unique=True, help_text="IG 26-014_I-000")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    ending = models.CharField(max_length=20, choices=Ending.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = FiledNumberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ending="", ended_on__isnull=True)
                | ~models.Q(ending="") & models.Q(ended_on__isnull=False),
                name="filed_number_ends_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.number
