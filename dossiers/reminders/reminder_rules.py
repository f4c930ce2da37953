"""What to remind of on a day: which cases, of which date, and whom."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from django.db.models import (
    DateField,
    F,
    Func,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, TruncDate

from dossiers.models import Case, ReminderKind
from dossiers.models.dossier import CaseQuerySet
from dossiers.models.duty import assessed_on, with_review_duty
from dossiers.models.reminder import OF_DATES
from dossiers.reminders.recipients import (
    Recipients,
    applicant_recipients,
    bureau_recipients,
    handler_recipients,
    responsible_recipients,
)
from dossiers.states import MAY_WORK, OPEN, State
from procedures.counting.calendar import Calendar
from procedures.counting.duties import REVIEW_YEARS
from procedures.counting.legal_day import AMSTERDAM
from procedures.law_rows.law import Law

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# How long after the day itself a missed "work may start" is still worth sending.
MAY_START_GRACE = timedelta(days=14)
# House policy: how long before the five years are over a lab is reminded to review.
REVIEW_NOTICE = timedelta(days=60)
# House policy: a case that nobody took up for so many working days alarms the bureau.
UNASSIGNED_WORKING_DAYS = 2

RecipientsByCase = Callable[[Iterable[Case]], dict[int, Recipients]]


class DueReminders(NamedTuple):
    """One kind of reminder: the cases, each with its `fact_on`, and who is told."""

    kind: ReminderKind
    cases: QuerySet[Case]
    find_recipients: RecipientsByCase


def due_reminders(today: date, books: Law) -> list[DueReminders]:
    """Every reminder of a day.

    Of a case whose dates rest on an older law there is none until they were derived.

    Each looks for a period that ends on its day, not for the day alone, so a round that
    was skipped is made up for by the next one.
    """
    to_handlers = partial(handler_recipients, on=today)
    to_applicants = partial(applicant_recipients, on=today)
    found = [
        *window_reminders(today, to_handlers),
        *start_reminders(today, to_applicants),
        *answer_reminders(today, to_applicants, to_handlers),
        *review_reminders(today, to_applicants),
        *decision_reminders(today, to_handlers),
        *unassigned_reminders(today, books.calendar),
    ]
    return [
        one._replace(
            # Their dates may be those of before the change. Of ended cases the dates
            # stay, whatever the law.
            cases=one.cases.exclude(state__in=OPEN, law_number__lt=books.number)
        )
        if one.kind in OF_DATES
        else one
        for one in found
    ]


def running_cases() -> CaseQuerySet:
    """Open cases, those of a combination by their own term (`cases.dates`).

    One whose clock stands still has no last day, so what looks for one passes it by.
    """
    return Case.objects.open()


def window_reminders(
    today: date, find_recipients: RecipientsByCase
) -> list[DueReminders]:
    """The end of the window in which BGGO may object, for whoever handles the case."""
    until = F("objection_until")
    # Assessed: BGGO looked and sees no ground to object. Where consent to new work is
    # asked the same day is one to decide on, and reminded of as such.
    ends = running_cases().exclude(state=State.ASSESSED).exclude(due_on=until)
    ends = ends.filter(objection_until__gt=today).annotate(fact_on=until)
    soon = ends.filter(
        objection_until__gt=today + DAY, objection_until__lte=today + WEEK
    )
    tomorrow = ends.filter(objection_until__lte=today + DAY)
    return [
        DueReminders(ReminderKind.WINDOW_7, soon, find_recipients),
        DueReminders(ReminderKind.WINDOW_1, tomorrow, find_recipients),
    ]


def start_reminders(
    today: date, find_recipients: RecipientsByCase
) -> list[DueReminders]:
    """The day on which a waiting term has passed, for the applicant."""
    starts = Case.objects.filter(
        state__in=MAY_WORK,
        # Only where one waits for a term does its end change what one may do.
        procedure__term_kind="waiting",
        may_start_on__lte=today,
        may_start_on__gt=today - MAY_START_GRACE,
    )
    begun = starts.annotate(fact_on=F("may_start_on"))
    return [DueReminders(ReminderKind.MAY_START, begun, find_recipients)]


def answer_reminders(
    today: date, find_recipients: RecipientsByCase, staff: RecipientsByCase
) -> list[DueReminders]:
    """The date for an answer, for the applicant; a missed one for the handler too.

    A request that gave less than a week from the start says so itself. Where the clock
    runs on after a missed date (Awb 4:15) the handler hears that instead of what is
    left while it stands still.
    """
    asked = Case.objects.filter(
        state__in=OPEN,
        information_requests__answered_at=None,
        information_requests__revoked_at=None,
        information_requests__isnull=False,
    ).annotate(
        fact_on=F("information_requests__answer_by"),
        asked_on=TruncDate("information_requests__asked_at", tzinfo=AMSTERDAM),
    )
    week_before = Cast(F("fact_on") - Value(WEEK), DateField())
    soon = asked.filter(fact_on__gt=today + DAY, fact_on__lte=today + WEEK)
    # Who got less than a week was told the day in the letter, just now.
    soon = soon.filter(asked_on__lt=week_before)
    tomorrow = asked.filter(fact_on__gte=today, fact_on__lte=today + DAY)
    tomorrow = tomorrow.filter(asked_on__lt=today)
    missed = asked.filter(fact_on__lt=today)
    return [
        DueReminders(ReminderKind.ANSWER_7, soon.distinct(), find_recipients),
        DueReminders(ReminderKind.ANSWER_1, tomorrow.distinct(), find_recipients),
        DueReminders(ReminderKind.ANSWER_MISSED, missed.distinct(), find_recipients),
        DueReminders(
            ReminderKind.EXITS,
            missed.exclude(procedure__resume_on_missed_deadline=True).distinct(),
            staff,
        ),
        DueReminders(
            ReminderKind.CLOCK_RUNS,
            missed.filter(procedure__resume_on_missed_deadline=True).distinct(),
            staff,
        ),
    ]


def review_reminders(
    today: date, find_recipients: RecipientsByCase
) -> list[DueReminders]:
    """The review of a risk assessment after five years, for the lab (Besluit ggo 2.32).

    Told about the first case of a dossier, two months before the day.
    """
    found = with_review_duty(Case.objects.filter(follow_number=0)).annotate(
        # A review that is recorded can only put the day off.
        fact_on=Func(
            assessed_on(),
            template=f"(%(expressions)s + interval '{REVIEW_YEARS} years')::date",
            output_field=DateField(),
        )
    )
    soon = found.filter(fact_on__gt=today, fact_on__lte=today + REVIEW_NOTICE)
    return [DueReminders(ReminderKind.REVIEW, soon, find_recipients)]


def decision_reminders(
    today: date, find_recipients: RecipientsByCase
) -> list[DueReminders]:
    """The last day to decide, for the handler; overdue for the deciders too."""
    # `due` is what the index of the worklist holds; with a `due_on` it is that day.
    ends = running_cases().filter(due_on__isnull=False).annotate(fact_on=F("due_on"))
    soon = ends.filter(due__gt=today + DAY, due__lte=today + WEEK)
    tomorrow = ends.filter(due__gte=today, due__lte=today + DAY)
    overdue = ends.filter(due__lt=today)
    return [
        DueReminders(ReminderKind.DUE_7, soon, find_recipients),
        DueReminders(ReminderKind.DUE_1, tomorrow, find_recipients),
        DueReminders(
            ReminderKind.OVERDUE, overdue, partial(responsible_recipients, on=today)
        ),
    ]


def unassigned_reminders(today: date, calendar: Calendar) -> list[DueReminders]:
    """What nobody took in handling for some working days, for the bureau's mailbox."""
    day = today - DAY
    # Backwards, to one day to compare with: asked the other way round it would be a
    # reckoning for each case.
    while calendar.after_working_days(day, UNASSIGNED_WORKING_DAYS) >= today:
        day -= DAY
    received = TruncDate("received_at", tzinfo=AMSTERDAM)
    waits = running_cases().filter(state=State.RECEIVED, handler=None)
    lying = waits.annotate(fact_on=received).filter(fact_on__lte=day)
    return [DueReminders(ReminderKind.UNASSIGNED, lying, bureau_recipients)]
