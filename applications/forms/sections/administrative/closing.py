"""The end of the work in a dossier (Regeling ggo 18 lid 9)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import date_field, day_in_words, paragraph_field


class ClosingSection(SectionForm):
    """When the work ended, what became of the ggo's, and where the report is kept."""

    key = "closing"
    heading = _("Closing of dossiers")
    lead = _(
        "After this nothing can be changed in these dossiers any more; new work is "
        "filed anew."
    )
    basis = "18"
    public = {"ended_on": "register"}

    ended_on = date_field(
        _("Day on which the work ended"),
        needed=_("Give the day on which the work ended."),
    )
    remains = paragraph_field(
        _("What is done with the ggo's"),
        needed=_("Say what is done with the ggo's that are left."),
        help=_(
            "Destroyed, or kept in storage or handed over: where, under which dossier."
        ),
    )
    report = paragraph_field(
        _("Where the report of the risk assessment is kept"),
        needed=_("Say where the report is kept."),
        help=_(
            "For at least 20 years after the end of the work (Regeling ggo, article "
            "18, paragraph 9)."
        ),
        rows=3,
    )

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The day as it is written in JSON."""
        return {**values, "ended_on": str(values["ended_on"] or "")}

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """The day in words."""
        return day_in_words(value) if name == "ended_on" else super().lines(name, value)
