"""The forms about one's own account: signing in, the code, what one may change."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts.demo_secrets import current_demo_code
from accounts.models import User

if TYPE_CHECKING:
    UserForm = forms.ModelForm[User]
else:  # Django's own takes no type when it runs
    UserForm = forms.ModelForm


class ProfileForm(UserForm):
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this device")


LONGEST = 120  # seconds that any code can be good for, with a step on either side


class CodeOnce:
    """A form that takes each code once, and tells that of a demo account."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)  # type: ignore[call-arg]  # of allauth
        self.demo_code = show_demo_code(self)

    def clean_code(self) -> str:
        """The code, when it is right and was not used before."""
        return take_code_once(self, super().clean_code)  # type: ignore[misc]  # of allauth


class CodeForm(CodeOnce, AuthenticateForm):
    """The code of the app, or a recovery code, after the password."""


class CodeAgainForm(CodeOnce, ReauthenticateForm):
    """The same, for who is signed in and does something that asks for it."""


def show_demo_code(form: Any) -> str:
    """The code of the moment of an account of the demo, filled in; "" elsewhere."""
    code = current_demo_code(form.user)
    form.fields["code"].initial = code
    form.fields["code"].label = _("Code")
    return code


def take_code_once(form: Any, judge: Callable[[], str]) -> str:
    """What `judge` says of a code that nobody used yet; the demo's may be used again.

    Allauth forgets a used code after half a minute, and with a step on either side it
    is good for longer.
    """
    said: str = form.data.get("code", "").replace(" ", "")
    # Several people try the demo at the same moment with one key; used once it would
    # lock the others out.
    if form.demo_code and said == form.demo_code:
        form.authenticator = Authenticator.objects.get(
            user=form.user, type=Authenticator.Type.TOTP
        )
        return said
    code = judge()
    # `add` is atomic: of two requests with one code only one gets in (RFC 6238, 5.2).
    if not cache.add(f"code-used:{form.user.pk}:{said}", True, LONGEST):
        raise get_adapter().validation_error("incorrect_code")
    return code
