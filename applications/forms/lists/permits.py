"""VA-II-v, VA-III, VA for level IV, VA-MI-III (Besluit ggo 2.35, 2.43, 2.46)."""

from applications.forms.base import Section
from applications.forms.sections.change import PermitChangeSection
from applications.forms.sections.contact import ContactSection
from applications.forms.sections.minor import MinorSection
from applications.forms.sections.organisation import OrganisationSection
from applications.forms.sections.organisms import OrganismsSection, SingleGgosSection
from applications.forms.sections.outcome import OutcomeSection
from applications.forms.sections.permit import (
    ChangedPermitSection,
    PermitSection,
    ReportedPermitSection,
)
from applications.forms.sections.place import PlaceSection
from applications.forms.sections.process_installation import (
    InstallationSection,
    WasteSection,
)
from applications.forms.sections.purpose_and_methods import (
    MethodsSection,
    PurposeSection,
)
from applications.forms.sections.report import ReportSection

WORK: list[type[Section]] = [
    PlaceSection,  # c: place, highest CFI of the environmental permit, authority
    PurposeSection,  # e: purpose and expected results
    OrganismsSection,  # g, h: hosts; origin and function of the material, vectors
    MethodsSection,  # f, i: volumes; making and handling
    OutcomeSection,  # j: level and CFI
    ReportSection,  # k: report of the risk assessment
]

PERMIT: list[type[Section]] = [
    OrganisationSection,  # a, b: legal person, BVF
    PermitSection,  # b: who is in daily charge (VM)
    *WORK,
]

REPORTED_PERMIT: list[type[Section]] = [
    MinorSection,  # Regeling 25: may it be reported; what is added
    OrganisationSection,
    ReportedPermitSection,  # number of the permit; VM
    *WORK,
]

CHANGED_PERMIT: list[type[Section]] = [
    PermitChangeSection,  # 2.44: what changes; the rest need not be given again
    OrganisationSection,
    ChangedPermitSection,  # number of the permit; VM
    *WORK,
]

LEVEL_IV_PERMIT: list[type[Section]] = [ContactSection, *PERMIT]

PROCESS_PERMIT: list[type[Section]] = [
    OrganisationSection,
    PermitSection,
    PlaceSection,
    PurposeSection,
    SingleGgosSection,  # g, h: per single ggo (Regeling 18 lid 2)
    MethodsSection,
    InstallationSection,  # 2a: the installation
    WasteSection,  # 2b, 2c: kind, management, treatment, form and destination
    OutcomeSection,
    ReportSection,
]

FORMS: dict[str, list[type[Section]]] = {
    "iiv-new": PERMIT,  # VA-II-v
    "iiv-same-article": REPORTED_PERMIT,  # VA-II-v
    "iiv-other-article": CHANGED_PERMIT,  # VA-II-v
    "iii-new": PERMIT,  # VA-III
    "iii-same-article": REPORTED_PERMIT,  # VA-III
    "iii-other-article": CHANGED_PERMIT,  # VA-III
    "iv-new": LEVEL_IV_PERMIT,  # contact Bureau GGO
    "mi-iii": PROCESS_PERMIT,  # VA-MI-III
}

LATER: dict[tuple[str, str], list[type[Section]]] = {
    ("mi-iii", "2"): [  # groups since 1 July 2026: Regeling 18 lid 2 lapsed
        OrganismsSection if section is SingleGgosSection else section
        for section in PROCESS_PERMIT
    ],
}

OF_II_V = ("iiv-new", "iiv-same-article", "iiv-other-article")
OF_III = ("iii-new", "iii-same-article", "iii-other-article")

CHANGES: dict[str, tuple[str, ...]] = {
    "iiv-same-article": OF_II_V,
    "iiv-other-article": OF_II_V,
    "iii-same-article": OF_III,
    "iii-other-article": OF_III,
}
