"""Asking COGEM or somebody else for advice, and what becomes of the question.

Advice does not suspend the term: the law has no ground for it (Awb 4:15).
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.digests import text_digest
from applications.attachments.uploads import CheckedUpload, check_upload
from applications.text_input.typed import storable_value
from dossiers.advice.acts import ASK_ADVICE, GIVE_ADVICE, REVOKE_ADVICE
from dossiers.advice.advice_link import link_token
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.errors import NotAllowed, StaleText
from dossiers.facts.handling_facts import (
    AdviceAskedFacts,
    AdviceFacts,
    AdviceGivenFacts,
)
from dossiers.models import Advice, Case, Event, Reminder, ReminderKind
from dossiers.reminders.outbox import wake_outbox
from dossiers.reminders.promising import inform_handler
from procedures.counting.legal_day import legal_day

FILE_KINDS = ("pdf",)
"""What an advice may be sent as, by the ending of its name."""

TO_ADVISER = (ReminderKind.ADVICE_3, ReminderKind.ADVICE_LATE)


@transaction.atomic
def ask_advice(
    case: Case,
    *,
    body: str,
    name: str,
    email: str,
    language: str,
    question: str,
    advise_by: date,
    by: Actor,
    at: datetime,
) -> Advice:
    """Ask one adviser one question; the row promises the mail with the personal link.

    The event has the body and the name, never the address or the link. Raises
    `NotAllowed`, also when `advise_by` is not after today.
    """
    lock_for(ASK_ADVICE, case, by=by, at=at)
    if advise_by <= legal_day(at):
        raise NotAllowed(_("Choose a day after today."), case.events.last())
    advice = Advice(
        case=case,
        body=body,
        name=name,
        email=email,
        language=language,
        question=question,
        advise_by=advise_by,
        asked_at=at,
        asked_by=by.person,
    )
    _queue_advice_mail(advice, at=at)
    facts = AdviceAskedFacts(
        **_advice_named(advice), question=question, advise_by=advise_by
    )
    apply_transition(ASK_ADVICE, case, by=by, at=at, facts=facts)
    return advice


@transaction.atomic
def send_link_again(advice: Advice, *, by: Actor, at: datetime) -> Advice:
    """Send a new link; the earlier one stops working. For who may ask for advice.

    Raises `NotAllowed`, also when the advice was given or withdrawn.
    """
    lock_for(ASK_ADVICE, advice.case, by=by, at=at)
    row = _lock_awaited(advice)
    row.issue += 1
    # As if it was never sent: the row is the promise, and what came back was the
    # earlier mail.
    row.attempts, row.sent_at, row.refused_at, row.last_error = 0, None, None, ""
    _queue_advice_mail(row, at=at)
    return row


@transaction.atomic
def revoke_advice(advice: Advice, *, by: Actor, at: datetime) -> Event:
    """Withdraw the question: the link says so from now on.

    Raises `NotAllowed`, also when the advice was given or withdrawn.
    """
    lock_for(REVOKE_ADVICE, advice.case, by=by, at=at)
    row = _lock_awaited(advice)
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    _cancel_reminders(row)
    return apply_transition(
        REVOKE_ADVICE, row.case, by=by, at=at, facts=AdviceFacts(**_advice_named(row))
    )


def save_advice_draft(
    advice: Advice,
    *,
    text: str,
    upload: "File[bytes] | None" = None,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Advice:
    """Keep what the adviser has so far; a file takes the place of the one before it.

    `version` is the one that the writer started from. Raises `NotAllowed` and
    `StaleText` as `give_advice`, `InputRefused` for a file that
    cannot be taken.
    """
    # Before the lock: opening a PDF may take up to 20 seconds (ADR 26), and nobody
    # should wait that long for the case.
    taken = check_upload(upload, kinds=FILE_KINDS, at=at) if upload else None
    with transaction.atomic():
        row = _writable(advice, text, version, by=by, at=at)
        row.draft = storable_value(text)
        row.draft_version, row.draft_saved_at = row.draft_version + 1, at
        _store_with_file(row, upload, taken)
    return row


def _writable(
    advice: Advice, text: str, version: int | None, *, by: Actor, at: datetime
) -> Advice:
    """The row, locked, to write a text in that was begun at a version.

    Raises `NotAllowed`, and `StaleText` when another window saved another text since.
    """
    lock_for(GIVE_ADVICE, advice.case, by=by, at=at)
    row = _lock_awaited(advice)
    # A form that is sent twice says the same, and meets nobody.
    if version not in (None, row.draft_version) and storable_value(text) != row.draft:
        raise StaleText(row)
    return row


@transaction.atomic
def drop_advice_file(advice: Advice, *, by: Actor, at: datetime) -> None:
    """Take the file out of what is not filed yet. Raises `NotAllowed`."""
    lock_for(GIVE_ADVICE, advice.case, by=by, at=at)
    row = _lock_awaited(advice)
    # A file is no part of the transaction. When that is rolled back the row names the
    # file again, so it may go only after the commit.
    gone = _delete_after_commit(row)
    row.file, row.filename, row.sha256 = "", "", ""
    row.save(update_fields=["file", "filename", "sha256"])
    if gone:
        transaction.on_commit(gone)


def give_advice(
    advice: Advice,
    *,
    text: str,
    upload: "File[bytes] | None" = None,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Event:
    """File the advice: a text, a PDF, or both; the handler hears of it.

    The event has the hash of both, so that the record shows what was advised. Raises
    `NotAllowed` when there is nothing to file, or it was given, withdrawn, or asked by
    a later link; `StaleText` when another text was saved since `version`;
    `InputRefused` for a file that cannot be taken.
    """
    taken = check_upload(upload, kinds=FILE_KINDS, at=at) if upload else None
    with transaction.atomic():
        row = _writable(advice, text, version, by=by, at=at)
        row.text, row.draft, row.given_at = storable_value(text), "", at
        _store_with_file(row, upload, taken)
        # Only now, because a PDF that was saved with a draft counts as well.
        if not (row.text.strip() or row.file):
            raise NotAllowed(_("Write your advice, or add it as a PDF."))
        _cancel_reminders(row)
        facts = AdviceGivenFacts(**_advice_named(row), **_advice_digests(row))
        event = apply_transition(GIVE_ADVICE, row.case, by=by, at=at, facts=facts)
        inform_handler(event, at=at)
    return event


def _queue_advice_mail(advice: Advice, *, at: datetime) -> None:
    """Store it with a link that works from now on, and have it sent."""
    advice.send_after = at
    if advice.pk is None:
        # The link rests on the key, which the row has only once it is stored.
        advice.token_sha256 = f"new {advice.case_id} {at.timestamp()}"
        advice.save(force_insert=True)
    advice.token_sha256 = text_digest(link_token(advice))
    advice.save()
    wake_outbox()


def _lock_awaited(advice: Advice) -> Advice:
    """The row, locked, as long as it is awaited by the link that was followed."""
    # Always after the case, so that two who act at once never lock the two crosswise.
    row = Advice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
    # The locked object, since the door changes it in memory.
    row.case = advice.case
    if row.given_at:
        message = _("This advice has been filed already.")
    elif row.revoked_at:
        message = _("The question for this advice was withdrawn.")
    # `advice` was read before the lock, by the link that was followed.
    elif row.token_sha256 != advice.token_sha256:
        message = _("A newer link was sent; this one no longer works.")
    else:
        return row
    raise NotAllowed(message, row.case.events.last())


def _store_with_file(
    row: Advice, upload: "File[bytes] | None", taken: CheckedUpload | None
) -> None:
    """Store row and file; when the row fails, the file does not stay behind."""
    if not (upload and taken):
        row.save()
        return
    # Looked up now, since below the row gets the name of the new file.
    gone = _delete_after_commit(row)
    upload.seek(0)
    row.filename, row.sha256 = taken.name, taken.sha256
    # Not under the name that was sent: that is for people, and anything may stand in
    # it.
    row.file.save(f"{row.pk}-{taken.sha256[:16]}.pdf", upload, save=False)
    try:
        with transaction.atomic():
            row.save()
    except Exception:
        row.file.storage.delete(str(row.file.name))
        raise
    if gone:
        transaction.on_commit(gone)


def _delete_after_commit(row: Advice) -> Callable[[], object] | None:
    """What removes the file that the row has now; None when it has none."""
    if not row.file:
        return None
    return partial(row.file.storage.delete, str(row.file.name))


def _advice_named(advice: Advice) -> dict[str, Any]:
    """What every event about an advice tells."""
    return {"advice": advice.pk, "body": advice.body, "name": advice.name}


def _advice_digests(row: Advice) -> dict[str, Any]:
    """What was filed, by its SHA-256: the text and the PDF, as far as there are."""
    digest = text_digest(row.text) if row.text else ""
    return {"text_sha256": digest, "file_sha256": row.sha256}


def _cancel_reminders(row: Advice) -> None:
    """Take back the reminders to the adviser that have not left yet."""
    waiting = Reminder.objects.filter(case=row.case, kind__in=TO_ADVISER, sent_at=None)
    waiting.filter(event__facts__advice=row.pk).delete()
