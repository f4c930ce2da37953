"""The people who answer for a dossier on a day: with rights, and there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db.models import Q

from accounts.models import LabRole, Membership, Substitution, User
from applications.models import Application, Standing


@dataclass
class Officers:
    """The people of a lab: all of them by key, the administrators, who answers."""

    members: dict[int, User] = field(default_factory=dict)
    administrators: list[User] = field(default_factory=list)
    answering: list[User] = field(default_factory=list)


class FilingSigners(NamedTuple):
    """The addresses of who signed a filing, and the key of who came after them."""

    by: list[str]
    successor: int | None


NOBODY = FilingSigners([], None)


@dataclass
class Lab:
    """The active members of an organisation, by what they do there."""

    members: dict[int, User] = field(default_factory=dict)
    officers: dict[int, User] = field(default_factory=dict)
    administrators: dict[int, User] = field(default_factory=dict)
    substitutes: dict[int, int] = field(default_factory=dict)


def officers_of(
    filings: Mapping[int, tuple[UUID, UUID]], *, on: date
) -> dict[int, Officers]:
    """By key, who answers on a day for a filing of an organisation; four queries.

    `filings` has the keys of the application and of the organisation.
    """
    labs = _labs({lab for _, lab in filings.values()}, on=on)
    signed = _signed({application for application, _ in filings.values()})
    return {
        key: Officers(
            labs[lab].members,
            list(labs[lab].administrators.values()),
            _bvfs(labs[lab], signed.get(application, NOBODY)),
        )
        for key, (application, lab) in filings.items()
    }


def _bvfs(lab: Lab, signed: FilingSigners) -> list[User]:
    """Those who signed and are BVF still, or who came after; else all of the lab.

    With the substitute of each.
    """
    by_email = {one.email: one for one in lab.officers.values()}
    named = [by_email[email] for email in signed.by if email in by_email]
    if signed.successor in lab.officers:
        named = [lab.officers[signed.successor]]
    people = named or list(lab.officers.values())
    minding = (lab.substitutes.get(one.pk) for one in people)
    return [*people, *(lab.officers[key] for key in minding if key in lab.officers)]


def _labs(keys: Iterable[UUID], *, on: date) -> dict[UUID, Lab]:
    """The active people of organisations, and which BVF stands in for which."""
    found: dict[UUID, Lab] = defaultdict(Lab)
    rows = Membership.objects.filter(organisation__in=keys, user__is_active=True)
    for row in rows.select_related("user").order_by("user"):
        lab = found[row.organisation_id]
        lab.members[row.user_id] = row.user
        if row.role == LabRole.BVF:
            lab.officers[row.user_id] = row.user
        elif row.role == LabRole.ADMIN:
            lab.administrators[row.user_id] = row.user
    for one in Substitution.objects.on(on).filter(organisation__in=keys):
        found[one.organisation_id].substitutes[one.bvf_id] = one.substitute_id
    return found


def _signed(keys: set[UUID]) -> dict[UUID, FilingSigners]:
    """Who signed the latest version of each filing, and who came after."""
    filed = Application.objects.filed().filter(Q(pk__in=keys) | Q(supplements__in=keys))
    rows = filed.order_by("filed_at").values_list(
        "pk", "supplements", "first", "filed_at", "content__signed"
    )
    latest, firsts = {}, {}
    for key, filing, first, filed_at, signature in rows:
        latest[filing or key] = (cast(datetime, filed_at), signature or {})
        firsts[filing or key] = first or filing or key
    standings = Standing.objects.filter(bvf__isnull=False).in_bulk(firsts.values())
    return {key: _since(*latest[key], standings.get(firsts[key])) for key in latest}


def _since(
    filed_at: datetime, signature: dict[str, Any], standing: Standing | None
) -> FilingSigners:
    """Who signed what was filed then, and whom an administrative change named since."""
    replaced = signature.get("substituteFor") or {}
    by = [one["email"] for one in (signature, replaced) if one.get("email")]
    since = standing.bvf_since if standing else None
    is_later = since is not None and since > filed_at
    return FilingSigners(by, standing.bvf_id if standing and is_later else None)
