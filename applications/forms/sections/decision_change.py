"""The 2.8 decision that changes (Besluit ggo 2.8)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.changeable import filing_by_number, granted_decision
from applications.forms.context import FormContext
from applications.forms.fields import line_field, paragraph_field
from applications.models import FiledNumber


class DecisionChangeSection(SectionForm):
    """Which decision, in the portal or from before it; what changes, and why."""

    key = "change"
    heading = _("The decision that changes")
    lead = _(
        "The other parts say how it will be; what you filed in the portal before "
        "stands there already. Change there what is different, and say here what and "
        "why."
    )
    basis = "2.8"
    public = {"decision": "register"}

    decision = line_field(
        _("Number of the 2.8 decision"),
        needed=_("Give the number of the 2.8 decision that changes."),
        help=_("As it stands on the decision, such as IG 14-021_2.8-000."),
        limit=60,
    )
    changes = paragraph_field(
        _("What changes in the decision"),
        needed=_("Say what changes in the decision."),
        help=_("For example: another host, another CFI, fewer or other measures."),
    )
    reason = paragraph_field(
        _("Why it changes"), needed=_("Say why it changes."), rows=3
    )

    def clean_decision(self) -> str:
        """A decision of the portal was granted."""
        number: str = self.cleaned_data["decision"]
        found = filing_by_number(number, self.context.application) if number else None
        if found and found.ending != FiledNumber.Ending.GRANTED:
            text = gettext(
                "Under %(number)s no 2.8 decision was granted (yet). Give the number "
                "of a decision that you have."
            )
            raise forms.ValidationError(text % {"number": number}, code="not-granted")
        return number

    @classmethod
    def suggested(cls, context: FormContext) -> dict[str, Any]:
        """The number is known when the decision was taken in the portal."""
        earlier = context.application.changes
        decision = granted_decision(earlier) if earlier else None
        return {"decision": decision.number} if decision else {}
