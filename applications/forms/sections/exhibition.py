"""Exhibiting ggo's at TR-I, by a 2.8 decision (Regeling ggo 20 lid 5)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import paragraph_field


class ExhibitionSection(SectionForm):
    """What Regeling 20 lid 5 asks with the data of a notification."""

    key = "exhibition"
    heading = _("The exhibition")
    lead = _(
        "You ask Bureau GGO to classify the work at TR-I instead of TR-III, and notify "
        "it with the same form. Work may start after the 2.8 decision."
    )
    basis = "20.5"
    public = dict.fromkeys(["showing", "contact", "prescriptions"], "containment")

    showing = paragraph_field(
        _("How the ggo's are shown"),
        needed=_("Say how the ggo's are shown."),
        help=_("The room, who comes there, in what the ggo's are, and for how long."),
    )
    contact = paragraph_field(
        _("Why the public cannot touch them"),
        needed=_("Say why the public cannot touch the ggo's."),
        help=_("What stands between the public and the ggo's, and who watches."),
    )
    prescriptions = paragraph_field(
        _("How the prescriptions for TR-I are met"),
        needed=_("Say how the prescriptions for TR-I are met."),
        help=_("Those of annex 9 of the Regeling ggo, part 9.4.2, one by one."),
        rows=10,
    )
