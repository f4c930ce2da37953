"""What the work is for, and how it is done (bijlage 5, e, f, i)."""

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


class MethodsSection(SectionForm):
    """As much detail as is needed to judge the risk (bijlage 5, 3)."""

    key = "methods"
    heading = _("Methods and volumes")
    lead = _("As detailed as is needed to judge the risk, and no more.")
    basis = "f, i"

    making = paragraph_field(
        _("How the ggo's are made"),
        needed=_("Say how the ggo's are made."),
        help=_("For example: cloning in plasmids, transformation, gene editing."),
    )
    handling = paragraph_field(
        _("How the ggo's are handled"),
        needed=_("Say what is done with the ggo's."),
        help=_("Culture, analysis, storage, transport within the location, waste."),
    )
    volumes = paragraph_field(
        _("Culture volumes"),
        needed=_("Give the culture volumes."),
        help=_("The largest volume of one culture, and how much at the same time."),
        rows=3,
    )
