"""The 2.8 decision that changes (Besluit ggo 2.8)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.fields import line, paragraph


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

    decision = line(
        _("Number of the 2.8 decision"),
        needed=_("Give the number of the 2.8 decision that changes."),
        help=_("As it stands on the decision, such as IG 14-021_2.8-000."),
        limit=60,
    )
    changes = paragraph(
        _("What changes in the decision"),
        needed=_("Say what changes in the decision."),
        help=_("For example: another host, another CFI, fewer or other measures."),
    )
    reason = paragraph(_("Why it changes"), needed=_("Say why it changes."), rows=3)

    @classmethod
    def suggested(cls, context: FormContext) -> dict:
        """The number is known when the request was filed in the portal."""
        earlier = context.application.changes
        return {"decision": earlier.filed_as[0]} if earlier and earlier.filed_as else {}
