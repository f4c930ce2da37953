"""A mail of the portal: by whom it is sent, how it is recognised when it comes back."""

import re
from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import constant_time_compare, salted_hmac

MESSAGE_ID = re.compile(r"<(?P<name>[a-z]+(-\d+)+)\.(?P<proof>[0-9a-f]{16})@[^>]+>")


def portal_mail(
    name: str, *, to: str, subject: str, body: str, at: datetime
) -> EmailMessage:
    """A plain mail to one reader.

    Its Message-ID follows from `name`, so that a second copy can be recognised, and
    what comes back as well: mails that come back go to an address of their own, and
    nobody's automatic answer comes at all (RFC 3834).
    """
    headers = {
        # The header is what readers see and answer; the envelope below is where bounces
        # go.
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": message_id(name),
        "Date": format_datetime(at),
        # Or an absence note of each reader would come back as if it were an answer.
        "Auto-Submitted": "auto-generated",
    }
    sender = settings.BOUNCE_EMAIL
    return EmailMessage(subject, body, sender, to=[to], headers=headers)


def message_id(name: str) -> str:
    """The Message-ID of what is called so: the same for each try to send it.

    Its proof cannot be guessed: who writes that a mail came back has seen it.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<{name}.{name_proof(name)}@{domain}>"


def name_proof(name: str) -> str:
    """Sixteen hexadecimal digits that follow from a name and the portal's secret."""
    return salted_hmac("accounts.mailing", name, algorithm="sha256").hexdigest()[:16]


def name_in(text: str) -> str:
    """The name in the first Message-ID of ours in a text; empty when there is none."""
    for found in MESSAGE_ID.finditer(text):
        # Anybody can send a mail that says a letter came back; only who had the letter
        # knows its proof.
        if constant_time_compare(found["proof"], name_proof(found["name"])):
            return found["name"]
    return ""
