"""The waste of a process installation (bijlage 5, 2b and 2c)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import line_field, paragraph_field


class WasteSection(SectionForm):
    """Which waste arises, how it is treated, and what becomes of it."""

    key = "waste"
    heading = _("Waste")
    lead = _("All waste in which the ggo can be, liquid, solid and gas.")
    basis = "2b, 2c"
    public = {"treatment": "containment"}

    kind = paragraph_field(
        _("Kind and form of the waste"),
        needed=_("Say which waste arises, and in what form."),
        help=_("For example: culture liquid, filters, exhaust gas; how much of each."),
        rows=4,
    )
    management = paragraph_field(
        _("Management of the waste"),
        needed=_("Say how the waste is collected, kept and moved."),
        rows=4,
    )
    treatment = paragraph_field(
        _("Treatment"),
        needed=_("Say how the waste is treated."),
        help=_("How the ggo is inactivated, and how you check that it is."),
        rows=4,
    )
    final_form = line_field(
        _("Final form"),
        needed=_("Say in what form the waste leaves the location."),
    )
    destination = line_field(
        _("Destination"),
        needed=_("Say where the waste goes."),
        help=_("For example: the sewer, or a named waste processor."),
    )
