"""A plant to be added to annex 7, with how it spreads (Besluit ggo 2.13a)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import line_field, paragraph_field
from applications.models import AttachmentKind


class Annex7Section(SectionForm):
    """The plant and its spread characteristics."""

    key = "addition"
    heading = _("Addition to annex 7")
    lead = _(
        "Annex 7 gives plants with how they spread. The decision holds only for your "
        "organisation (Besluit ggo 2.13a, paragraph 2)."
    )
    basis = "2.13a"
    public = {"title": "register", "plant": "organisms", "spread": "effects"}
    takes_files = True
    file_kind = AttachmentKind.OTHER

    title = line_field(
        _("Title"),
        needed=_("Give the request a title."),
        help=_("Short. The public register shows it."),
    )
    plant = line_field(
        _("Plant"),
        needed=_("Give the plant."),
        help=_("Scientific name of the species."),
        limit=300,
    )
    spread = paragraph_field(
        _("How the plant spreads"),
        needed=_("Say how the plant spreads."),
        help=_(
            "By pollen, seed and parts of the plant; how far, and with which relatives "
            "it crosses. With references."
        ),
        rows=10,
    )
