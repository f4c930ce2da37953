"""The questions before a draft exists: for which lab, and what does it change?"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import parse_qs

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from applications.forms.changing import changeable_by, why_not_changed
from applications.forms.fields import choice_field, offered_choices
from applications.forms.procedures import BEGUN, CHANGES
from applications.models import Application
from procedures.counting.legal_day import legal_day
from procedures.models import Procedure, ProcedureType

SHOWN_EARLIER = 200
BEFORE = "before"
"""Chosen when what changes is a dossier from before the portal."""

CHOICE_MAX = 2000
"""Characters of the answers that led here, as they stand in an address."""


def begin_options(on: date) -> list[Procedure]:
    """The procedures that can be filed in the portal, in force on a day."""
    return list(Procedure.objects.on(on).filter(key__in=BEGUN))


def as_choice(query: str) -> dict[str, str | list[str]]:
    """The answers to “which procedure do I need?” from the query of an address."""
    said = parse_qs(query[:CHOICE_MAX])
    return {
        name: values if len(values) > 1 else values[0] for name, values in said.items()
    }


class BeginForm(forms.Form):
    """Asks only what is not known: several labs, or a change of something earlier."""

    use_required_attribute = False  # an empty choice is no error yet, so not red either

    organisation_id = forms.ChoiceField(
        label=_("For which organisation?"),
        error_messages={"required": _("Choose the organisation.")},
        widget=forms.RadioSelect,
    )
    changes = forms.ChoiceField(
        label=_("Which filing does it change?"),
        help_text=_("What was given there is filled in for you."),
        error_messages={"required": _("Choose the filing that changes.")},
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        user: User,
        procedure: Procedure,
        query: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.procedure = procedure
        self.query = query[:CHOICE_MAX]
        self.organisations = {str(row.pk): row for row in user.organisations()}
        self.earlier = self._earlier(user)
        self._offer("organisation_id", self.organisations, len(self.organisations) > 1)
        self._offer("changes", self.earlier, procedure.key in CHANGES)
        if "changes" in self.fields:
            self._offer_older()

    def clean(self) -> dict[str, Any]:
        """A change is filed by the lab that filed what it changes."""
        answers = super().clean() or {}
        earlier = self.earlier.get(answers.get("changes", ""))
        chosen = answers.get("organisation_id")
        if earlier and chosen and str(earlier.organisation_id) != chosen:
            self.add_error("changes", _("This filing is of another organisation."))
        return answers

    def organisation(self) -> Organisation:
        """The lab for which the draft is made."""
        chosen = self.cleaned_data.get("organisation_id")
        if chosen is None:
            chosen = next(iter(self.organisations))
        return self.organisations[chosen]

    def changed(self) -> Application | None:
        """The filed application that it changes; None when it is older or none."""
        return self.earlier.get(self.cleaned_data.get("changes", ""))

    @property
    def choice(self) -> dict[str, Any]:
        """The answers that led to this procedure."""
        return as_choice(self.query)

    @property
    def is_impossible(self) -> bool:
        """Is there no lab to file for?"""
        return not self.organisations

    def _earlier(self, user: User) -> dict[str, Application]:
        """The last filing of each dossier this procedure can change, latest first."""
        filed = Application.objects.visible_to(user).filed()
        rows = filed.filter(changeable_by(self.procedure.key))
        last = rows.last_of_each_dossier().not_closed()
        recent = last.order_by("-filed_at")[:SHOWN_EARLIER].defer("content")
        return {
            str(row.pk): row
            for row in recent
            if not why_not_changed(row, self.procedure.key)
        }

    def _offer(self, name: str, rows: dict[str, Any], asked: bool) -> None:
        """Offer the rows as choices, or leave the question out."""
        if not asked:
            del self.fields[name]
            return
        choice_field(self, name).choices = [
            (key, _words(row)) for key, row in rows.items()
        ]

    def _offer_older(self) -> None:
        """A dossier from before the portal; the form then asks its number."""
        if self.procedure.type == ProcedureType.VA:
            text = _("The permit is from before the portal")
        else:
            text = _("The dossier is from before the portal")
        field = choice_field(self, "changes")
        field.choices = [*offered_choices(field), (BEFORE, text)]
        if not self.earlier:
            self.initial["changes"] = BEFORE


def _words(row: Organisation | Application) -> str:
    """An application by number, title and day of filing, an organisation by name."""
    if isinstance(row, Application):
        filed = cast(datetime, row.filed_at)  # only what was filed can be changed
        return f"{row.filed_under} {row} ({legal_day(filed):%d-%m-%Y})".strip()
    return row.name
