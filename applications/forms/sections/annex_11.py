"""A ggo to be added to annex 11 (Besluit ggo 2.13a)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import line_field, paragraph_field


class Annex11Section(SectionForm):
    """What the ggo is for; the ggo stands in its row, the criteria after it."""

    key = "addition"
    heading = _("Addition to annex 11")
    lead = _(
        "Annex 11 gives ggo's that may be used at S-I. The decision holds only for "
        "your organisation (Besluit ggo 2.13a, paragraph 2)."
    )
    basis = "2.13a"
    public = {"title": "register"}

    title = line_field(
        _("Title"),
        needed=_("Give the request a title."),
        help=_("Short. The public register shows it."),
    )
    use = paragraph_field(
        _("What it will be used for"),
        needed=_("Say what the ggo will be used for."),
        help=_("For example which practical, and by whom."),
        rows=4,
    )
