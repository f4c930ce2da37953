"""A micro-organism to be added to annex 4, with its class (Besluit ggo 2.13a)."""

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
