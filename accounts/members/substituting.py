"""A BVF lets another BVF sign in his or her place, for a period."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access_changes import lock_for_change, record_access
from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from accounts.models import AccessKind, LabRole, Organisation, Substitution, User
from accounts.models.substitution import SubstitutionQuerySet

ARRANGERS = (LabRole.BVF, LabRole.ADMIN)


@transaction.atomic
def arrange_substitution(
    organisation: Organisation,
    *,
    bvf: User,
    substitute: User,
    starts_on: date,
    ends_on: date,
    by: Actor,
    at: datetime,
) -> Substitution:
    """From `starts_on` through `ends_on` the substitute may sign for the BVF.

    The BVF arranges it, or an administrator, but never the substitute. Raises
    `ActorNotAllowed`, and `InputRefused` for what cannot be: who is no BVF there, a
    period that is past or not in order, a second substitute on the same day.
    """
    giver = lock_for_change(organisation, by=by, roles=ARRANGERS)
    _require_arranger(giver, organisation, bvf, substitute)
    _require_two_officers(organisation, bvf, substitute)
    _require_period(starts_on, ends_on, today=timezone.localdate(at))
    _require_free(organisation, bvf, starts_on, ends_on)
    made = organisation.substitutions.create(
        bvf=bvf,
        substitute=substitute,
        starts_on=starts_on,
        ends_on=ends_on,
        given_by=giver,
        given_at=at,
    )
    _record(AccessKind.SUBSTITUTION_ARRANGED, made, by=by, at=at)
    return made


@transaction.atomic
def end_substitution(substitution: Substitution, *, by: Actor, at: datetime) -> None:
    """The BVF or an administrator ends it before its time; ended already, it stays so.

    Raises `ActorNotAllowed`.
    """
    giver = lock_for_change(substitution.organisation, by=by, roles=ARRANGERS)
    if giver != substitution.bvf:
        _require_admin(giver, substitution.organisation)
    _end(Substitution.objects.filter(pk=substitution.pk), by=by, at=at)


def end_substitutions_of(
    person: User, organisation: Organisation, *, by: Actor, at: datetime
) -> None:
    """End every substitution by and of somebody who stops being BVF there."""
    # Both sides: neither may the substitute sign for who is BVF no more, nor the other
    # way round.
    theirs = organisation.substitutions.filter(Q(bvf=person) | Q(substitute=person))
    # Those that are past stay as they were: signatures were set under them.
    _end(theirs.not_past(timezone.localdate(at)), by=by, at=at)


def _end(rows: SubstitutionQuerySet, *, by: Actor, at: datetime) -> None:
    # Row by row and not by one UPDATE: each has its own event on record.
    for row in rows.standing().select_related("bvf", "substitute", "organisation"):
        row.ended_at, row.ended_by = at, by.user
        row.save(update_fields=["ended_at", "ended_by"])
        _record(AccessKind.SUBSTITUTION_ENDED, row, by=by, at=at)


def _record(kind: AccessKind, row: Substitution, *, by: Actor, at: datetime) -> None:
    facts = {
        "substitute": row.substitute.name,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }
    record_access(kind, row.organisation, about=row.bvf, by=by, at=at, **facts)


def _require_arranger(
    giver: User, organisation: Organisation, bvf: User, substitute: User
) -> None:
    """The BVF himself, or an administrator who does not gain by it."""
    if giver == bvf:
        return
    _require_admin(giver, organisation)
    if giver == substitute:
        raise ActorNotAllowed(
            _(
                "You cannot make yourself a substitute. Ask the BVF, or another "
                "administrator."
            )
        )


def _require_admin(person: User, organisation: Organisation) -> None:
    if not person.holds(LabRole.ADMIN, organisation):
        raise ActorNotAllowed(
            _("Only the BVF who is replaced or an administrator may do this.")
        )


def _require_two_officers(
    organisation: Organisation, bvf: User, substitute: User
) -> None:
    if bvf == substitute:
        raise InputRefused(
            _("Choose another BVF: nobody replaces himself."), field="substitute"
        )
    for field, person in (("bvf", bvf), ("substitute", substitute)):
        if not organisation.people(LabRole.BVF).filter(pk=person.pk).exists():
            words = {"person": person, "organisation": organisation}
            text = _("%(person)s is no BVF of %(organisation)s.") % words
            raise InputRefused(text, field=field)


def _require_period(starts_on: date, ends_on: date, *, today: date) -> None:
    if ends_on < starts_on:
        raise InputRefused(
            _("The last day cannot be before the first day."), field="ends_on"
        )
    # The first day may be past: somebody fell ill yesterday.
    if ends_on < today:
        raise InputRefused(
            _("This period has passed. Choose a last day from today on."),
            field="ends_on",
        )


def _require_free(
    organisation: Organisation, bvf: User, starts_on: date, ends_on: date
) -> None:
    """One substitute a day; the database refuses more (`one_substitute_a_day`)."""
    others = organisation.substitutions.standing().filter(bvf=bvf)
    same = others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if same:
        text = _(
            "%(substitute)s replaces %(bvf)s already on some of these days. End "
            "that substitution first, or choose other days."
        )
        words = {"substitute": same.substitute, "bvf": bvf}
        raise InputRefused(text % words, field="starts_on")
