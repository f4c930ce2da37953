"""Which sections each form has, by procedure and edition.

To add a form: write its list under `applications/forms/lists/`, and the sections that
do not exist yet under `applications/forms/sections/`. To add an edition: put its list
into `LATER`, and its first day into `procedures/law/forms.yaml`.
"""

from typing import Any

from applications.errors import UnknownForm, UnknownSection
from applications.forms.base import Section, SectionForm
from applications.forms.context import FormContext
from applications.forms.lists import notifications, others, permits, requests
from applications.models import Application

FIRST = "1"
"""The edition with which the portal began."""

BEGUN: dict[str, list[type[Section]]] = (
    notifications.FORMS | permits.FORMS | requests.FORMS | others.FORMS
)
LATER: dict[tuple[str, str], list[type[Section]]] = permits.LATER | requests.LATER
"""Lists of later editions, by procedure and edition."""

FORMS: dict[tuple[str, str], list[type[Section]]] = {
    (key, FIRST): sections for key, sections in BEGUN.items()
} | LATER

CHANGES: dict[str, tuple[str, ...]] = (
    notifications.CHANGES | permits.CHANGES | requests.CHANGES | others.CHANGES
)
"""Which filings a change can build on: those of its own level."""


def sections_of(procedure_key: str, edition: str = FIRST) -> list[type[Section]]:
    """The sections of the form for a procedure; `UnknownForm` when there is none."""
    try:
        return FORMS[procedure_key, edition]
    except KeyError:
        raise UnknownForm(f"{procedure_key}, edition {edition}") from None


def sections_in(application: Application) -> list[type[Section]]:
    """The sections of an application, in the edition that it was begun in."""
    return sections_of(application.procedure_key, application.edition)


def sections_for(context: FormContext) -> list[type[Section]]:
    """Of those, the sections that are asked, given what is said already."""
    sections = sections_in(context.application)
    return [section for section in sections if section.applies(context)]


def sections_said(said: dict[str, Any]) -> list[type[Section]]:
    """The sections of the content of an application, as it was frozen."""
    return sections_of(said["procedure"], said.get("edition", FIRST))


def section_in(application: Application, key: str) -> type[Section]:
    """One section of a form; `UnknownSection` when the form does not have it."""
    for section in sections_in(application):
        if section.key == key:
            return section
    raise UnknownSection(key)


def form_section(application: Application, key: str) -> type[SectionForm]:
    """One section that has questions; `UnknownSection` for rows and the rest."""
    section = section_in(application, key)
    if not issubclass(section, SectionForm):
        raise UnknownSection(key)
    return section
