"""Which dates that were told to an applicant rest on a free day (Atw art. 1 and 3)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q
from django.db.models.functions import TruncDate
from django.utils.translation import ngettext

from dossiers.cases.dates import (
    Dates,
    case_dates,
    case_reckoning,
    clock_facts,
    with_requests_and_parts,
)
from dossiers.models import Case, InformationRequest, Letter
from dossiers.models.outgoing import DECISIONS
from dossiers.states import OPEN
from procedures.counting.calendar import ONE_DAY, Calendar
from procedures.counting.clock import Facts, objection_period_end
from procedures.counting.legal_day import AMSTERDAM
from procedures.law_rows import law
from procedures.law_rows.law import Law
from procedures.models import amsterdam_today

FEW, MOST, BATCH = 5, 1000, 500
LONGEST = timedelta(days=60)
"""Six weeks for an objection, and the longest row of free days that can follow."""


def why_free_days_stay(lost: set[date], before: Calendar, after: Calendar) -> str:
    """What to say of days that would be free no more; empty when none was relied on."""
    labels = sorted(labels_resting_on(lost, before, after))
    if not labels:
        return ""
    named = ", ".join(labels[:FEW]) + (" …" if len(labels) > FEW else "")
    return ngettext(
        "In %(count)d case a date that was told rests on this free day: %(cases)s. So "
        "it cannot be removed or moved. Let it stand; if the law did change, close the "
        "row from a day after the last of those dates.",
        "In %(count)d cases a date that was told rests on this free day: %(cases)s. So "
        "it cannot be removed or moved. Let it stand; if the law did change, close the "
        "row from a day after the last of those dates.",
        len(labels),
    ) % {"count": len(labels), "cases": named}


def labels_resting_on(lost: set[date], before: Calendar, after: Calendar) -> set[str]:
    """The cases with a date that rests on one of these days, at most a thousand."""
    books = law.current_law()
    # The same law twice but for its free days, so that only these can make a
    # difference.
    laws = replace(books, calendar=before), replace(books, calendar=after)
    found: set[str] = set()
    for case in candidate_cases(lost, before):
        # Some cases by name are enough to refuse with; the rest need not be reckoned.
        if len(found) < MOST and has_moving_date(case, *laws):
            found.add(case.label)
    return found | set(labels_of_decisions(lost, before, after))


def candidate_cases(lost: set[date], before: Calendar) -> Iterator[Case]:
    """The cases that may rest on them, with their parts: ended ones were told as well.

    Those whose date is the first day after a free one; and those in which a request
    moved on what the receipt had told.
    """
    days = {on for day in lost for on in landing_days(day, before)}
    # Their columns hold the date of today; the receipt told another one, that may rest
    # on the day as well.
    asked = InformationRequest.objects.values("application")
    cases = Case.objects.filter(
        Q(due_on__in=days)
        | Q(objection_until__in=days)
        | Q(may_start_on__in=days)
        | Q(state__in=OPEN, application__in=asked)
    )
    # First the keys alone, then the cases in batches: there may be thousands, each with
    # its requests.
    keys = list(cases.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield from with_requests_and_parts(
            Case.objects.filter(pk__in=keys[start : start + BATCH])
        )


def landing_days(day: date, calendar: Calendar) -> list[date]:
    """Where a term goes that would end on a free day, and what may begin after it."""
    last = calendar.roll(day)
    return [last, last + ONE_DAY, calendar.roll(last + ONE_DAY)]


def has_moving_date(case: Case, before: Law, after: Law) -> bool:
    """Would a date of it be another by the second law, as it is now or as filed?"""
    now = clock_facts(case)
    # As the receipt told it, before anything moved.
    filed = now._replace(requests=(), extension_days=0)
    return any(
        dates_under_law(case, before, known) != dates_under_law(case, after, known)
        for known in (now, filed)
    )


def dates_under_law(case: Case, books: Law, known: Facts) -> Dates | None:
    """Its dates by a law and facts; None when there are none to be had."""
    today = amsterdam_today()
    try:
        return case_dates(
            case, case_reckoning(case, today=today, books=books, supposing=known)
        )
    except (ValueError, OverflowError):
        return None


def labels_of_decisions(
    lost: set[date], before: Calendar, after: Calendar
) -> Iterator[str]:
    """The cases with a decision of which the term for an objection would move."""
    # Each day on which a decision may have been sent, such that its six weeks would end
    # elsewhere without the free day.
    days = {
        on
        for day in lost
        for back in range(LONGEST.days)
        if before.covers(on := day - timedelta(days=back))
        and objection_period_end(on, before) != objection_period_end(on, after)
    }
    sent = TruncDate("sent_at", tzinfo=AMSTERDAM)
    letters = Letter.objects.filter(kind__in=DECISIONS).annotate(sent_on=sent)
    known = letters.filter(Q(sent_on__in=days) | Q(posted_on__in=days))
    for letter in known.select_related("case").defer("words")[:MOST]:
        # It counts from the first of mail and post; the query asked for either.
        if letter.made_known_on in days:
            yield letter.case.label
