"""What changes, compared with what was filed before (Besluit ggo 2.23)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.findings import DOSSIER, Missing
from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.fields import paragraph


class ChangeSection(SectionForm):
    """The rest of the form says how the work will be; this says what is new."""

    key = "change"
    heading = _("What changes")
    lead = _(
        "The other parts are filled in from the earlier filing. Change there what is "
        "different, and say here what and why."
    )
    basis = "2.23"

    changes = paragraph(
        _("What changes"),
        needed=_("Say what changes in the work."),
        help=_("For example: work in another CFI, other hosts, larger volumes."),
    )
    reason = paragraph(
        _("Why it changes"),
        needed=_("Say why it changes."),
        rows=3,
    )

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """Also: a change belongs to a dossier."""
        found = super().missing(context)
        if context.application.changes_id is None:
            text = gettext("Start this change again from the filing that it changes.")
            found.insert(0, Missing(cls.key, DOSSIER, "required", text))
        return found
