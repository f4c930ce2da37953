"""Who notifies: the legal person, its BVF and the contact (bijlage 5, a and b)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.forms.base import SectionForm
from applications.forms.fields import choice_field, line_field, one_of
from applications.models import BvfAdmission
from applications.models.admission import admission_words


class OrganisationSection(SectionForm):
    """The organisation is known; who answers for it is asked."""

    key = "organisation"
    heading = _("Organisation and BVF")
    lead = _("Who is responsible, and whom Bureau GGO can reach.")
    basis = "a, b"
    public = dict.fromkeys(
        ("bvf", "contact_name", "contact_email", "contact_phone"), "notifier"
    )

    bvf = one_of(
        _("Responsible BVF"),
        needed=_("Choose the BVF who is responsible for this work."),
        wrong=_("This person is no BVF of your organisation. Choose another."),
        # No article asks it: the user notifies, and signs an application (Awb 4:2).
        help=_(
            "The BVF signs before you can file. That is how Bureau GGO works; the law "
            "does not ask it."
        ),
    )
    contact_name = line_field(
        _("Name of the contact"),
        needed=_("Give the name of whom Bureau GGO can ask."),
        autocomplete="name",
    )
    contact_email = forms.EmailField(
        label=_("E-mail address of the contact"),
        max_length=254,
        error_messages={
            "required": _("Give the e-mail address of the contact."),
            "invalid": _("Give a full e-mail address, such as name@lab.nl."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    contact_phone = line_field(
        _("Telephone of the contact"), limit=30, autocomplete="tel"
    )

    def prepare(self) -> None:
        """Only BVFs of the organisation can be picked."""
        choice_field(self, "bvf").choices = [
            (key, f"{person.name} ({admission_words(self._admissions_of(person))})")
            for key, person in self.context.officers.items()
        ]

    def _admissions_of(self, person: User) -> list[BvfAdmission]:
        """What this BVF is admitted for (Regeling ggo 6 lid 2); known or not, he can be
        chosen: an admission that is not entered here can exist on paper."""
        return self.context.admissions.get(person.pk, [])

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The BVF with name and address."""
        person = self.context.officers.get(str(values["bvf"]))
        if person is None:
            return values
        bvf = {"id": person.pk, "name": person.name, "email": person.email}
        return {**values, "bvf": bvf}

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """The BVF's name and address under each other."""
        if isinstance(value, dict):
            return [value["name"], value["email"]]
        return super().lines(name, value)
