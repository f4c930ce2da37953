"""A dated row of the law: valid from a day, with its ground, fixed once begun."""

from datetime import date, timedelta
from typing import Self, TypeVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procedures.counting.legal_day import legal_day
from procedures.counting.terms import LegalGround
from procedures.models.basis import basis_errors, grounds_of
from procedures.models.change import ON_RECORD
from procedures.models.open_question import (
    OpenQuestion,
    open_questions,
    question_errors,
)


class NotInForce(LookupError):
    """No row of the law held for that key on that day. We refuse, never guess."""


class UnknownRow(NotInForce):
    """The law knows no row by that key, on any day."""


def amsterdam_today() -> date:
    """The legal day it is now."""
    return legal_day(timezone.now())


_Row = TypeVar("_Row", bound="DatedRow", covariant=True)


class DatedQuerySet(models.QuerySet[_Row]):
    """Rows of the law, by the day on which they hold."""

    def on(self, day: date) -> Self:
        """The rows in force on a day."""
        return self.filter(valid__contains=day)

    def in_force(self, key: str, day: date) -> _Row:
        """The one row for a key on a day; `NotInForce` when there is none."""
        row = self.on(day).filter(key=key).first()
        if row is not None:
            return row
        # A second query only on the way to an error: it tells a wrong key from a wrong
        # day.
        if not self.filter(key=key).exists():
            raise UnknownRow(f"There is no row {key}.")
        raise NotInForce(f"{key} is not in force on {day}.")


# Edited never, closed only: what a case rests on stays as it was. An article that was
# named wrongly is no rule: no date follows from it, so it is put right where it stands.
ONLY_CLOSED = pgtrigger.Trigger(
    name="only_closed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[
        ("today", "date := (now() AT TIME ZONE 'Europe/Amsterdam')::date"),
        (
            "may_change",
            "text[] := ARRAY['valid', 'basis', 'checked_on', 'note', 'questions']",
        ),
    ],
    func="""
        IF lower(OLD.valid) > today THEN
            RETURN NEW;
        END IF;
        IF (to_jsonb(OLD) - may_change) IS DISTINCT FROM (to_jsonb(NEW) - may_change)
           OR lower(OLD.valid) IS DISTINCT FROM lower(NEW.valid) THEN
            RAISE EXCEPTION 'Row "%" has begun: close it and add its successor.',
                OLD.key USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF upper(OLD.valid) IS DISTINCT FROM upper(NEW.valid)
           AND upper(OLD.valid) <= today THEN
            RAISE EXCEPTION 'Row "%" has ended: its end cannot move any more.',
                OLD.key USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    """,
)


class DatedRow(models.Model):
    """A row of the law: valid from a day, with its legal basis, checked by a jurist.

    `basis` maps what is grounded (`term`, `start`, `suspension` …) to a list of
    references `{text, article, url}`. Once its first day has come the database lets
    only the end of `valid`, `basis`, `checked_on`, `note` and `questions` change, the
    end only as long as it has not passed. `questions` are those that Bureau GGO has
    still to answer (`open_question`).
    """

    key = models.CharField(_("key"), max_length=60)
    valid = DateRangeField(
        _("valid"), help_text=_("From the first day; the last day is not included.")
    )
    basis = models.JSONField(_("legal basis"))
    checked_on = models.DateField(_("last compared with the law on"))
    note = models.TextField(_("note of the jurist"), blank=True)
    questions = models.JSONField(
        _("questions for Bureau GGO"), default=list, blank=True
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            # Two rows for one key on one day would make the law depend on the order of
            # a query.
            ExclusionConstraint(
                name="%(class)s_one_row_a_day",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another row holds for this key then."),
            ),
            models.CheckConstraint(
                name="%(class)s_has_first_day",
                condition=models.Q(
                    valid__startswith__isnull=False, valid__isempty=False
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_has_basis", condition=~models.Q(basis={})
            ),
        ]
        triggers = [ONLY_CLOSED, ON_RECORD]

    def clean(self) -> None:
        """Every aspect that the row needs has a whole reference; so have questions."""
        # Here and not at a reading: a date that cannot say its ground must not come
        # about at all.
        errors = {
            "basis": basis_errors(self.basis, self.needed_aspects()),
            "questions": question_errors(self.questions),
        }
        found = {name: lines for name, lines in errors.items() if lines}
        if found:
            raise ValidationError(found)

    def needed_aspects(self) -> set[str]:
        """The aspects of `basis` that this row cannot do without."""
        return {"rule"}

    @property
    def valid_from(self) -> date:
        """The first day on which the row holds."""
        first: date = self.valid.lower
        return first

    @property
    def valid_until(self) -> date | None:
        """The last day on which the row holds; None when no end is known."""
        after: date | None = self.valid.upper
        return after and after - timedelta(days=1)

    def has_begun(self, on: date) -> bool:
        """Has its first day come? From then on it can only be closed."""
        return self.valid_from <= on

    def holds(self, on: date) -> bool:
        """Is it the law on that day?"""
        return self.has_begun(on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def open_questions(self) -> list[OpenQuestion]:
        """What Bureau GGO has still to say about it, in the reader's language."""
        return open_questions(self.questions)

    def grounds(self) -> dict[str, tuple[LegalGround, ...]]:
        """The legal basis, per aspect."""
        return grounds_of(self.basis)

    def references(self) -> list[LegalGround]:
        """All references of the row, each once, in the order of the aspects."""
        return list(
            dict.fromkeys(ref for refs in self.grounds().values() for ref in refs)
        )


def in_language(thing: object, field: str) -> str:
    """`field_en` for a reader of English, `field_nl` for everyone else."""
    english = (get_language() or "nl").startswith("en")
    text: str = getattr(thing, f"{field}_{'en' if english else 'nl'}")
    return text
