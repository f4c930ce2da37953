"""How far the work after a change of the law is: whose stored dates do not hold yet."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dossiers.models import Case, Derivation
from procedures.counting.legal_day import AMSTERDAM
from procedures.law_rows import law
from procedures.models import LawChange


class PendingDerivation(NamedTuple):
    """What is still to be derived: since which change of the law, how many of how many.

    Until then what is shown of a case is derived as it is shown; what is counted, and
    in which order a list stands, still goes by the stored dates.
    """

    since: datetime
    left: int
    total: int

    @property
    def done(self) -> int:
        """Of how many cases the dates hold again."""
        return self.total - self.left

    @property
    def words(self) -> str:
        """What a list or a table says of it, in the language of the reader."""
        text = _(
            "The dates of the open cases are being calculated anew, after the change "
            "of the law’s tables of %(since)s: %(done)s of %(total)s are done. Until "
            "then what is counted or sorted by date may still go by an earlier one."
        )
        since = date_format(localtime(self.since, AMSTERDAM), "j F Y, H:i")
        return text % {"since": since, "done": self.done, "total": self.total}


def pending_derivation(number: int | None = None) -> PendingDerivation | None:
    """What is still to be derived after the last change of the law; None when nothing.

    `number` is that of the change, when it was read before. Two small queries as a
    rule, more only while there is something to tell.
    """
    number = law.current_law().number if number is None else number
    row = work_after(number)
    if row and row.ended_at:
        return None
    left = Case.objects.behind(number).count()
    if not left:
        return None
    if row:
        # More may be behind than when it began: a filing that had read the law before
        # the change was committed after it (ADR 25).
        return PendingDerivation(row.changed_at, left, max(left, row.total))
    return PendingDerivation(law_change_time(number), left, left)


def work_after(number: int) -> Derivation | None:
    """The work after that change, when it was begun."""
    return Derivation.objects.filter(law_number=number).first()


def law_change_time(number: int) -> datetime:
    """When that change of the law was made."""
    return LawChange.objects.values_list("at", flat=True).get(pk=number)


def begin_derivation(number: int, *, at: datetime) -> Derivation | None:
    """The work after that change, begun now or before; None when nothing is behind."""
    left, row = Case.objects.behind(number).count(), work_after(number)
    if row is None and number:
        row = Derivation(law_number=number, changed_at=law_change_time(number))
        row.started_at, row.total, row.left = at, left, left
        row.ended_at = None if left else at
        # Two workers may begin at once; the unique number of the change lets one row
        # stand.
        Derivation.objects.bulk_create([row], ignore_conflicts=True)
    return row if left else None


def record_derivation_progress(number: int, done: int) -> None:
    """Take a batch off what is left after that change; `pending` counts for who asks.

    Two at once may take off the same, so it ends in `finished` alone.
    """
    row = Derivation.objects.filter(law_number=number, ended_at=None)
    # In the database, since the row is not locked while a batch is derived.
    row.update(left=Greatest(F("left") - done, 0))


def finished(number: int, *, at: datetime) -> None:
    """Keep how many are left after all batches, and that it ended when none is."""
    left = Case.objects.behind(number).count()
    row = Derivation.objects.filter(law_number=number, ended_at=None)
    row.update(left=left, ended_at=None if left else at)
