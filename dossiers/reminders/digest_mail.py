"""The mail that reminds one mailbox of many cases."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

from accounts import mailing
from dossiers.models import Digest, Reminder, ReminderKind
from procedures.counting.legal_day import legal_day

MOST = 25
"""Of each kind so many cases are named; the worklist has them all."""

ORDER = {kind: place for place, kind in enumerate(ReminderKind)}


def digest_mail(digest: Digest, *, at: datetime) -> EmailMessage:
    """A plain mail with the cases by what they are about, the oldest date first.

    Its Message-ID follows from the row, so that a second copy can be recognised.
    """
    rows = list(digest.reminders.select_related("case"))
    with translation.override(digest.language):
        day = date_format(legal_day(digest.created_at), "j F Y")
        subject = ngettext(
            "%(count)d reminder of %(day)s", "%(count)d reminders of %(day)s", len(rows)
        ) % {"count": len(rows), "day": day}
        words = {
            "day": day,
            "parts": _parts_by_kind(rows),
            "url": settings.PORTAL_URL + reverse("worklist"),
        }
        body = render_to_string("dossiers/mails/digest.txt", words)
    name, to = f"digest-{digest.pk}", digest.recipient
    return mailing.portal_mail(name, to=to, subject=subject, body=body, at=at)


def _parts_by_kind(rows: list[Reminder]) -> list[dict[str, Any]]:
    """What is said of each kind: its `label`, `rows` of at most `MOST`, and `more`."""
    # `groupby` joins neighbours alone, so the kinds must stand together.
    ordered = sorted(
        rows, key=lambda row: (ORDER[ReminderKind(row.kind)], row.fact_on, row.pk)
    )
    parts = []
    for kind, found in groupby(ordered, key=lambda row: row.kind):
        these = list(found)
        parts.append(
            {
                "label": ReminderKind(kind).label,
                "rows": these[:MOST],
                "count": len(these),
                "more": max(0, len(these) - MOST),
            }
        )
    return parts
