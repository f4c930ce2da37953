"""Absence of staff: a colleague looks after the cases meanwhile."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from accounts.models import BureauRole, Position, User
from dossiers.models import Absence
from procedures.counting.legal_day import legal_day

WORKING_ROLES = {BureauRole.HANDLER, BureauRole.DECIDER}
"""The positions that do something to a case, so that somebody must do it instead."""


def working_staff() -> QuerySet[User]:
    """The active staff that work on cases, by name."""
    works_on_cases = Q(positions__role__in=WORKING_ROLES)
    return (
        User.objects.filter(works_on_cases, is_active=True).distinct().order_by("name")
    )


def able_substitutes(person: User) -> QuerySet[User]:
    """The active staff that can do all that somebody does, but for that person."""
    able = working_staff().exclude(pk=person.pk)
    for role in person.bureau_roles() & WORKING_ROLES:
        # One filter a position: joined in one, a single row would have to be both.
        able = able.filter(pk__in=Position.objects.filter(role=role).values("user"))
    return able


@transaction.atomic
def enter_absence(
    person: User,
    *,
    substitute: User,
    first: date,
    last: date,
    by: Actor,
    at: datetime,
) -> Absence:
    """From `first` through `last` the substitute looks after somebody's cases.

    Any colleague that works on cases may enter it. Raises `Refused` for a period that
    is past or in disorder, for a substitute who cannot do the work or is away on some
    of the days too, and for days on which somebody looks after the cases already.
    """
    both = User.objects.select_for_update().filter(pk__in=[person.pk, substitute.pk])
    list(both.order_by("pk"))  # so that two who name each other at once wait in turn
    _require_period(first, last, today=legal_day(at))
    _require_able(person, substitute)
    # PostgreSQL keeps a range of days without its upper bound, so the last day needs
    # the one after it.
    days = DateRange(first, last + timedelta(days=1))
    _require_free(person, days)
    _require_present(substitute, days)
    return Absence.objects.create(
        person=person,
        substitute=substitute,
        days=days,
        created_at=at,
        created_by=by.person,
    )


@transaction.atomic
def end_absence(absence: Absence, *, at: datetime) -> None:
    """The person is back from this day on; one that has not begun is taken out.

    Ended already, it stays as it is.
    """
    found = Absence.objects.select_for_update().filter(pk=absence.pk).first()
    today = legal_day(at)
    if found is None or found.days.upper <= today:
        return
    # It had not begun: nothing was looked after, so nothing is kept of it.
    if found.days.lower >= today:
        found.delete()
        return
    found.days = DateRange(found.days.lower, today)
    found.save(update_fields=["days"])


def _require_period(first: date, last: date, *, today: date) -> None:
    if last < first:
        text = _("The last day cannot be before the first day.")
        raise InputRefused(text, field="last")
    if last < today:
        text = _("This period has passed. Choose a last day from today on.")
        raise InputRefused(text, field="last")


def _require_able(person: User, substitute: User) -> None:
    """The substitute is another, and can do what the absent one does."""
    if person == substitute:
        text = _("Choose a colleague: nobody looks after his own cases.")
        raise InputRefused(text, field="substitute")
    missing = (person.bureau_roles() & WORKING_ROLES) - substitute.bureau_roles()
    if missing:
        names = ", ".join(str(BureauRole(role).label) for role in sorted(missing))
        text = _("%(name)s cannot take the place: that takes a %(role)s.")
        words = {"name": substitute.name, "role": names}
        raise InputRefused(text % words, field="substitute")


def _require_free(person: User, days: DateRange) -> None:
    """One substitute a day; the database refuses more (`absence_one_substitute`)."""
    same = Absence.objects.filter(person=person, days__overlap=days)
    if taken := same.select_related("substitute").first():
        text = _(
            "%(substitute)s looks after the cases of %(person)s on some of these days "
            "already. End that first, or choose other days."
        )
        words = {"substitute": taken.substitute.name, "person": person.name}
        raise InputRefused(text % words, field="first")


def _require_present(substitute: User, days: DateRange) -> None:
    """Who is away looks after nobody's cases: else nobody would, for two who swap."""
    away = Absence.objects.filter(person=substitute, days__overlap=days).first()
    if away:
        text = _(
            "%(name)s is away too, from %(first)s through %(last)s. Choose another "
            "colleague, or other days."
        )
        words = {
            "name": substitute.name,
            "first": date_format(away.days.lower, "j F Y"),
            "last": date_format(away.last_day, "j F Y"),
        }
        raise InputRefused(text % words, field="substitute")


def colleagues_covered_by(user: User, on: date) -> frozenset[int]:
    """The people whose cases this person looks after on a day."""
    # Each time it is asked: an absence may begin and end any day, and is no column of a
    # case.
    rows = Absence.objects.filter(substitute=user, days__contains=on)
    return frozenset(rows.values_list("person", flat=True))
