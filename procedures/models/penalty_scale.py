"""The penalty for a late decision: amounts a day, as they stood (Awb 4:17)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.counting.penalty import PenaltyRates
from procedures.models.dated import DatedRow


class PenaltyScale(DatedRow):
    """What a late decision costs a day, valid for notices of default of a day.

    `steps` are `[days, euros a day]` one after the other; `grace_days` pass after the
    notice before the first day counts (Awb 4:17 lid 1 to 3).
    """

    grace_days = models.PositiveSmallIntegerField(_("days of grace after the notice"))
    steps = models.JSONField(_("days, and euros a day"))

    class Meta(DatedRow.Meta):
        ordering = ["valid"]
        verbose_name = _("penalty scale")
        verbose_name_plural = _("penalty scales")

    def __str__(self) -> str:
        return self.key

    def needed_aspects(self) -> set[str]:
        """The amounts, and the days of grace."""
        return {"amounts", "grace"}

    def clean(self) -> None:
        """Each step is a number of days, and euros a day."""
        super().clean()
        if not _are_steps(self.steps):
            message = _("Give steps as [[days, euros a day], …], in whole numbers.")
            raise ValidationError({"steps": message})

    def rule(self) -> PenaltyRates:
        """The row as `procedures.counting.penalty` reads it."""
        return PenaltyRates(
            self.grace_days, tuple((days, euros) for days, euros in self.steps)
        )


def _are_steps(steps: object) -> bool:
    """Is it a list of steps, each of at least a day?"""
    if not isinstance(steps, list) or not steps:
        return False
    return all(
        isinstance(step, list)
        and len(step) == 2
        # `type`, since True is an int too.
        and all(type(number) is int and number > 0 for number in step)
        for step in steps
    )
