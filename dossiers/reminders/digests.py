"""Putting what staff are reminded of in one mail for each mailbox and round."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from dossiers.models import Digest, Reminder, ReminderKind
from dossiers.reminders.outbox import wake_outbox

DIGESTED_KINDS = {
    ReminderKind.WINDOW_7,
    ReminderKind.WINDOW_1,
    ReminderKind.EXITS,
    ReminderKind.CLOCK_RUNS,
    ReminderKind.DUE_7,
    ReminderKind.DUE_1,
    ReminderKind.OVERDUE,
    ReminderKind.UNASSIGNED,
    ReminderKind.ROUND_FAILED,
}
"""What staff hear. A lab hears of each case by itself: it is a message of its own."""

DIGEST_REMINDERS = Digest.reminders.through
Mailbox = tuple[str, str]  # the address and the language


@transaction.atomic
def gather_digests(*, at: datetime) -> int:
    """Put the reminders that wait for it in digests; how many mails that makes.

    A step of the round, after what promises them. One that is alone in its mailbox
    goes as the mail that it always was.
    """
    rows = list(
        Reminder.objects.filter(in_digest=True, sent_at=None)
        .filter(~Exists(DIGEST_REMINDERS.objects.filter(reminder=OuterRef("pk"))))
        # A reminder that is being taken back, or gathered by another worker, is left to
        # it.
        .select_for_update(skip_locked=True)
        .order_by("pk")
    )
    lists = reminders_by_mailbox(rows)
    # To several mailboxes it is alone only when it is so in each: it cannot be both a
    # mail and part of one.
    alone = {
        row.pk for row in rows if all(len(lists[it]) == 1 for it in mailboxes_of(row))
    }
    Reminder.objects.filter(pk__in=alone).update(in_digest=False)
    made = 0
    for mailbox, found in lists.items():
        together = [row for row in found if row.pk not in alone]
        made += _queue_digest(mailbox, together, at=at)
    if rows:
        wake_outbox()
    return made + len(alone)


def reminders_by_mailbox(rows: Iterable[Reminder]) -> dict[Mailbox, list[Reminder]]:
    """The reminders by address and language, each in the order given."""
    found = defaultdict(list)
    for row in rows:
        for mailbox in mailboxes_of(row):
            found[mailbox].append(row)
    return found


def mailboxes_of(row: Reminder) -> list[Mailbox]:
    """An address for each reader, all in the language of the reminder."""
    return [(address, row.language) for address in row.recipients]


def _queue_digest(mailbox: Mailbox, rows: list[Reminder], *, at: datetime) -> int:
    """Promise one mail about these reminders; none when there are none."""
    if not rows:
        return 0
    address, language = mailbox
    made = Digest.objects.create(
        recipient=address, language=language, created_at=at, send_after=at
    )
    # The rows stay unsent until the digest has gone: it is the promise now, and they
    # what it says.
    made.reminders.add(*rows)
    return 1


def settle_digested_reminders(*, at: datetime) -> None:
    """Mark the reminders of which every digest has gone, or was refused for good."""
    inside = DIGEST_REMINDERS.objects.filter(reminder=OuterRef("pk"))
    waiting = inside.filter(digest__sent_at=None, digest__refused_at=None)
    open_now = Reminder.objects.filter(in_digest=True, sent_at=None, refused_at=None)
    done = open_now.filter(Exists(inside), ~Exists(waiting))
    # Before the next line: nobody got these, and that one would mark them as sent.
    done.filter(~Exists(inside.exclude(digest__sent_at=None))).update(refused_at=at)
    done.update(sent_at=at)
