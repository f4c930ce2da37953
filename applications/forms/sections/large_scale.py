"""Large scale by annex 6: MI-I, until 30 June 2026 MI-II too (Regeling ggo 20)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.fields import one_of, paragraph_field

MI_I = "MI-I"
MI_II = "MI-II"


class LargeScaleSection(SectionForm):
    """The outcome is the level of the notification in it (bijlage 5, j)."""

    key = "large-scale"
    heading = _("Outcome: MI-I or MI-II")
    lead = _(
        "You ask Bureau GGO to classify the work by annex 6, and notify it with the "
        "same form. Work may start after the 2.8 decision."
    )
    basis = "j"
    public = {"outcome": "containment", "classification": "containment"}

    outcome = one_of(
        _("Outcome by the criteria of annex 6"),
        needed=_("Choose MI-I or MI-II."),
        wrong=_("“%(value)s” is not an outcome of this form. Choose MI-I or MI-II."),
        help=_(
            "MI-II when the criteria of part 6.1 are met; MI-I when those of part 6.2 "
            "are met as well."
        ),
        choices=[(MI_I, MI_I), (MI_II, MI_II)],
    )
    classification = paragraph_field(
        _("Classification without the criteria"),
        needed=_("Give the classification article of annex 5."),
        help=_("The article of annex 5, part I, with paragraph and letter: 5.7."),
        rows=2,
    )

    @classmethod
    def prefilled(cls, choice: Mapping[str, Any]) -> dict[str, Any]:
        """The outcome that was chosen."""
        outcome = str(choice.get("outcome") or "")
        return {"outcome": outcome} if outcome in (MI_I, MI_II) else {}

    def clean_outcome(self) -> str:
        """The CFI is used at the place, and no ggo needs a higher one."""
        outcome: str = self.cleaned_data["outcome"]
        used = self.context.used_cfis
        # Before the place is filled in there is nothing to compare with.
        if outcome and used and outcome not in used:
            raise _not_at_place(outcome)
        if higher := _higher_rows(outcome, self.context):
            raise _too_low(outcome, higher)
        return outcome


class LowestScaleSection(LargeScaleSection):
    """Since 1 July 2026 MI-II is notified; by annex 6 one asks MI-I alone."""

    heading = _("Outcome: MI-I")
    public = {"classification": "containment"}

    outcome: Any = None  # no question of this edition

    @classmethod
    def prefilled(cls, choice: Mapping[str, Any]) -> dict[str, Any]:
        """There is one outcome, so nothing to fill in."""
        return {}


def _higher_rows(outcome: str, context: FormContext) -> list[int]:
    """The organism rows with a higher CFI than the outcome."""
    reached = context.categories.get(outcome)
    return [
        row.position
        for row in context.organisms
        if reached and (cfi := context.categories.get(row.cfi))
        # A ggo that needs more containment than the installation has cannot be used in
        # it.
        if cfi.rank > reached.rank
    ]


def _not_at_place(outcome: str) -> forms.ValidationError:
    text = gettext(
        "%(cfi)s is not among the CFIs used at the place. Add it there, or choose "
        "another here."
    )
    return forms.ValidationError(text % {"cfi": outcome}, code="not-at-place")


def _too_low(outcome: str, rows: list[int]) -> forms.ValidationError:
    text = gettext(
        "Organism rows %(rows)s need more than %(cfi)s. Choose the higher outcome, or "
        "correct the rows."
    )
    words = {"rows": ", ".join(map(str, rows[:10])), "cfi": outcome}
    return forms.ValidationError(text % words, code="too-low")
