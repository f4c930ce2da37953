"""The ggo's themselves, row by row (bijlage 5, g and h)."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.findings import ORGANISMS, Missing
from applications.forms.base import AnswerRow, Section
from applications.forms.context import FormContext
from applications.forms.organism import row_fields
from applications.forms.row_checks import CellProblem, RowChecks


class OrganismsSection(Section):
    """At least one row, and every row whole."""

    key = ORGANISMS
    heading = _("Organisms")
    lead = _("One row for each group of similar ggo's.")
    basis = "g, h"
    public = {
        "host": "organisms",
        "host_class": "organisms",
        "function": "organisms",
        "cfi": "containment",
        "level": "containment",
        "article": "containment",
        "requirements": "containment",
    }

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """Each wrong cell, by row."""
        if not context.organisms:
            text = gettext("Add at least one organism.")
            return [Missing(cls.key, "", "required", text)]
        checks = row_checks(context)
        return [
            Missing(cls.key, field, code, message, row=row.position)
            for row in context.organisms
            for field, code, message in checks.of(row.as_values())
        ]

    @classmethod
    def answers(cls, context: FormContext) -> None:
        """The rows stand beside the answers in the content."""
        return None

    @classmethod
    def rows(cls, said: dict[str, Any]) -> list[AnswerRow]:
        """The rows are shown as a table, not as questions."""
        return []

    @classmethod
    def is_begun(cls, context: FormContext) -> bool:
        """Is there a row?"""
        return bool(context.organisms)


def row_checks(context: FormContext) -> RowChecks:
    """The checks of the rows of an application, which remember what they saw."""
    key = f"{ORGANISMS}-checks"
    if key not in context.forms:
        context.forms[key] = RowChecks(row_fields(context), context)
    return cast(RowChecks, context.forms[key])


def row_problems(values: Mapping[str, str], context: FormContext) -> list[CellProblem]:
    """What is wrong in a row: field, code and message, field by field."""
    return row_checks(context).of(values)


class SingleGgosSection(OrganismsSection):
    """Similar ggo's are not taken together here."""

    lead = _(
        "One row for each single ggo: for a process installation similar ggo's may not "
        "be taken together (Regeling ggo, article 18)."
    )


class WishedOrganismsSection(OrganismsSection):
    """Several requests may go together: each row is one."""

    lead = _(
        "Each row is a request: a group of similar ggo's, with the CFI and the level "
        "that you wish. The classification article may stay empty."
    )
