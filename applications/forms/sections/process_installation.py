"""The process installation and its waste (bijlage 5, 2a to 2c): large scale at MI."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import line_field, paragraph_field


class InstallationSection(SectionForm):
    """What stands there, how large it is, and what keeps the ggo's inside."""

    key = "installation"
    heading = _("Process installation")
    lead = _("The installation in which the ggo is cultured and processed.")
    basis = "2a"
    public = {"containment": "containment"}

    description = paragraph_field(
        _("The installation"),
        needed=_("Describe the process installation."),
        help=_(
            "The vessels and apparatus, how they are connected, and where they stand. "
            "A drawing can go along as a file with the report."
        ),
    )
    volume = line_field(
        _("Largest working volume"),
        needed=_("Give the working volume of the largest vessel."),
        help=_("Of the largest vessel, and of all vessels in use at the same time."),
    )
    containment = paragraph_field(
        _("What keeps the ggo inside"),
        needed=_("Say how the ggo is kept inside the installation."),
        help=_("Exhaust gas, sampling, seals, collection of spills, inactivation."),
    )


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
