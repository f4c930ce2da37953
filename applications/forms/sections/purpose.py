"""What the work is for (bijlage 5, e)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import line_field, paragraph_field


class PurposeSection(SectionForm):
    """Title, purpose and expected results; the title is what the register shows."""

    key = "purpose"
    heading = _("Purpose of the work")
    lead = _("In words that a colleague from another field understands.")
    basis = "e"
    public = {"title": "register"}

    title = line_field(
        _("Title"),
        needed=_("Give the work a title."),
        help=_("Short. The public register shows it."),
    )
    purpose = paragraph_field(
        _("Purpose"),
        needed=_("Say what you want to find out or make."),
        help=_("What you want to find out or make with the ggo's."),
    )
    results = paragraph_field(
        _("Expected results"),
        needed=_("Say which results you expect."),
        help=_("What will be there when the work has succeeded."),
    )
