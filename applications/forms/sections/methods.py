"""How the ggo's are made and handled, and how much of it (bijlage 5, f and i)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import paragraph_field


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
