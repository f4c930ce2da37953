"""Which sections each form has, as Besluit ggo bijlage 5 asks them.

To add a form: write its list here, and the sections that do not exist yet under
`applications/forms/sections/`.
"""

from applications.errors import UnknownForm, UnknownSection
from applications.forms.base import Section, SectionForm
from applications.forms.sections.change import ChangeSection
from applications.forms.sections.methods import MethodsSection
from applications.forms.sections.organisation import OrganisationSection
from applications.forms.sections.organisms import OrganismsSection
from applications.forms.sections.outcome import OutcomeSection
from applications.forms.sections.place import PlaceSection
from applications.forms.sections.purpose import PurposeSection
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

FORMS: dict[str, list[type[Section]]] = {
    "i-new": NOTIFICATION,  # KG-I
    "i-other-cfi": CHANGED_NOTIFICATION,  # KG-I
    "iik-new": NOTIFICATION,  # KG-II-k
    "iik-change": CHANGED_NOTIFICATION,  # KG-II-k
}

CHANGES: dict[str, tuple[str, ...]] = {
    "i-other-cfi": ("i-new", "i-other-cfi"),
    "iik-change": ("iik-new", "iik-change"),
}
"""Which filings a change can build on: those of its own level."""


def sections_of(procedure_key: str) -> list[type[Section]]:
    """The sections of the form for a procedure; `UnknownForm` when there is none."""
    try:
        return FORMS[procedure_key]
    except KeyError:
        raise UnknownForm(procedure_key) from None


def section_of(procedure_key: str, key: str) -> type[Section]:
    """One section of a form; `UnknownSection` when the form does not have it."""
    for section in sections_of(procedure_key):
        if section.key == key:
            return section
    raise UnknownSection(key)


def form_section(procedure_key: str, key: str) -> type[SectionForm]:
    """One section that has questions; `UnknownSection` for rows and the rest."""
    section = section_of(procedure_key, key)
    if not issubclass(section, SectionForm):
        raise UnknownSection(key)
    return section
