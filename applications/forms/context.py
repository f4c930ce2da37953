"""An application with everything its sections look at, each fetched once."""

from datetime import date
from functools import cached_property

from accounts.models import LabRole, User
from applications.models import (
    Application,
    Attachment,
    OrganismRow,
    SectionAnswers,
    Site,
)
from procedures import law
from procedures.law import Law
from procedures.models import ContainmentCategory, Level, Procedure
from procedures.models.containment import RANKS

CFI_LEVEL = {Level.I: "I", Level.II_K: "II"}
"""The level of a CFI that belongs to the level of a procedure (Regeling ggo 17)."""

LEVEL_OF_CFI = {level: str(of_procedure) for of_procedure, level in CFI_LEVEL.items()}

OWN_FORMS = {"MI", "S"}
"""Families of CFIs that have procedures and forms of their own (table III)."""


class FormContext:
    """What the sections of one application know, on one day of the law."""

    def __init__(self, application: Application, on: date, books: Law | None = None):
        self.application = application
        self.on = on
        self.books = books or law.current()
        self.forms: dict = {}  # by section, as filing reads them

    @cached_property
    def latest_procedure(self) -> Procedure:
        """The row in force on the day, else the last one: a draft stays readable."""
        return self.books.latest(self.application.procedure_key, self.on)

    @property
    def procedure(self) -> Procedure:
        """The row of the law in force on the day; `NotInForce` when there is none."""
        return self.books.in_force(self.application.procedure_key, self.on)

    @property
    def is_in_force(self) -> bool:
        """Can this still be filed on the day?"""
        return self.latest_procedure.holds(self.on)

    @cached_property
    def cfi_level(self) -> str:
        """The level that at least one CFI of this procedure has, and none exceeds."""
        return CFI_LEVEL[Level(self.latest_procedure.level)]

    @cached_property
    def categories(self) -> dict[str, ContainmentCategory]:
        """The CFIs in force on the day, by code."""
        return self.books.categories_on(self.on)

    @cached_property
    def open_categories(self) -> list[ContainmentCategory]:
        """The CFIs that this procedure is for: none of a higher level."""
        return [row for row in self.categories.values() if self.is_for(row)]

    @cached_property
    def reachable_categories(self) -> list[ContainmentCategory]:
        """Of those, what some site of the lab may do, and what was chosen already."""
        sites = self.sites.values()
        return [
            row
            for row in self.open_categories
            if row.key in self.used_cfis
            or any(self.allows(site, row) for site in sites)
        ]

    @cached_property
    def saved(self) -> dict[str, SectionAnswers]:
        """What was typed, by section."""
        rows = self.application.section_answers.all()
        return {answers.section: answers for answers in rows}

    @cached_property
    def sites(self) -> dict[str, Site]:
        """The organisation's places, by id, with what their permits allow."""
        sites = self.application.organisation.sites.prefetch_related("containments")
        return {str(site.pk): site for site in sites}

    @cached_property
    def officers(self) -> dict[str, User]:
        """The organisation's BVFs, by id."""
        people = self.application.organisation.people(LabRole.BVF)
        return {str(person.pk): person for person in people}

    @cached_property
    def organisms(self) -> list[OrganismRow]:
        """The organism rows, in order."""
        return list(self.application.organisms.all())

    @cached_property
    def attachments(self) -> list[Attachment]:
        """The files, in the order in which they were added."""
        return list(self.application.attachments.all())

    @cached_property
    def used_cfis(self) -> set[str]:
        """The CFIs said to be used at the place, whether or not they are allowed."""
        said = self.values("place").get("cfis")
        return set(said) if isinstance(said, list) else {str(said or "")} - {""}

    def values(self, section: str) -> dict:
        """What was typed in a section; empty when nothing was."""
        answers = self.saved.get(section)
        return answers.values if answers else {}

    def version(self, section: str) -> int:
        """The version of a section; 0 before anybody saved it."""
        answers = self.saved.get(section)
        return answers.version if answers else 0

    def is_for(self, category: ContainmentCategory) -> bool:
        """Is the CFI for this procedure: of at most its level, without own form?"""
        if category.family in OWN_FORMS:
            return False
        return category.rank <= RANKS[self.cfi_level]

    def allows(self, site: Site, category: ContainmentCategory) -> bool:
        """Does the permit of the site reach this CFI? It names the highest of each."""
        return any(
            highest.allows(category)
            for allowed in site.containments.all()
            if (highest := self.categories.get(allowed.cfi))
        )

    def level_of(self, cfi: str) -> str:
        """The level that goes with a CFI in this procedure; empty when unknown."""
        category = self.categories.get(cfi)
        return LEVEL_OF_CFI.get(category.level, "") if category else ""

    def row_content(self, row: OrganismRow) -> dict[str, str]:
        """An organism row as it is frozen: the level follows from the CFI."""
        values = row.as_values()
        return {**values, "level": values["level"] or self.level_of(row.cfi)}
