"""Sentences of allauth that we say in Dutch our own way (u, not je).

Nothing reads this tuple: it puts the sentences in our catalogue, which goes before
that of allauth. The English stays allauth's.
"""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("The email address and/or password you specified are not correct."),
    _("This account is currently inactive."),
    _("You cannot remove your primary email address."),
    _("This email address is already associated with this account."),
    _("A user is already registered with this email address."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("Incorrect code."),
    _("You cannot add more than %d email addresses."),
    _("Your primary email address must be verified."),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("You must type the same password each time."),
    _("Email"),
    _("Password"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Code"),
    _("Authenticator code"),
    _("You cannot deactivate two-factor authentication."),
    _(
        "You cannot add an email address to an account protected by two-factor "
        "authentication."
    ),
    _(
        "You cannot generate recovery codes without having two-factor "
        "authentication enabled."
    ),
    _(
        "You cannot activate two-factor authentication until you have verified "
        "your email address."
    ),
)
