"""Absence of staff: a colleague looks after the cases meanwhile."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import Refused
from accounts.models import BureauRole, User
from dossiers.models import Absence
from procedures.legal_day import legal_day

WORKING_ROLES = {BureauRole.HANDLER, BureauRole.DECIDER}
"""The positions that do something to a case, so that somebody must do it instead."""


def working_staff():
    """The active staff that work on cases, by name."""
    held = Q(positions__role__in=WORKING_ROLES)
    return User.objects.filter(held, is_active=True).distinct().order_by("name")


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
    is past or in disorder, for a substitute who cannot do the work, and for days on
    which somebody looks after the cases already.
    """
    User.objects.select_for_update().get(pk=person.pk)
    _require_period(first, last, today=legal_day(at))
    _require_able(person, substitute)
    days = DateRange(first, last + timedelta(days=1))
    _require_free(person, days)
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
    if found.days.lower >= today:
        found.delete()
        return
    found.days = DateRange(found.days.lower, today)
    found.save(update_fields=["days"])


def _require_period(first: date, last: date, *, today: date) -> None:
    if last < first:
        text = _("The last day cannot be before the first day.")
        raise Refused(text, field="last")
    if last < today:
        text = _("This period has passed. Choose a last day from today on.")
        raise Refused(text, field="last")


def _require_able(person: User, substitute: User) -> None:
    """The substitute is another, and can do what the absent one does."""
    if person == substitute:
        text = _("Choose a colleague: nobody looks after his own cases.")
        raise Refused(text, field="substitute")
    missing = (person.bureau_roles() & WORKING_ROLES) - substitute.bureau_roles()
    if missing:
        names = ", ".join(str(BureauRole(role).label) for role in sorted(missing))
        text = _("%(name)s cannot take the place: that takes a %(role)s.")
        words = {"name": substitute.name, "role": names}
        raise Refused(text % words, field="substitute")


def _require_free(person: User, days: DateRange) -> None:
    """One substitute a day; the database refuses more (`absence_one_substitute`)."""
    same = Absence.objects.filter(person=person, days__overlap=days)
    if taken := same.select_related("substitute").first():
        text = _(
            "%(substitute)s looks after the cases of %(person)s on some of these days "
            "already. End that first, or choose other days."
        )
        words = {"substitute": taken.substitute.name, "person": person.name}
        raise Refused(text % words, field="first")
