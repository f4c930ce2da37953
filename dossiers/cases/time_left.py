"""How long there is for a case, in words."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.models import Case, InformationRequest
from procedures.counting.legal_day import legal_day

SOON_DAYS = 7  # days


class TimeLeft(NamedTuple):
    """How long there is, in words; `tone` is "late", "soon", "standing" or plain."""

    words: str
    note: str
    tone: str


def time_left(case: Case, today: date) -> TimeLeft:
    """What a row says of its date: days left, days late, or why there is none."""
    # The decision before the window: a case that asks for consent has both. With new
    # work they are one day; with a change the window is only what BGGO may do.
    if case.due_on is not None:
        return _until_decision((case.due_on - today).days, case.due_on)
    if case.objection_until is not None:
        return _until_silence((case.objection_until - today).days, case.objection_until)
    # Only an administrative filing has no dossier, and it never has a term.
    if case.dossier_id is None:
        return TimeLeft(_("no term"), _("an administrative change"), "")
    # What has a term and no date waits for an answer; since when is said where the
    # request is at hand.
    return TimeLeft(_("clock stands still"), "", "standing")


def time_left_unknown() -> TimeLeft:
    """Of a case whose date does not hold any more, and could not be derived."""
    return TimeLeft(_("the date is being calculated anew"), "", "standing")


def _until_decision(days: int, day: date) -> TimeLeft:
    if days < 0:
        words = ngettext("%d day late", "%d days late", -days) % -days
        return TimeLeft(words, unbroken_date(day), "late")
    note = _("decide by %(day)s") % {"day": unbroken_date(day)}
    return TimeLeft(days_left(days), note, _soon(days))


def _until_silence(days: int, day: date) -> TimeLeft:
    if days < 0:
        note = _("closes by itself")
        return TimeLeft(_("window has passed"), note, "")
    note = _("refusing to agree until %(day)s") % {"day": unbroken_date(day)}
    return TimeLeft(days_left(days), note, _soon(days))


def time_left_without_ground(case: Case, today: date) -> TimeLeft:
    """Of a KG or VA whose 2.8 request was not granted: it waits for a decision."""
    left = time_left(case, today)
    if case.due and case.due < today:
        left = TimeLeft(_("decision to be taken"), unbroken_date(case.due), "late")
    note = _("the 2.8 request was not granted; does not close by itself")
    return left._replace(note=f"{left.note}; {note}" if left.note else note)


def _soon(days: int) -> str:
    return "soon" if days <= SOON_DAYS else ""


def days_left(days: int) -> str:
    """Days to go, in words; the last day itself still counts."""
    if days == 0:
        return _("today is the last day")
    return ngettext("%d day left", "%d days left", days) % days


def unbroken_date(day: date) -> str:
    """A date in full that is not broken over two lines."""
    return date_format(day, "j F Y").replace(" ", "\N{NO-BREAK SPACE}")


def latest_open_requests(cases: Iterable[Case]) -> dict[int, InformationRequest]:
    """The request that each case waits for, the one with the last answer date.

    By one query; a request suspends every case of its filing.
    """
    applications = {case.application_id for case in cases}
    rows = InformationRequest.objects.open().filter(application__in=applications)
    # The later one takes the place of the earlier: until it is answered the clock
    # stands still.
    last = {row.application_id: row for row in rows.order_by("answer_by", "asked_at")}
    return {
        case.pk: last[case.application_id]
        for case in cases
        if case.application_id in last
    }


def time_left_while_suspended(asked: InformationRequest, today: date) -> TimeLeft:
    """Since when the clock stands still, and until which date for the answer."""
    days = {
        "since": unbroken_date(legal_day(asked.asked_at)),
        "until": unbroken_date(asked.answer_by),
    }
    note = _("since %(since)s, answer by %(until)s") % days
    if asked.answer_by < today:
        note = _("since %(since)s, the answer was due on %(until)s") % days
    return TimeLeft(_("clock stands still"), note, "standing")
