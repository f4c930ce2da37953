"""What people do for a letter that did not arrive: again, or by post. And bounces."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import SYSTEM, Actor
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.correspondence.acts import COME_BACK, POST, TRY_AGAIN
from dossiers.correspondence.letter_kinds import LETTERS
from dossiers.correspondence.letters import update_letter_status
from dossiers.errors import NotAllowed
from dossiers.facts.letter_facts import LetterFacts
from dossiers.models import Delivery, Event, Letter, LetterKind
from dossiers.models.outgoing import DECISIONS
from dossiers.reminders.outbox import wake_outbox
from dossiers.reminders.recipients import case_applicant_recipients
from procedures.counting.legal_day import legal_day


@transaction.atomic
def resend_letter(letter: Letter, *, by: Actor, at: datetime) -> Event:
    """Send a letter once more to each addressee who does not have it.

    And to whoever answers for the dossier today and was no addressee yet. Raises
    `NotAllowed` when everybody has it, when it went by post, and for another than a
    case handler.
    """
    case = letter.case
    lock_for(TRY_AGAIN, case, by=by, at=at)
    row = locked_letter(letter)
    refuse_if_posted(row)
    added = new_addressees(row, on=legal_day(at))
    if row.made_at and not added and not missing_deliveries(row).exists():
        raise NotAllowed(_("Everybody has this letter."), case.events.last())
    restart_delivery(row, added, at=at)
    facts = LetterFacts(letter=row.pk, kind=row.kind, added=len(added))
    event = apply_transition(TRY_AGAIN, case, by=by, at=at, facts=facts)
    wake_outbox()
    return event


def new_addressees(letter: Letter, *, on: date) -> list[str]:
    """Whoever answers for the dossier on a day and was no addressee of the letter."""
    known = set(letter.deliveries.values_list("address", flat=True))
    found = case_applicant_recipients(letter.case, on=on).recipients
    return [address for address in found if address not in known]


def has_arrived(letter: Letter) -> bool:
    """Does everybody to whom it was sent have it?"""
    return letter.sent_at is not None and not missing_deliveries(letter).exists()


def missing_deliveries(letter: Letter) -> QuerySet[Delivery]:
    """Who does not have a letter: it did not leave yet, was refused or came back."""
    return letter.deliveries.filter(Q(sent_at=None) | Q(refused_at__isnull=False))


def restart_delivery(row: Letter, added: list[str], *, at: datetime) -> None:
    """Begin again with the making, and with each delivery that failed."""
    row.attempts, row.last_error, row.refused_at = 0, "", None
    row.send_after, row.recipients = at, [*row.recipients, *added]
    row.save()
    fresh = {"attempts": 0, "send_after": at, "last_error": "", "told_at": None}
    row.deliveries.filter(refused_at__isnull=False).update(
        sent_at=None, refused_at=None, **fresh
    )
    row.deliveries.filter(sent_at=None).update(**fresh)
    Delivery.objects.bulk_create(
        Delivery(letter=row, address=address, send_after=at) for address in added
    )


@transaction.atomic
def record_posting(letter: Letter, *, on: date, by: Actor, at: datetime) -> Event:
    """Record that a letter went by post on a day: then it was made known (Awb 3:41).

    Raises `NotAllowed` for a day before the act that it follows from or a day to come,
    when it is recorded already, and for another than a case handler.
    """
    case = letter.case
    lock_for(POST, case, by=by, at=at)
    row = locked_letter(letter)
    refuse_if_posted(row)
    if reason := why_not_posted(row, on, today=legal_day(at)):
        raise NotAllowed(reason, case.events.last())
    row.posted_on = on
    is_first = row.kind in DECISIONS and not row.is_on_record
    row.is_on_record = row.is_on_record or is_first
    row.save(update_fields=["posted_on", "is_on_record"])
    facts = LetterFacts(letter=row.pk, kind=row.kind, posted_on=on)
    event = apply_transition(POST, case, by=by, at=at, facts=facts)
    # A decision that had been made known by mail already has been followed up then.
    if is_first:
        LETTERS[LetterKind(row.kind)].follow(row, at)
    return event


def why_not_posted(letter: Letter, on: date, *, today: date) -> str:
    """Why a letter cannot have gone by post on a day; empty when it can."""
    if letter.made_at is None:
        return _("There is no PDF of this letter yet, so it cannot have been posted.")
    if on > today:
        return _("It cannot have been posted on a day that has yet to come.")
    if on < legal_day(letter.event.at):
        return _("It cannot have been posted before the day of the letter.")
    if has_arrived(letter):
        return _("Everybody has this letter.")
    return ""


def refuse_if_posted(letter: Letter) -> None:
    """A letter that went by post is dealt with."""
    if letter.posted_on:
        words = _("That this letter went by post is recorded already.")
        raise NotAllowed(words, letter.case.events.last())


def locked_letter(letter: Letter) -> Letter:
    """The letter as it is now; its deliveries are locked first, as a worker does."""
    list(letter.deliveries.select_for_update().order_by("pk").values_list("pk"))
    rows = Letter.objects.select_for_update(of=("self",)).select_related("event")
    row = rows.get(pk=letter.pk)
    row.case = letter.case
    return row


@transaction.atomic
def record_returned_mail(delivery: Delivery, *, reason: str, at: datetime) -> None:
    """Take note that a mail came back: this addressee did not get the letter.

    The second report of the same changes nothing.
    """
    case = delivery.letter.case
    lock_for(COME_BACK, case, by=SYSTEM, at=at)
    locked_letter(delivery.letter)
    row = Delivery.objects.get(pk=delivery.pk)
    if row.sent_at is None or row.refused_at:
        return
    row.refused_at, row.last_error = at, reason[:2000]
    row.save(update_fields=["refused_at", "last_error"])
    update_letter_status(row.letter_id)
    letter = delivery.letter
    facts = LetterFacts(letter=letter.pk, kind=letter.kind, reason=reason[:500])
    apply_transition(COME_BACK, case, by=SYSTEM, at=at, facts=facts)
