"""ATV formulier and Algemeen administratief formulier (Besluit ggo 2.20)."""

from applications.forms.base import Section
from applications.forms.conditions import only_when
from applications.forms.sections.administrative.closing import ClosingSection
from applications.forms.sections.administrative.dossiers import (
    BVF,
    CLOSING,
    HOLDER,
    SITE,
    VM,
    DossiersSection,
    asks_change,
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
        only_when(asks_change(HOLDER), HolderSection),
        only_when(asks_change(SITE), SiteSection),
        only_when(asks_change(BVF), BvfSection),
        only_when(asks_change(VM), VmSection),
        only_when(asks_change(CLOSING), ClosingSection),
    ],
}

CHANGES: dict[str, tuple[str, ...]] = {}
