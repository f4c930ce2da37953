"""Additions to annex 4, 7 or 11 that hold for one lab (Besluit ggo 2.13a)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import line_field, one_of, paragraph_field
from applications.models import AttachmentKind

CLASSES = [(number, number) for number in ("1", "2", "3", "4")]


class Annex4Section(SectionForm):
    """The micro-organism, and the pathogenicity class that is argued for it."""

    key = "addition"
    heading = _("Addition to annex 4")
    lead = _(
        "Annex 4 gives micro-organisms with their pathogenicity class. The decision "
        "holds only for your organisation (Besluit ggo 2.13a, paragraph 2)."
    )
    basis = "2.13a"
    public = {
        "title": "register",
        "organism": "organisms",
        "pathogenicity": "effects",
        "argument": "effects",
    }
    takes_files = True
    file_kind = AttachmentKind.OTHER

    title = line_field(
        _("Title"),
        needed=_("Give the request a title."),
        help=_("Short. The public register shows it."),
    )
    organism = line_field(
        _("Micro-organism"),
        needed=_("Give the micro-organism."),
        help=_("Species, and strain where the class is of the strain."),
        limit=300,
    )
    pathogenicity = one_of(
        _("Pathogenicity class"),
        needed=_("Choose the pathogenicity class."),
        wrong=_("“%(value)s” is not a pathogenicity class."),
        choices=CLASSES,
    )
    argument = paragraph_field(
        _("Why this class"),
        needed=_("Argue the pathogenicity class."),
        help=_(
            "Disease in people, animals and plants, how it spreads, and what can be "
            "done against it; with references."
        ),
        rows=10,
    )


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
