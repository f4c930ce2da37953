"""Forms of accounts: one's own, the people of an organisation, substitutions."""

from accounts.forms.own import ProfileForm, SignInForm

__all__ = ["ProfileForm", "SignInForm"]
