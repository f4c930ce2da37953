"""The ggo's themselves, row by row (bijlage 5, g and h)."""

import re
from collections.abc import Iterator, Mapping

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.findings import ORGANISMS, Missing
from applications.forms.base import Row, Section, half
from applications.forms.context import FormContext
from applications.forms.fields import line

ARTICLE = re.compile(r"^5\.[1-8]\b")
"""Annex 5, part I, has the articles 5.1 to 5.8."""


class OrganismForm(forms.Form):
    """One row: a group of similar ggo's and how it is classified."""

    host = line(
        _("Host"),
        needed=_("Give the host organism."),
        help=_("Species and strain or cell line."),
        limit=300,
    )
    host_class = line(
        _("Class of the host"),
        help=_("Pathogenicity class 1 to 4, for micro-organisms."),
        limit=20,
    )
    vector = line(
        _("Vector"),
        needed=_("Give the vector, or “none”."),
        help=_("Write “none” when you use none."),
        limit=500,
    )
    insert = line(
        _("Insert"),
        needed=_("Give the genetic material that is inserted, or “none”."),
        help=_("The inserted genetic material."),
        limit=1000,
    )
    donor = line(
        _("Donor organism"),
        needed=_("Give the organism that the insert comes from, or “none”."),
        help=_("Where the insert comes from."),
        limit=500,
    )
    function = line(
        _("Function of the insert"),
        needed=_("Say what the genetic material is meant to do."),
        help=_("What it is meant to do in the host."),
        limit=2000,
    )
    handling = line(
        _("Handling"),
        help=_("When it differs from what you said under methods."),
        limit=2000,
    )
    cfi = line(
        _("CFI"),
        needed=_("Choose the CFI in which you use this ggo."),
        help=_("One of the CFIs that you chose for the place."),
        limit=20,
    )
    level = line(
        _("Level"),
        help=_("Follows from the CFI when you leave it open."),
        limit=20,
    )
    article = line(
        _("Classification article"),
        needed=_("Give the article of annex 5, part I."),
        help=_("Annex 5, part I, such as 5.4.2.a."),
        limit=100,
    )
    requirements = line(
        _("Additional requirements"),
        help=_("Articles of annex 5, part II, and annex 9."),
        limit=500,
    )

    def __init__(self, data=None, *, context: FormContext, strict=False, **kwargs):
        super().__init__(data, **kwargs)
        self.context = context
        self.fields["cfi"].widget = forms.Select(choices=_cfi_choices(self))
        self.fields["level"].widget = forms.Select(choices=_level_choices(context))
        half(self.fields.values(), strict=strict)

    def clean(self) -> dict:
        """What a cell alone cannot tell: CFI, level and article fit."""
        answers = super().clean()
        for field, code, message in _misfits(answers, self.context):
            if field in self.fields and field not in self.errors:
                self.add_error(field, forms.ValidationError(message, code=code))
        return answers


class OrganismsSection(Section):
    """At least one row, and every row whole."""

    key = ORGANISMS
    heading = _("Organisms")
    lead = _("One row for each group of similar ggo's.")
    basis = "g, h"

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """Each wrong cell, by row."""
        if not context.organisms:
            text = gettext("Add at least one organism.")
            return [Missing(cls.key, "", "required", text)]
        return [
            Missing(cls.key, field, code, message, row=row.position)
            for row in context.organisms
            for field, code, message in problems(row.as_values(), context)
        ]

    @classmethod
    def answers(cls, context: FormContext) -> None:
        """The rows stand beside the answers in the content."""
        return None

    @classmethod
    def rows(cls, said: dict) -> list[Row]:
        """The rows are shown as a table, not as questions."""
        return []

    @classmethod
    def is_begun(cls, context: FormContext) -> bool:
        """Is there a row?"""
        return bool(context.organisms)


def problems(
    values: Mapping[str, str], context: FormContext
) -> Iterator[tuple[str, str, str]]:
    """What is wrong in a row: field, code and message, field by field.

    It uses the form's fields without making a form, for there may be 1,000 rows.
    """
    wrong = set()
    for name, field in OrganismForm.base_fields.items():
        try:
            field.clean(values[name])
        except forms.ValidationError as error:
            wrong.add(name)
            yield name, error.error_list[0].code or "invalid", error.messages[0]
    for name, code, message in _misfits(values, context):
        if name not in wrong:
            yield name, code, message


def _misfits(
    values: Mapping[str, str], context: FormContext
) -> Iterator[tuple[str, str, str]]:
    """What does not fit with the procedure, the place or another cell."""
    cfi, level, article = (values.get(f) or "" for f in ("cfi", "level", "article"))
    if cfi and (text := _cfi_misfit(cfi, context)):
        yield "cfi", "cfi-misfit", text
    elif cfi and level and level != context.level_of(cfi):
        yield (
            "level",
            "level-misfit",
            gettext("%(cfi)s goes with level %(level)s. Correct one of the two.")
            % {"cfi": cfi, "level": context.level_of(cfi)},
        )
    if article and not ARTICLE.match(article.strip()):
        yield (
            "article",
            "article-unknown",
            gettext("Give an article of annex 5, part I: 5.1 to 5.8, such as 5.4.2.a."),
        )


def _cfi_misfit(cfi: str, context: FormContext) -> str:
    """Why a CFI cannot stand in a row; empty when it can."""
    category = context.categories.get(cfi)
    if category is None:
        return gettext("There is no CFI “%(cfi)s”. Choose one, such as ML-I.") % {
            "cfi": cfi
        }
    if not context.is_for(category):
        return gettext(
            "%(cfi)s does not fit this notification of level %(level)s. Choose another "
            "CFI, or start the procedure that %(cfi)s needs."
        ) % {"cfi": cfi, "level": context.latest_procedure.level}
    if context.used_cfis and cfi not in context.used_cfis:
        return gettext(
            "%(cfi)s is not among the CFIs used at the place. Add it there, or choose "
            "another here."
        ) % {"cfi": cfi}
    return ""


def _cfi_choices(form: OrganismForm) -> list[tuple[str, str]]:
    """The CFIs of the procedure, and what was typed when it is none of them."""
    codes = [row.key for row in form.context.reachable_categories]
    typed = form.data.get("cfi") or form.initial.get("cfi") or ""
    if typed and typed not in codes:
        codes.append(typed)
    return [("", gettext("Choose")), *((code, code) for code in codes)]


def _level_choices(context: FormContext) -> list[tuple[str, str]]:
    """Levels up to that of the procedure."""
    levels = {context.level_of(row.key) for row in context.open_categories}
    return [("", gettext("Follows from the CFI")), *((x, x) for x in sorted(levels))]
