"""2.8, 2.8 combinatie, MI-I en MI-II, S-I, 2.13/2.13a (Besluit ggo 2.8, 2.13, 2.13a).

Besluit ggo bijlage 5 lists what a KG or VA says; so here it counts where one of those
is in the form. A request alone says who asks (Regeling ggo 19, 20: the BVF hands it in
for the user), what it is about, and what the article on it asks.
"""

from applications.forms.base import Section
from applications.forms.conditions import is_permit, is_process, is_school, only_when
from applications.forms.sections.annex_2 import Annex2Section
from applications.forms.sections.annex_additions import (
    Annex4Section,
    Annex7Section,
    Annex11Section,
)
from applications.forms.sections.combination import (
    ChangedCombinationSection,
    CombinationSection,
)
from applications.forms.sections.criteria import (
    CriteriaByPartSection,
    CriteriaSection,
)
from applications.forms.sections.decision_change import DecisionChangeSection
from applications.forms.sections.exhibition import ExhibitionSection
from applications.forms.sections.large_scale import (
    LargeScaleSection,
    LowestScaleSection,
)
from applications.forms.sections.organisation import OrganisationSection
from applications.forms.sections.organisms import (
    OrganismsSection,
    SingleGgosSection,
    WishedOrganismsSection,
)
from applications.forms.sections.outcome import OutcomeSection
from applications.forms.sections.permit import ChangedPermitSection, PermitSection
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
from applications.forms.sections.request import RequestSection
from applications.forms.sections.risk_assessment import RiskAssessmentSection
from applications.forms.sections.school import (
    SchoolByPartSection,
    SchoolPlaceSection,
    SchoolSection,
)

REQUEST: list[type[Section]] = [
    OrganisationSection,  # Regeling 19, 20: the user, and the BVF who hands it in
    PurposeSection,  # what the work is for
    WishedOrganismsSection,  # several requests may go together: each row is one
    MethodsSection,  # nature and size of the handlings, on which the level rests
    RequestSection,  # 2.8: ground, wished CFI and level, reasons; 1.5 lid 4: measures
    RiskAssessmentSection,  # annex 8, unless 2.8 lid 2 asks MI-I, S-I or TR-I (19)
]

CHANGED_REQUEST: list[type[Section]] = [DecisionChangeSection, *REQUEST]

SCHOOL_IN_COMBINATION = only_when(is_school, SchoolSection)

WITH_REQUEST: list[type[Section]] = [
    PlaceSection,  # c
    PurposeSection,  # e
    WishedOrganismsSection,  # g, h; each row is a request too
    MethodsSection,  # f, i
    only_when(is_process, InstallationSection),  # 2a
    only_when(is_process, WasteSection),  # 2b, 2c
    RequestSection,
    RiskAssessmentSection,
    SCHOOL_IN_COMBINATION,  # annex 11 or 6
    OutcomeSection,  # j
    ReportSection,  # k
]

COMBINATION: list[type[Section]] = [
    CombinationSection,  # which KG or VA: the level follows from it
    OrganisationSection,  # a, b; Regeling 19, 20
    only_when(is_permit, PermitSection),  # b: who is in daily charge (VM)
    *WITH_REQUEST,
]

CHANGED_COMBINATION: list[type[Section]] = [
    ChangedCombinationSection,
    DecisionChangeSection,
    OrganisationSection,
    only_when(is_permit, ChangedPermitSection),
    *WITH_REQUEST,
]

LARGE_SCALE: list[type[Section]] = [
    LargeScaleSection,  # j: MI-I or MI-II
    OrganisationSection,  # a, b
    PlaceSection,  # c
    PurposeSection,  # e
    SingleGgosSection,  # g, h: per single ggo (Regeling 18 lid 2)
    MethodsSection,  # f, i
    InstallationSection,  # 2a
    WasteSection,  # 2b, 2c
    CriteriaSection,  # Regeling 20 lid 3: annex 6, in the place of annex 8
    ReportSection,  # k
]

SCHOOL_III: list[type[Section]] = [
    OrganisationSection,  # a, b
    SchoolPlaceSection,  # d: there is no environmental permit at S
    PurposeSection,  # e
    SingleGgosSection,  # g, h: per single ggo (Regeling 18 lid 2)
    MethodsSection,  # f, i
    CriteriaSection,  # Regeling 20 lid 4: annex 6
    OutcomeSection,  # j
    ReportSection,  # k
]

SCHOOL_I: list[type[Section]] = [
    OrganisationSection,
    SchoolPlaceSection,
    PurposeSection,
    SingleGgosSection,
    MethodsSection,
    SchoolSection,  # annex 11, or the criteria of annex 6
    OutcomeSection,
    ReportSection,
]

ANNEX_11: list[type[Section]] = [
    OrganisationSection,
    Annex11Section,
    SingleGgosSection,  # the ggo itself
    CriteriaSection,  # how it meets annex 6
]

EXHIBITION: list[type[Section]] = [
    OrganisationSection,  # a, b
    PlaceSection,  # c
    PurposeSection,  # e
    OrganismsSection,  # g, h
    MethodsSection,  # f, i
    ExhibitionSection,  # Regeling 20 lid 5
    OutcomeSection,  # j
    ReportSection,  # k
]

ANNEX_2: list[type[Section]] = [OrganisationSection, Annex2Section]  # Regeling 22
ANNEX_4: list[type[Section]] = [OrganisationSection, Annex4Section]
ANNEX_7: list[type[Section]] = [OrganisationSection, Annex7Section]

FORMS: dict[str, list[type[Section]]] = {
    "2.8": REQUEST,  # 2.8
    "2.8-change": CHANGED_REQUEST,  # 2.8
    "2.8-combination": COMBINATION,  # 2.8 combinatie
    "2.8-combination-change": CHANGED_COMBINATION,  # 2.8 combinatie
    "mi-i-ii": LARGE_SCALE,  # MI-I en MI-II
    "s-iii": SCHOOL_III,  # MI-I en MI-II, without what belongs to an installation
    "s-i": SCHOOL_I,  # S-I
    "tr-i": EXHIBITION,  # TR-I
    "2.13-annex-2": ANNEX_2,
    "2.13a-annex-4": ANNEX_4,
    "2.13a-annex-7": ANNEX_7,
    "2.13a-annex-11": ANNEX_11,
}

SINCE_JULY_2026: dict[type[Section], type[Section]] = {
    LargeScaleSection: LowestScaleSection,  # MI-I alone (Regeling 20 lid 3)
    SingleGgosSection: OrganismsSection,  # groups: 18 lid 2 lapsed
    CriteriaSection: CriteriaByPartSection,  # annex 6: 6.1.1, 6.1.2 or 6.1.3
    SchoolSection: SchoolByPartSection,
    SCHOOL_IN_COMBINATION: only_when(is_school, SchoolByPartSection),
}
"""What the second edition asks in the place of a section of the first."""


def second_edition(sections: list[type[Section]]) -> list[type[Section]]:
    """The list as it is since 1 July 2026."""
    return [SINCE_JULY_2026.get(section, section) for section in sections]


LATER: dict[tuple[str, str], list[type[Section]]] = {
    ("mi-i-ii", "2"): second_edition(LARGE_SCALE),
    ("2.8-combination", "2"): second_edition(COMBINATION),
    ("2.8-combination-change", "2"): second_edition(CHANGED_COMBINATION),
    ("s-iii", "2"): second_edition(SCHOOL_III),
    ("s-i", "2"): second_edition(SCHOOL_I),
    ("2.13-annex-2", "2"): ANNEX_2,  # of the same form, so of the same edition
    ("2.13a-annex-4", "2"): ANNEX_4,
    ("2.13a-annex-7", "2"): ANNEX_7,
    ("2.13a-annex-11", "2"): second_edition(ANNEX_11),
}

COMBINED = ("2.8-combination", "2.8-combination-change")

CHANGES: dict[str, tuple[str, ...]] = {
    "2.8-change": ("2.8", "2.8-change", *COMBINED, "mi-i-ii", "s-iii", "tr-i"),
    "2.8-combination-change": COMBINED,
}
"""Every filing that ends in a 2.8 decision can have that decision changed."""
