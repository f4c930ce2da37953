"""Putting on record that a decision was made known (Awb 3:40, 3:41)."""

from datetime import datetime

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Q

from accounts.actor import SYSTEM
from dossiers.cases.transitions import apply_transition, lock_case
from dossiers.correspondence.acts import MAKE_KNOWN
from dossiers.correspondence.letter_kinds import LETTERS
from dossiers.errors import NotAllowed
from dossiers.facts.letter_facts import LetterFacts
from dossiers.models import Letter, LetterKind
from dossiers.models.outgoing import DECISIONS

log = structlog.get_logger(__name__)


def record_what_was_made_known(*, at: datetime) -> int:
    """Write the event of each decision that was sent by now; how many.

    One whose case is being worked on, or that fails, waits for the next time.
    """
    sent = Letter.objects.filter(
        Q(sent_at__isnull=False) | Q(posted_on__isnull=False),
        kind__in=DECISIONS,
        is_on_record=False,
    )
    return sum(try_put_on_record(letter, at=at) for letter in sent.order_by("pk"))


def try_put_on_record(letter: Letter, *, at: datetime) -> bool:
    """Put one on record; what stops it holds up no other."""
    try:
        return put_on_record(letter, at=at)
    # Logged and left: letters go on being sent, and the next sweep finds this one by
    # `is_on_record`.
    except (DatabaseError, NotAllowed):
        log.exception("not_put_on_record", letter=letter.pk)
        return False


@transaction.atomic
def put_on_record(letter: Letter, *, at: datetime) -> bool:
    """Write that a decision was made known, once; False when another did already.

    What follows from the decision follows now: before, it does not work (Awb 3:40).
    """
    lock_case(letter.case)
    row = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    # Asked under the lock of the case: another worker may have written it since, or the
    # mail came back.
    if row.is_on_record or row.made_known_on is None:
        return False
    row.is_on_record = True
    row.save(update_fields=["is_on_record"])
    facts = LetterFacts(
        letter=row.pk,
        kind=row.kind,
        made_known_on=row.made_known_on,
        sha256=row.sha256,
    )
    apply_transition(MAKE_KNOWN, letter.case, by=SYSTEM, at=at, facts=facts)
    LETTERS[LetterKind(row.kind)].follow(row, at)
    return True
