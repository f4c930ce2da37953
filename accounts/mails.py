"""The mail that invites somebody."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.mailing import portal_mail
from accounts.models import Invitation


def invitation_mail(invitation: Invitation, *, at: datetime) -> EmailMessage:
    """A plain mail with the link, in the language that the inviter chose.

    Its Message-ID follows from the row and the link, so that a second copy can be
    recognised.
    """
    with translation.override(invitation.language):
        link = settings.PORTAL_URL + reverse("invitation", args=[invitation.token])
        subject = _("Invitation to act for %(organisation)s in the GGO portal") % {
            "organisation": invitation.organisation
        }
        words = {"invitation": invitation, "url": link}
        body = render_to_string("accounts/mails/invitation.txt", words)
    name = f"invitation-{invitation.pk}-{invitation.issue}"
    return portal_mail(name, to=invitation.email, subject=subject, body=body, at=at)
