"""The forms about one's own account: signing in, and what a person may change."""

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ProfileForm(forms.ModelForm):
    """Name, telephone and language; the e-mail address has its own page."""

    class Meta:
        model = User
        fields = ["name", "phone", "language"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
            "language": forms.RadioSelect,
        }
        help_texts = {
            "name": _("As it stands in letters and in the events of a case."),
            "phone": _("Bureau GGO uses it when a question cannot wait."),
            "language": _("For e-mail; letters of law are in Dutch."),
        }
        error_messages = {
            "name": {"required": _("Give your name.")},
            "language": {"required": _("Choose a language.")},
        }


class SignInForm(LoginForm):
    """Allauth's, in our words; the link to a new password stands below the form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this device")
