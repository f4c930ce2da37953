"""KG-I, KG-II-k, KG-MI-II: forms of a notification (Besluit ggo 2.15, 2.17, 2.23)."""

from applications.forms.base import Section
from applications.forms.sections.change import ChangeSection
from applications.forms.sections.consent import ChangeConsentSection, ConsentSection
from applications.forms.sections.organisation import OrganisationSection
from applications.forms.sections.organisms import OrganismsSection
from applications.forms.sections.outcome import OutcomeSection
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

NOTIFICATION: list[type[Section]] = [
    OrganisationSection,  # a, b: legal person, BVF
    PlaceSection,  # c: place, highest CFI of the permit, authority
    PurposeSection,  # e: purpose and expected results
    OrganismsSection,  # g, h: hosts; origin and function of the material, vectors
    MethodsSection,  # f, i: volumes; making and handling
    OutcomeSection,  # j: level and CFI
    ReportSection,  # k: report of the risk assessment
]

CHANGED_NOTIFICATION: list[type[Section]] = [
    ChangeSection,  # 2.23: what changes; the rest need not be given again
    *NOTIFICATION,
]

WAITING: list[type[Section]] = [
    *NOTIFICATION,
    ConsentSection,  # 2.17 lid 2: a decision on consent, for who asks it
]

PROCESS: list[type[Section]] = [
    OrganisationSection,
    PlaceSection,
    PurposeSection,
    OrganismsSection,
    MethodsSection,
    InstallationSection,  # 2a: the installation
    WasteSection,  # 2b, 2c: kind, management, treatment, form and destination
    OutcomeSection,
    ReportSection,
]

FORMS: dict[str, list[type[Section]]] = {
    "i-new": NOTIFICATION,  # KG-I
    "i-other-cfi": CHANGED_NOTIFICATION,  # KG-I
    "iik-new": WAITING,  # KG-II-k
    "iik-change": [*CHANGED_NOTIFICATION, ChangeConsentSection],  # KG-II-k
    "mi-ii-new": [*PROCESS, ConsentSection],  # KG-MI-II
    "mi-ii-change": [ChangeSection, *PROCESS, ChangeConsentSection],  # KG-MI-II
}

CHANGES: dict[str, tuple[str, ...]] = {
    "i-other-cfi": ("i-new", "i-other-cfi"),
    "iik-change": ("iik-new", "iik-change"),
    # What was MI-II by a 2.8 request is changed by a notification too.
    "mi-ii-change": ("mi-ii-new", "mi-ii-change", "mi-i-ii"),
}
