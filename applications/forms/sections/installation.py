"""The process installation (bijlage 5, 2a): large-scale work at MI only."""

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
