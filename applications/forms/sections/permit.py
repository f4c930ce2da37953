"""The permit: new, reported under or changed, and who is in daily charge (VM)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.forms.base import AnswerRow, SectionForm
from applications.forms.changeable import REPORTS, filing_by_number
from applications.forms.fields import choice_field, line_field, some_of
from applications.models import FiledNumber, Person
from procedures.day_field import DayField
from procedures.models import ProcedureType

NEW = "new"
MINOR = "minor"
CHANGE = "change"
KINDS = {
    NEW: _("New permit"),
    MINOR: _("Report (melding) under a permit"),
    CHANGE: _("Change of a permit"),
}


class PermitSection(SectionForm):
    """A new permit and its responsible employees (bijlage 5, b; Regeling ggo 8)."""

    key = "permit"
    heading = _("Permit and responsible employee")
    lead = _(
        "You apply for a new permit. Say who is in daily charge of the work under it."
    )
    basis = "b"
    kind: ClassVar[str] = NEW

    responsible = some_of(
        _("Responsible employee (VM)"),
        needed=_("Choose the responsible employee (VM)."),
        wrong=_("This person is not in your organisation's register. Choose another."),
        help=_(
            "Who is in daily charge of the work under the permit (Regeling ggo, "
            "article 8). The VM is somebody else than the BVF."
        ),
    )

    def prepare(self) -> None:
        """Persons of the register; what to know of an empty one, and of several VMs."""
        field = choice_field(self, "responsible")
        field.choices = [
            (key, f"{person.name}, {person.email}")
            for key, person in self.context.persons.items()
        ]
        if not field.choices:
            field.help_text = _nobody_yet()
            field.error_messages["required"] = gettext(
                "Add the VM to your organisation's register of persons, then choose."
            )
        elif len(self._chosen()) > 1:
            field.help_text = _several()

    def clean_responsible(self) -> list[str]:
        """The BVF is independent of the work (Regeling ggo 7)."""
        chosen: list[str] = self.cleaned_data["responsible"]
        bvf = self.context.officers.get(
            str(self.context.values("organisation").get("bvf") or "")
        )
        persons = [self.context.persons[key] for key in chosen]
        # Two registers, accounts and persons, so that address and name are all there is
        # to compare.
        if bvf and any(is_same(person, bvf) for person in persons):
            raise _not_independent(bvf)
        return chosen

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The VMs with address and telephone, and what kind of application it is."""
        chosen = values["responsible"]
        keys = chosen if isinstance(chosen, list) else [chosen]
        return {**values, "kind": self.kind, "responsible": list(self._written(keys))}

    @classmethod
    def rows(cls, said: dict[str, Any]) -> list[AnswerRow]:
        """The kind of application goes before the questions."""
        kind = AnswerRow(gettext("Kind of application"), [str(KINDS[cls.kind])])
        return [kind, *super().rows(said)]

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """Each VM in a line."""
        if name != "responsible":
            return super().lines(name, value)
        return [
            ", ".join(filter(None, (person["name"], person["email"], person["phone"])))
            if isinstance(person, dict)
            else str(person)
            for person in value or []
        ]

    def _chosen(self) -> list[str]:
        """The VMs that are ticked on the page."""
        if self.is_bound:
            return self.data.getlist("responsible")
        return self.initial.get("responsible") or []

    def _written(self, keys: list[str]) -> Iterator[dict[str, Any] | str]:
        """Each person written out; who is not in the register stays as it was sent."""
        for key in filter(None, keys):
            person = self.context.persons.get(str(key))
            # Kept as sent, so that a page and an error can still show what was wrong.
            yield _written_out(person) if person else key


class GivenPermitSection(PermitSection):
    """There is a permit already: which one (bijlage 5; Besluit ggo 2.43, 2.46)."""

    public = {"number": "register"}

    number = line_field(
        _("Number of the permit"),
        needed=_("Give the number of the permit."),
        help=_("As it stands on the permit, such as IG 14-020_III-000."),
        limit=60,
    )
    granted_on = DayField(
        label=_("Date of the permit"),
        help_text=_("The day on which it was granted, as it stands on the permit."),
        error_messages={
            "required": _("Give the date of the permit."),
            "invalid": _("Give a date, such as 24-12-2026."),
        },
    )

    def clean_number(self) -> str:
        """A permit of the portal was granted; of one from before it we know nothing."""
        number: str = self.cleaned_data["number"]
        # Of a number from before the portal nothing is known: then what the lab says
        # counts.
        permit = filing_by_number(number, self.context.application) if number else None
        if permit and (
            permit.ending != FiledNumber.Ending.GRANTED
            or permit.kind != ProcedureType.VA
            or permit.key in REPORTS
        ):
            text = gettext(
                "Under %(number)s no permit was granted (yet). Give the number of a "
                "permit that you have."
            )
            raise forms.ValidationError(text % {"number": number}, code="not-granted")
        return number

    def clean_granted_on(self) -> date | None:
        """A permit was granted today at the latest."""
        day: date | None = self.cleaned_data["granted_on"]
        if day and day > self.context.on:
            text = gettext("This day has not come yet. Give the date on the permit.")
            raise forms.ValidationError(text, code="in-future")
        return day

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The day as it is written in JSON."""
        day = str(values["granted_on"] or "")
        return {**super().resolved(values), "granted_on": day}

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """The day in words."""
        if name == "granted_on":
            return _day_in_words(value)
        return super().lines(name, value)


class ChangedPermitSection(GivenPermitSection):
    """The permit that changes (Besluit ggo 2.43)."""

    kind = CHANGE
    lead = _(
        "You apply for a change of a permit. Say which one, and who is in daily charge "
        "of the work under it."
    )


class ReportedPermitSection(GivenPermitSection):
    """The permit under which something is reported (Besluit ggo 2.46)."""

    kind = MINOR
    lead = _(
        "You report (melden) new work under a permit. Say which one, and who is in "
        "daily charge of the work under it."
    )


def is_same(person: Person, user: User) -> bool:
    """Are the person of the register and the user one and the same?"""
    same_address = person.email.casefold() == user.email.casefold()
    return same_address or person.name.casefold() == user.name.casefold()


def _written_out(person: Person) -> dict[str, Any]:
    """A person as the content of an application holds it."""
    return {
        "id": person.pk,
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
    }


def _day_in_words(value: str | None) -> list[str]:
    """The day as people write it; what is no day stays as it was typed."""
    try:
        return [date_format(date.fromisoformat(value), "j F Y")] if value else []
    except ValueError:
        return [str(value)]


def _not_independent(bvf: User) -> forms.ValidationError:
    return forms.ValidationError(
        gettext(
            "%(person)s is the BVF of this work and cannot be its VM: the BVF is "
            "independent (Regeling ggo, article 7). Choose another VM, or another BVF "
            "under “Organisation and BVF”."
        )
        % {"person": bvf.name},
        code="not-independent",
    )


def _nobody_yet() -> str:
    return format_html(
        '{} <a class="utrecht-link utrecht-link--html-a" href="{}">{}</a>',
        gettext(
            "There is nobody in your organisation's register of persons yet. Add the "
            "VM there first; then you can choose."
        ),
        reverse("persons"),
        gettext("Register of persons"),
    )


def _several() -> str:
    return gettext(
        "You have chosen more than one. That may be (Regeling ggo, article 8), but "
        "Bureau GGO speaks of one VM for each permit: choose one unless several people "
        "really are in daily charge."
    )
