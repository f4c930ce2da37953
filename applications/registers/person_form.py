"""A person in the organisation's register: whom forms name, as VM or OL."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from applications.forms.fields import line_field
from applications.models import Person


class PersonForm(forms.Form):
    """Name and address of who is named in forms (Besluit ggo, bijlage 5, b)."""

    name = line_field(
        _("Name"),
        needed=_("Give the name, as it should stand in the forms."),
        limit=150,
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Give the e-mail address."),
            "invalid": _("Give a full e-mail address, such as name@lab.nl."),
        },
    )
    phone = line_field(_("Telephone"), limit=30, type="tel")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        organisation: Organisation,
        person: Person | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.organisation = organisation
        self.person = person
        if person:
            known = {name: getattr(person, name) for name in self.fields}
            self.initial = {**known, **self.initial}

    def clean_email(self) -> str:
        """Each person of the register has an address of his own."""
        email: str = self.cleaned_data["email"].lower()
        same = self.organisation.persons.filter(email=email)
        if self.person:
            same = same.exclude(pk=self.person.pk)
        if same.exists():
            raise forms.ValidationError(_("This address is in the register already."))
        return email
