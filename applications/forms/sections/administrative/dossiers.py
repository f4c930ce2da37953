"""What changes, and for which dossiers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.conditions import Condition
from applications.forms.context import FormContext
from applications.forms.fields import choice_field, one_of, paragraph_field, some_of
from applications.models import Application

HOLDER = "holder"
SITE = "site"
BVF = "bvf"
VM = "vm"
CLOSING = "closing"
KINDS = {
    HOLDER: _("Name of the holder"),
    SITE: _("Place of use (PVU)"),
    BVF: _("BVF"),
    VM: _("Responsible employee (VM)"),
    CLOSING: _("Closing of dossiers"),
}
ALL = "all"
SOME = "some"


class DossiersSection(SectionForm):
    """Several changes can be asked in one filing; each then has a part of its own."""

    key = "dossiers"
    heading = _("What changes, and where")
    lead = _(
        "For changes that are not about the work itself. There is no procedure and no "
        "term: Bureau GGO processes what you ask."
    )
    public = {"kinds": "register", "which": "register"}
    public |= {"dossiers": "register", "earlier": "register"}

    kinds = some_of(
        _("What changes?"),
        needed=_("Choose what changes."),
        choices=list(KINDS.items()),
        help=_("Each gets a part of its own in this form."),
    )
    which = one_of(
        _("For which dossiers?"),
        needed=_("Say for which dossiers it changes."),
        choices=[(ALL, _("All dossiers of the organisation")), (SOME, _("Only these"))],
    )
    dossiers = forms.MultipleChoiceField(
        label=_("Dossiers"),
        help_text=_("Only when it is not for all dossiers."),
        required=False,
        error_messages={
            "invalid_choice": _("“%(value)s” is not an open dossier of yours.")
        },
        widget=forms.CheckboxSelectMultiple,
    )

    earlier = paragraph_field(
        _("Dossiers from before the portal"),
        help=_("Their numbers, one in a line. Bureau GGO processes these by hand."),
        limit=2000,
        rows=3,
    )

    def prepare(self) -> None:
        """The organisation's dossiers that are not closed."""
        choice_field(self, "dossiers").choices = [
            (key, dossier_in_words(row)) for key, row in self.context.dossiers.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Before filing there is at least one dossier."""
        answers = super().clean() or {}
        which = answers.get("which")
        # Numbers from before the portal are enough: those dossiers Bureau GGO finds by
        # hand.
        if not self.strict or not which or answers.get("earlier"):
            return answers
        if which == ALL and not self.context.dossiers:
            text = gettext("Your organisation has no open dossiers in the portal.")
            self._ask("which", text)
        # By what was sent: a wrong choice has a fault of its own already.
        elif which == SOME and not self.data.getlist("dossiers"):
            self._ask("dossiers", gettext("Choose at least one dossier."))
        return answers

    def _ask(self, field: str, text: str) -> None:
        self.add_error(field, forms.ValidationError(text, code="required"))

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The dossiers by number; “all” are those that there are at this moment."""
        # Frozen as a list: a dossier that is opened later does not belong to this
        # filing.
        rows = chosen_dossiers(self.context).items()
        return {**values, "dossiers": [dossier_content(key, row) for key, row in rows]}

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """Each dossier in a line."""
        if name != "dossiers":
            return super().lines(name, value)
        return [f"{one['number']} {one['title']}" for one in value or []]

    @classmethod
    def titled(cls, values: Mapping[str, Any]) -> str:
        """The application is called by what changes."""
        kinds = [
            str(KINDS[kind]) for kind in as_list(values.get("kinds")) if kind in KINDS
        ]
        if not kinds:
            return ""
        return gettext("Administrative change: %(kinds)s") % {"kinds": ", ".join(kinds)}


def asks_change(kind: str) -> Condition:
    """Is this change among what is asked?"""
    return lambda context: (
        kind in as_list(context.values(DossiersSection.key).get("kinds"))
    )


def chosen_dossiers(context: FormContext) -> dict[str, Application]:
    """The dossiers that it is about, by id of their first filing."""
    said = context.values(DossiersSection.key)
    if said.get("which") == ALL:
        return context.dossiers
    picked = as_list(said.get("dossiers"))
    return {key: row for key, row in context.dossiers.items() if key in picked}


def as_list(value: Any) -> list[str]:
    """What was chosen, also where a machine sent one thing instead of a list."""
    if isinstance(value, list):
        return [str(item) for item in value]
    return [str(value)] if value else []


def dossier_in_words(row: Application) -> str:
    """A dossier as one picks it: number and title."""
    return f"{row.dossier_numbers} – {row}"


def dossier_content(key: str, row: Application) -> dict[str, Any]:
    """A dossier as the content of an application holds it."""
    return {"id": key, "number": row.dossier_numbers, "title": row.title}
