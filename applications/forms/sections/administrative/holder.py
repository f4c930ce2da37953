"""Another name of the holder: the same legal person, or another one."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import (
    date_field,
    day_in_words,
    line_field,
    one_of,
    paragraph_field,
)
from applications.forms.sections.administrative.dossiers import (
    BVF,
    SITE,
    VM,
    DossiersSection,
    as_list,
)

SAME = "same"
ANOTHER = "another"


class HolderSection(SectionForm):
    """In whose name the dossiers stand: the user or permit holder of the law."""

    key = "holder"
    heading = _("Name of the holder")
    lead = _("In whose name the dossiers stand from now on.")
    basis = "a"
    public = dict.fromkeys(("person", "name", "kvk_number", "address"), "notifier")

    person = one_of(
        _("Is it the same legal person?"),
        needed=_("Say whether it is the same legal person."),
        choices=[
            (SAME, _("Yes: it has another name or address")),
            (ANOTHER, _("No: the dossiers go to another legal person")),
        ],
        help=_(
            "Another legal person must have an account in the portal already. It finds "
            "the dossiers there once Bureau GGO has processed the change."
        ),
    )
    name = line_field(
        _("Name of the legal person"),
        needed=_("Give the name as it will be."),
        help=_("As the trade register (KvK) has it."),
    )
    kvk_number = forms.CharField(
        label=_("KvK number"),
        max_length=8,
        validators=[RegexValidator(r"^\d{8}$", _("A KvK number has eight digits."))],
        error_messages={"required": _("Give the KvK number.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    address = line_field(
        _("Address"), needed=_("Give the address of the legal person."), limit=300
    )
    from_day = date_field(
        _("From which day"), needed=_("Give the day from which it holds.")
    )
    reason = paragraph_field(
        _("Why it changes"),
        needed=_("Say why it changes."),
        help=_("For example a merger, or a new name in the trade register."),
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        """Another legal person has its own BVF, VM and locations."""
        answers = super().clean() or {}
        kinds = as_list(self.context.values(DossiersSection.key).get("kinds"))
        if answers.get("person") == ANOTHER and set(kinds) & {BVF, VM, SITE}:
            text = gettext(
                "Another legal person has its own BVF, VM and locations, and asks for "
                "those itself once the dossiers are there. Take them out under “What "
                "changes, and where”."
            )
            self.add_error("person", forms.ValidationError(text, code="not-together"))
        return answers

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The day as it is written in JSON."""
        return {**values, "from_day": str(values["from_day"] or "")}

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """The day in words."""
        return day_in_words(value) if name == "from_day" else super().lines(name, value)
