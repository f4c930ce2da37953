"""The form of one organism row (Besluit ggo, bijlage 5, g and h)."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import allow_half_filled
from applications.forms.context import FormContext
from applications.forms.fields import line_field, paragraph_field
from applications.forms.row_checks import row_misfits

WISHED = _("The CFI that you wish for this ggo.")
"""Where no place is asked, the CFI is what the request is about."""


class OrganismForm(forms.Form):
    """One row: a group of similar ggo's and how it is classified."""

    host = line_field(
        _("Host"),
        needed=_("Give the host organism."),
        help=_("Species and strain or cell line."),
        limit=300,
    )
    host_class = line_field(
        _("Class of the host"),
        help=_("Pathogenicity class 1 to 4, for micro-organisms."),
        limit=20,
    )
    vector = line_field(
        _("Vector"),
        needed=_("Give the vector, or “none”."),
        help=_("Write “none” when you use none."),
        limit=500,
    )
    insert = line_field(
        _("Insert"),
        needed=_("Give the genetic material that is inserted, or “none”."),
        help=_("The inserted genetic material."),
        limit=1000,
    )
    donor = line_field(
        _("Donor organism"),
        needed=_("Give the organism that the insert comes from, or “none”."),
        help=_("Where the insert comes from."),
        limit=500,
    )
    function = paragraph_field(
        _("Function of the insert"),
        needed=_("Say what the genetic material is meant to do."),
        help=_("What it is meant to do in the host."),
        limit=2000,
        rows=2,
    )
    handling = paragraph_field(
        _("Handling"),
        help=_("When it differs from what you said under methods."),
        limit=2000,
        rows=2,
    )
    cfi = line_field(
        _("CFI"),
        needed=_("Choose the CFI in which you use this ggo."),
        help=_("One of the CFIs that you chose for the place."),
        limit=20,
    )
    level = line_field(
        _("Level"),
        help=_("Follows from the CFI when you leave it open."),
        limit=20,
    )
    article = line_field(
        _("Classification article"),
        needed=_("Give the article of annex 5, part I."),
        help=_("Annex 5, part I, such as 5.4.2.a."),
        limit=100,
    )
    requirements = paragraph_field(
        _("Additional requirements"),
        help=_("Articles of annex 5, part II, and annex 9."),
        limit=500,
        rows=2,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        context: FormContext,
        strict: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.context = context
        self.fields["article"].required = context.asks_article
        if context.asks_level:
            self.fields["cfi"].help_text = WISHED
        self._choose("cfi", gettext("Choose"), cfi_codes(context))
        self._choose("level", gettext("Follows from the CFI"), level_codes(context))
        allow_half_filled(self.fields.values(), strict=strict)

    def _choose(self, name: str, empty: str, codes: list[str]) -> None:
        """Offer codes, and what was typed when it is none of them."""
        typed = self.data.get(name) or self.initial.get(name) or ""
        offered = codes if not typed or typed in codes else [*codes, typed]
        choices = [("", empty), *((code, code) for code in offered)]
        self.fields[name].widget = forms.Select(choices=choices)

    def clean(self) -> dict[str, Any]:
        """What a cell alone cannot tell: CFI, level and article fit."""
        answers = super().clean() or {}
        for field, code, message in row_misfits(answers, self.context):
            if field in self.fields and field not in self.errors:
                self.add_error(field, forms.ValidationError(message, code=code))
        return answers


def row_fields(context: FormContext) -> dict[str, forms.Field]:
    """The questions of a row; where the class is in doubt, the article may be open."""
    asked = dict(OrganismForm.base_fields)
    if not context.asks_article:
        asked["article"] = copy(asked["article"])
        asked["article"].required = False
    if context.asks_level:
        asked["cfi"] = copy(asked["cfi"])
        asked["cfi"].help_text = WISHED
    return asked


def cfi_codes(context: FormContext) -> list[str]:
    """The CFIs of the procedure that a site of the lab reaches."""
    return [row.key for row in context.reachable_categories]


def level_codes(context: FormContext) -> list[str]:
    """The levels that go with the CFIs of the procedure."""
    rows = context.open_categories
    return sorted({str(x) for row in rows for x in context.levels_of(row.key)})
