"""An application with everything its sections look at, each fetched once."""

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count

from accounts.models import LabRole, User
from applications.forms.scope import ANY, SCOPES, Scope
from applications.models import (
    Application,
    Attachment,
    BvfAdmission,
    Confidentiality,
    OrganismRow,
    Person,
    SectionAnswers,
    Site,
)
from applications.text_input.typed import as_form_data
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.law_rows.law import Law
from procedures.models import (
    ContainmentCategory,
    Level,
    NotInForce,
    Procedure,
    ProcedureType,
)
from procedures.models.containment import LEVELS


class FormContext:
    """What the sections of one application know, on one day of the law."""

    def __init__(self, application: Application, on: date, books: Law | None = None):
        self.application = application
        self.on = on
        self.law_day = self._law_day()
        # Once for the whole look, so that all sections are judged by the same law.
        self.books = books or law.current_law()
        self.forms: dict[str, Any] = {}  # by section, as filing reads them

    def _law_day(self) -> date:
        """The day whose law governs: a supplement goes by that of its filing."""
        filing = self.application.supplements
        # The row in force on the day of receipt governs a case for ever, so also what
        # is added to it.
        return legal_day(filing.filed_at) if filing and filing.filed_at else self.on

    @cached_property
    def latest_procedure(self) -> Procedure:
        """The row in force on the day, else the last one: a draft stays readable."""
        return self.books.latest(self.application.procedure_key, self.law_day)

    @property
    def procedure(self) -> Procedure:
        """The row of the law in force on the day; `NotInForce` when there is none."""
        return self.books.in_force(self.application.procedure_key, self.law_day)

    @property
    def is_in_force(self) -> bool:
        """Can this still be filed on the day?"""
        return self.latest_procedure.holds(self.law_day)

    @cached_property
    def follow_up(self) -> Procedure | None:
        """In a combination: the KG or VA beside the 2.8 request, once chosen."""
        if self.latest_procedure.term_count < 2:
            return None
        said = as_form_data(self.values("combination"))
        try:
            return self.books.latest(said.get("procedure", ""), self.law_day)
        except NotInForce:
            return None

    @cached_property
    def level(self) -> str:
        """The level that is applied for; empty where the level is what is asked."""
        return (self.follow_up or self.latest_procedure).level

    @cached_property
    def is_permit(self) -> bool:
        """Is a permit applied for (VA), by itself or in a combination?"""
        return (self.follow_up or self.latest_procedure).type == ProcedureType.VA

    @cached_property
    def asks_level(self) -> bool:
        """Is the level what is asked, whatever the lab's places allow today?"""
        asked = {ProcedureType.R28, ProcedureType.R213, ProcedureType.R213A}
        return not self.follow_up and self.latest_procedure.type in asked

    @cached_property
    def asks_article(self) -> bool:
        """Has each ggo its classification article? In a 2.8 request it may be open."""
        classified = {ProcedureType.KG, ProcedureType.VA, ProcedureType.R28_KG}
        return self.latest_procedure.type in classified

    @cached_property
    def scope(self) -> Scope:
        """The CFIs that this procedure is for."""
        return SCOPES.get(self.level, ANY)

    @cached_property
    def categories(self) -> dict[str, ContainmentCategory]:
        """The CFIs in force on the day, by code."""
        return self.books.categories_on(self.law_day)

    @cached_property
    def open_categories(self) -> list[ContainmentCategory]:
        """The CFIs that this procedure is for: none of a higher level."""
        return [row for row in self.categories.values() if self.is_for(row)]

    @cached_property
    def reachable_categories(self) -> list[ContainmentCategory]:
        """Of those, what some site of the lab may do, and what was chosen already."""
        # A 2.8 request may ask for what the lab has no place for yet.
        if self.asks_level:
            return self.open_categories
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
    def admissions(self) -> dict[int, list[BvfAdmission]]:
        """What the BVFs of the organisation are admitted for on the day, by person."""
        found: dict[int, list[BvfAdmission]] = {}
        people = [person.pk for person in self.officers.values()]
        for row in BvfAdmission.objects.on(self.on).filter(bvf__in=people):
            found.setdefault(row.bvf_id, []).append(row)
        return found

    @cached_property
    def persons(self) -> dict[str, Person]:
        """The people of the organisation's register that can be named, by id."""
        people = self.application.organisation.persons.all()
        return {str(person.pk): person for person in people.pickable()}

    @cached_property
    def dossiers(self) -> dict[str, Application]:
        """The organisation's dossiers that are not closed, by id of the first filing.

        An administrative filing opens none.
        """
        administrative = self.books.keys_of(ProcedureType.ADMINISTRATIVE)
        filed = self.application.organisation.applications.first_of_each_dossier()
        rows = filed.not_closed().exclude(procedure_key__in=administrative)
        # The frozen content is by far the largest column, and a list of dossiers needs
        # none of it.
        rows = rows.order_by("filed_at", "filed_as").defer("content")
        return {str(row.pk): row for row in rows}

    @cached_property
    def organisms(self) -> list[OrganismRow]:
        """The organism rows, in order."""
        return list(self.application.organisms.all())

    @cached_property
    def attachments(self) -> list[Attachment]:
        """The files, in the order in which they were added."""
        return list(self.application.attachments.order_by("added_at", "pk"))

    @cached_property
    def claims(self) -> list[Confidentiality]:
        """What is asked to be kept confidential, by section and question."""
        return list(self.application.confidentialities.all())

    @cached_property
    def open_comments(self) -> dict[str, int]:
        """How many comments are open at each section; "" is the whole draft."""
        said = self.application.comments.open().order_by()
        counted = said.values_list("section").annotate(number=Count("pk"))
        return dict(counted)

    @cached_property
    def used_cfis(self) -> set[str]:
        """The CFIs said to be used at the place, whether or not they are allowed."""
        said = self.values("place").get("cfis")
        # A draft keeps what was sent, also one text where a list is asked.
        return set(said) if isinstance(said, list) else {str(said or "")} - {""}

    @property
    def named_cfis(self) -> set[str]:
        """Every CFI that the draft names: at the place, and in the table of ggo's."""
        return self.used_cfis | {row.cfi for row in self.organisms} - {""}

    def values(self, section: str) -> dict[str, Any]:
        """What was typed in a section; empty when nothing was."""
        answers = self.saved.get(section)
        return answers.values if answers else {}

    def version(self, section: str) -> int:
        """The version of a section; 0 before anybody saved it."""
        answers = self.saved.get(section)
        return answers.version if answers else 0

    def is_for(self, category: ContainmentCategory) -> bool:
        """Is the CFI for this procedure: of at most its level, of its own kind?"""
        return self.scope.holds(category)

    def allows(self, site: Site, category: ContainmentCategory) -> bool:
        """Does the permit of the site reach this CFI? It names the highest of each."""
        return any(
            highest.allows(category)
            for allowed in site.containments.all()
            # A code that the law has dropped since allows nothing.
            if (highest := self.categories.get(allowed.cfi))
        )

    def levels_of(self, cfi: str) -> tuple[str, ...]:
        """The levels that can go with a CFI in this procedure; none when unknown."""
        category = self.categories.get(cfi)
        found = LEVELS[category.level] if category else ()
        if self.level in (Level.II_K, Level.MI_II):
            return tuple(level for level in found if level != Level.II_V)
        return found

    def level_of(self, cfi: str) -> str:
        """The level that goes with a CFI when nobody says another; empty if unknown.

        Level II is II-v where a permit is applied for, II-k in a notification, and
        open where the level is what is asked.
        """
        found = self.levels_of(cfi)
        if len(found) < 2:
            return str(found[0]) if found else ""
        if not self.level:
            return ""
        return str(Level.II_V if self.is_permit else Level.II_K)

    def row_content(self, row: OrganismRow) -> dict[str, str]:
        """An organism row as it is frozen: the level follows from the CFI."""
        values = row.as_values()
        return {**values, "level": values["level"] or self.level_of(row.cfi)}
