"""The law as it stands in the database, kept in memory until a row changes."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from procedures.counting.calendar import Calendar
from procedures.counting.terms import TermRule
from procedures.models import (
    ComingChange,
    ContainmentCategory,
    DecisionTemplate,
    DecreesKnown,
    FormEdition,
    FreeDay,
    NotInForce,
    Procedure,
    UnknownRow,
)

# Every change of a row of the law is in the log of changes, one commit after the other
# (ADR 25), so its last row tells whether anything changed. Its `xmin` too: where a log
# is put back, as between two tests, a number comes twice.
# The last column is the number of the law: an article, a note, a question or the day
# of checking changes no date, so those must not send all cases to be derived anew.
FINGERPRINT = """
    SELECT
        last.id,
        last.xmin::text,
        (SELECT id FROM procedures_lawchange
         WHERE "table" IN ('procedures_procedure', 'procedures_freeday')
             AND (before - array['basis', 'checked_on', 'note', 'questions'])
                 IS DISTINCT FROM
                 (after - array['basis', 'checked_on', 'note', 'questions'])
         ORDER BY id DESC LIMIT 1)
    FROM (SELECT max(id) AS id FROM procedures_lawchange) AS newest
    LEFT JOIN procedures_lawchange AS last USING (id)
"""


@dataclass(frozen=True, slots=True)
class Law:
    """All rows at one moment: ask it for a row on a day, without another query.

    `number` is that of the last change on which a date can rest (`LawChange`): numbers
    rise in the order in which changes are committed (ADR 25).
    """

    calendar: Calendar
    procedures: dict[str, list[Procedure]]
    rules: dict[int, TermRule]
    categories: list[ContainmentCategory]
    editions: list[FormEdition]
    decisions: list[DecisionTemplate] = field(default_factory=list)
    coming: list[ComingChange] = field(default_factory=list)
    number: int = 0

    def in_force(self, key: str, day: date) -> Procedure:
        """The row for a key on a day; raises `NotInForce` when there is none."""
        history = self.procedures.get(key)
        if history is None:
            raise UnknownRow(f"There is no row {key}.")
        for row in history:
            if row.holds(day):
                return row
        raise NotInForce(f"{key} is not in force on {day}.")

    def latest(self, key: str, day: date) -> Procedure:
        """The row in force on a day, else the last one that had begun by then.

        Raises `NotInForce` when none had.
        """
        history = self.procedures.get(key, [])
        begun = [row for row in history if row.valid_from <= day]
        return begun[-1] if begun else self.in_force(key, day)

    def keys_of(self, kind: str) -> set[str]:
        """The keys of the rows of a type, on whatever day."""
        return {
            row.key
            for history in self.procedures.values()
            for row in history
            if row.type == kind
        }

    def categories_on(self, day: date) -> dict[str, ContainmentCategory]:
        """The CFIs in force on a day, by code."""
        return {row.key: row for row in self.categories if row.holds(day)}

    def edition_of(self, procedure: Procedure, day: date) -> str:
        """The edition of the procedure's form on a day; `NotInForce` without one."""
        return self.form_edition(procedure, day).edition

    def form_edition(self, procedure: Procedure, day: date) -> FormEdition:
        """The same, as the row that says since when; `NotInForce` without one."""
        for row in self.editions:
            if row.key == procedure.form and row.holds(day):
                return row
        raise NotInForce(f"No edition of the form {procedure.form!r} on {day}.")

    def decisions_on(self, day: date) -> dict[str, DecisionTemplate]:
        """The kinds of decision in force on a day, by key, in their order."""
        return {row.key: row for row in self.decisions if row.holds(day)}

    def coming_on(
        self, day: date, key: str, cfis: Collection[str] = ()
    ) -> list[ComingChange]:
        """What was announced by a day and touches a procedure, done with these CFIs."""
        return [row for row in self.coming if row.holds(day) and row.touches(key, cfis)]

    def rule(self, procedure: Procedure) -> TermRule:
        """The row as the clock reads it."""
        return self.rules[procedure.pk]


_kept: tuple[tuple[Any, ...], Law] | None = None


def current_law() -> Law:
    """The law as it stands now, at the price of one small query."""
    global _kept
    fingerprint = _fingerprint()
    # One read of the global: another thread may put a newer pair there meanwhile.
    kept = _kept
    if kept is None or kept[0] != fingerprint:
        # Both in one tuple, so that no thread sees a fingerprint with the rows of
        # another.
        kept = _kept = fingerprint, _read(fingerprint[-1] or 0)
    return kept[1]


def current_calendar() -> Calendar:
    """The free days as they stand now."""
    return current_law().calendar


def _fingerprint() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def _read(number: int) -> Law:
    procedures: dict[str, list[Procedure]] = {}
    for row in Procedure.objects.order_by("valid"):
        procedures.setdefault(row.key, []).append(row)
    # Made once here: the clock would otherwise build the same rule for each of 100,000
    # cases.
    rules = {
        row.pk: row.term_rule() for history in procedures.values() for row in history
    }
    # The newest row, whether or not it was closed: what is known is not forgotten.
    known = DecreesKnown.objects.order_by("valid").last()
    free_days = Calendar(
        (row.rule() for row in FreeDay.objects.all()),
        known_through=known.through if known else None,
    )
    return Law(
        free_days,
        procedures,
        rules,
        list(ContainmentCategory.objects.all()),
        list(FormEdition.objects.all()),
        list(DecisionTemplate.objects.all()),
        list(ComingChange.objects.all()),
        number,
    )
