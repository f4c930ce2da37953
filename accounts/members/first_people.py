"""The first people of a new portal: who nobody in it can have invited."""

from datetime import datetime
from email.utils import format_datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access_changes import set_access_actor
from accounts.actor import SYSTEM
from accounts.members.membership import give_roles
from accounts.models import LabRole, Organisation, User


@transaction.atomic
def begin_portal(email: str, *, name: str, by: str, at: datetime) -> User:
    """The first administrator of the portal, who chooses a password by the mail.

    `by` is who does it, for the record. Raises `IntegrityError` for an address that
    has an account, and what the mail server raises: then nothing is made.
    """
    set_access_actor(by)
    user = _new_account(email, name, is_staff=True, is_superuser=True)
    welcome_mail(user, at=at).send()
    return user


@transaction.atomic
def begin_organisation(
    organisation: Organisation, *, email: str, name: str, by: str, at: datetime
) -> User:
    """A new organisation with its first administrator, who invites the others.

    Somebody who has an account keeps it; another one chooses a password by the mail.
    Raises what `begin_portal` raises.
    """
    set_access_actor(by)
    organisation.full_clean()
    # Never an UPDATE: an organisation that is there has people, and they would get a
    # stranger as administrator.
    organisation.save(force_insert=True)
    user = User.objects.filter(email=email.lower()).first()
    is_new = user is None
    user = user or _new_account(email, name)
    # The portal gives the first role, since an administrator must be given by somebody
    # who is one.
    give_roles(organisation, person=user, roles=[LabRole.ADMIN], by=SYSTEM, at=at)
    if is_new:
        welcome_mail(user, at=at).send()
    return user


def welcome_mail(user: User, *, at: datetime) -> EmailMessage:
    """A plain mail with a link to choose a password."""
    with translation.override(user.language):
        key = default_token_generator.make_token(user)
        where = {"uidb36": user_pk_to_url_str(user), "key": key}
        path = reverse("account_reset_password_from_key", kwargs=where)
        words = {"person": user, "url": settings.PORTAL_URL + path}
        body = render_to_string("accounts/mails/welcome.txt", words)
        subject = _("Your account in the GGO portal")
    headers = {"Date": format_datetime(at)}
    return EmailMessage(subject, body, to=[user.email], headers=headers)


def _new_account(email: str, name: str, **rights: bool) -> User:
    """An account without a password; its address counts, for the mail went there."""
    user = User(email=email.lower(), name=name, **rights)
    user.set_unusable_password()
    # An unusable password is no password that the validators could judge.
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    return user
