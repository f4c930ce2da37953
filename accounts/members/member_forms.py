"""Forms about the people of an organisation: inviting, roles, joining."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import LabRole, User

NEEDS_ROLE = _("Choose at least one role.")
NEEDS_EMAIL = {
    "required": _("Give the e-mail address."),
    "invalid": _("Give a full e-mail address, such as name@lab.nl."),
}


def roles_field() -> forms.MultipleChoiceField:
    """What somebody does in the organisation."""
    return forms.MultipleChoiceField(
        label=_("Roles"),
        choices=LabRole.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "A researcher writes and files, a BVF also signs, an administrator keeps "
            "this list of people."
        ),
        error_messages={"required": NEEDS_ROLE},
    )


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        error_messages={"required": _("Give the name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages=NEEDS_EMAIL,
        help_text=_("The invitation goes there. With this address one signs in later."),
    )
    roles = roles_field()
    language = forms.ChoiceField(
        label=_("Language of the message"),
        choices=[("nl", "Nederlands"), ("en", "English")],
        initial="nl",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )


class RolesForm(forms.Form):
    """Which roles a colleague has from now on."""

    roles = roles_field()


class JoiningForm(forms.Form):
    """A name and a password: all that an account needs."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As it stands in letters and in the events of a case."),
        error_messages={"required": _("Give your name.")},
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; a short sentence is easy to remember."),
        error_messages={"required": _("Choose a password.")},
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Type the password once more.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, email: str, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """A password that passes the rules of the portal, typed twice the same."""
        cleaned = super().clean() or {}
        self._judge(cleaned.get("password"), cleaned.get("name", ""))
        if cleaned.get("again") and cleaned.get("password") not in (
            None,
            cleaned["again"],
        ):
            self.add_error("again", _("The two passwords are not the same."))
        return cleaned

    def _judge(self, password: str | None, name: str) -> None:
        if password is None:
            return
        try:
            # With the person: a password that is like the name or the address can be
            # guessed.
            validate_password(password, User(email=self.email, name=name))
        except forms.ValidationError as error:
            self.add_error("password", error)
