"""ATV formulier and Algemeen administratief formulier (Besluit ggo 2.20)."""

from applications.forms.base import Section
from applications.forms.sections.organisation import OrganisationSection
from applications.forms.sections.place import PlaceSection
from applications.forms.sections.prescription import PrescriptionSection

FORMS: dict[str, list[type[Section]]] = {
    "atv": [  # 2.20 lid 2, 2.21 lid 1; for a permit by 2.41
        OrganisationSection,
        PlaceSection,  # the rooms
        PrescriptionSection,  # prescription, other measure, protection, duration
    ],
}

CHANGES: dict[str, tuple[str, ...]] = {}
