"""What a lab records of its duties after the filing: reviews, and reports."""

from django.db import models
from django.db.models.functions import Greatest, TruncDate
from django.utils.translation import gettext_lazy as _

from accounts.models.frozen import NEVER_EMPTIED, frozen_trigger
from dossiers.models.dossier import CaseQuerySet, Dossier
from dossiers.states import State
from procedures.counting.legal_day import AMSTERDAM
from procedures.models import ProcedureType

OF_WORK = [ProcedureType.KG, ProcedureType.VA, ProcedureType.R28_KG]
"""The filings on which work rests, which has a risk assessment of its own."""
NO_WORK = [State.WITHDRAWN, State.NOT_TREATED, State.CONVERTED]
"""How a case ends on which no work rests."""


class DutyKind(models.TextChoices):
    """What was done on a day."""

    REVIEWED = "reviewed", _("risk assessment reviewed: it still fits")
    REPORTED = "reported", _("report of a risk assessment that gives a higher level")


class DutyRecord(models.Model):
    """A day on which a lab reviewed its risk assessment, or the date of its report.

    `on` is that day (Besluit ggo 2.32 and 2.53; 2.29 and 2.49), `recorded_at` when it
    was written here, by whom. It is the lab's own word, and is not changed afterwards:
    what was wrong gets a later one.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="duty_records")
    kind = models.CharField(max_length=20, choices=DutyKind.choices)
    on = models.DateField(_("day"))
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=250)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind", "on"], name="duty_recorded_once"
            )
        ]
        triggers = [frozen_trigger("recorded"), NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.kind} {self.on}"


def assessed_on() -> Greatest:
    """Of cases: the day of the filing, or of the last review when that is later."""
    reviews = DutyRecord.objects.filter(
        dossier=models.OuterRef("dossier"), kind=DutyKind.REVIEWED
    )
    return Greatest(
        TruncDate("received_at", tzinfo=AMSTERDAM, output_field=models.DateField()),
        # Without a review this is null, which is left out of the greatest.
        models.Subquery(reviews.order_by("-on").values("on")[:1]),
    )


def with_review_duty(cases: CaseQuerySet) -> CaseQuerySet:
    """Cases of work that may go on, whose assessment is reviewed (Besluit ggo 2.32).

    Not of what was taken back or left, nor of dossiers that are closed.
    """
    of_work = models.Q(procedure__type__in=OF_WORK) | models.Q(follow_up__isnull=False)
    return cases.filter(of_work, application__standing__closed_at=None).exclude(
        state__in=NO_WORK
    )
