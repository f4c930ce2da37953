"""ATV formulier and Algemeen administratief formulier (Besluit ggo 2.20)."""

from applications.forms.base import Section
from applications.forms.conditions import when
from applications.forms.sections.administrative.closing import ClosingSection
from applications.forms.sections.administrative.dossiers import (
    BVF,
    CLOSING,
    HOLDER,
    SITE,
    VM,
    DossiersSection,
    asks,
)
from applications.forms.sections.administrative.holder import HolderSection
from applications.forms.sections.administrative.successors import (
    BvfSection,
    SiteSection,
    VmSection,
)
from applications.forms.sections.organisation import OrganisationSection
from applications.forms.sections.place import PlaceSection
from applications.forms.sections.prescription import PrescriptionSection

FORMS: dict[str, list[type[Section]]] = {
    "atv": [  # 2.20 lid 2, 2.21 lid 1; for a permit by 2.41
        OrganisationSection,
        PlaceSection,  # the rooms
        PrescriptionSection,  # prescription, other measure, protection, duration
    ],
    "administrative": [
        OrganisationSection,
        DossiersSection,  # what changes, for which dossiers
        when(asks(HOLDER), HolderSection),
        when(asks(SITE), SiteSection),
        when(asks(BVF), BvfSection),
        when(asks(VM), VmSection),
        when(asks(CLOSING), ClosingSection),
    ],
}

CHANGES: dict[str, tuple[str, ...]] = {}
