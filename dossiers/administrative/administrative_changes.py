"""What an administrative filing asks, set against how the dossiers stand now."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import LabRole, Membership, Organisation
from applications.forms.sections.administrative.dossiers import (
    BVF,
    CLOSING,
    HOLDER,
    KINDS,
    SITE,
    VM,
)
from applications.forms.sections.administrative.holder import ANOTHER
from applications.models import Application, Person, Site
from applications.parties.responsible_parties import (
    ResponsibleParties,
    parties_by_dossier,
)
from dossiers.models import Case, Dossier
from dossiers.states import OPEN

ONE_PER_DOSSIER = (BVF, VM, SITE)
"""What a dossier has one of; what follows stands dossier by dossier."""


class DossierChange(NamedTuple):
    """One thing that becomes another; `dossier` is empty where it is of them all."""

    dossier: str
    what: str
    old: str
    new: str

    @property
    def word(self) -> str:
        """What changes, as the form calls it, in the reader's language."""
        return str(KINDS[self.what])


class ChangeRequest:
    """The content of an administrative filing, with the rows that it is about."""

    def __init__(self, case: Case, content: dict[str, Any] | None = None):
        self.case = case
        self.answers: dict[str, Any] = (content or case.application.content or {})[
            "answers"
        ]

    @property
    def kinds(self) -> list[str]:
        """What changes; the holder last, who takes along what the others made of it."""
        asked = self.answers["dossiers"]["kinds"]
        return [kind for kind in (*ONE_PER_DOSSIER, CLOSING, HOLDER) if kind in asked]

    @property
    def listed(self) -> list[dict[str, Any]]:
        """The dossiers as they were filed: id of the first filing, number, title."""
        return cast(list[dict[str, Any]], self.answers["dossiers"]["dossiers"])

    @property
    def earlier(self) -> str:
        """Dossiers from before the portal, which are changed by hand."""
        earlier_dossiers = self.answers["dossiers"].get("earlier") or ""
        return ", ".join(earlier_dossiers.split("\n"))

    @cached_property
    def firsts(self) -> dict[str, Application]:
        """The first filings of those that the organisation still has, and open."""
        return _firsts_of([self])[self]

    @property
    def dossiers(self) -> QuerySet[Dossier]:
        """The dossiers themselves; the first filing of a combination has two."""
        firsts = list(self.firsts.values())
        return Dossier.objects.filter(cases__application__in=firsts).distinct()

    @property
    def filings(self) -> QuerySet[Application]:
        """The first filings, their changes and their supplements."""
        keys = [row.pk for row in self.firsts.values()]
        return Application.objects.filed().filter(Q(pk__in=keys) | Q(first__in=keys))

    @property
    def is_transfer(self) -> bool:
        """Do the dossiers go to another legal person?"""
        return HOLDER in self.kinds and self.answers[HOLDER]["person"] == ANOTHER

    @cached_property
    def new_holder(self) -> Organisation | None:
        """The other legal person in the portal, by its KvK number."""
        number = self.answers[HOLDER]["kvk_number"]
        others = [one for one in self.namesakes if one.kvk_number == number]
        return min(others, key=attrgetter("name"), default=None)

    @cached_property
    def namesakes(self) -> list[Organisation]:
        """Other organisations with the name or number that the holder is to have."""
        return _namesakes_of([self])[self]

    @cached_property
    def pickable(self) -> set[tuple[str, str]]:
        """Of whom or what was picked: the kind and id of what is still registered."""
        return _pickable_of([self])[self]

    @cached_property
    def still_open(self) -> list[Case]:
        """The cases in its dossiers that are still being handled."""
        return _still_open_of([self])[self]

    def followers(self, kind: str) -> Iterator[tuple[str, str, int, str]]:
        """Of each dossier: id, number, and the id and name of what follows."""
        for one in self.answers[kind]["dossiers"]:
            key = one["site"]["id"] if kind == SITE else one[kind]
            yield one["id"], one["number"], key, one["name"]

    def changes(self) -> list[DossierChange]:
        """What will be different, dossier by dossier."""
        now = parties_by_dossier(self.firsts.values())
        return [change for kind in self.kinds for change in self._changes(kind, now)]

    def _changes(
        self, kind: str, now: dict[str, ResponsibleParties]
    ) -> Iterator[DossierChange]:
        if kind == HOLDER:
            new = self.answers[HOLDER]
            after = legal_person(new["name"], new["kvk_number"], new["address"])
            yield DossierChange(
                "", kind, organisation_line(self.case.organisation), after
            )
        elif kind == CLOSING:
            for one in self.listed:
                yield DossierChange(one["number"], kind, _("open"), _("closed"))
        else:
            for key, number, _pk, name in self.followers(kind):
                old = getattr(now.get(key, ResponsibleParties()), kind)
                yield DossierChange(number, kind, old, name)

    def refusals(self) -> list[str]:
        """Why it cannot be processed as things stand now; empty when it can."""
        # All that stands in the way at once, so that it need not be tried again for
        # each reason.
        found = [*self._gone(), *self._not_to_be_picked()]
        if HOLDER in self.kinds:
            found += self._holder()
        # Another BVF, VM or place leaves an open case where it is; an end or a transfer
        # would take it away under its handler.
        if CLOSING in self.kinds or self.is_transfer:
            found += self._still_open()
        return found

    def _gone(self) -> Iterator[str]:
        """Dossiers that were closed or went to another holder after the filing."""
        for one in self.listed:
            if one["id"] not in self.firsts:
                held = {"organisation": self.case.organisation_id, "pk": one["id"]}
                # `firsts` lacks both. A dossier that was closed still has its first
                # filing with this organisation, so that tells the two apart.
                words = _("%(dossier)s is of another holder by now.")
                if Application.objects.filter(**held).exists():
                    words = _("%(dossier)s has been closed since.")
                yield words % {"dossier": one["number"]}

    def _not_to_be_picked(self) -> Iterator[str]:
        """Who or what was picked, and has left the organisation's registers since."""
        words = _("%(name)s can no longer be picked: it has left the registers.")
        for kind in self.kinds:
            if kind not in ONE_PER_DOSSIER:
                continue
            named = {pk: name for _id, _number, pk, name in self.followers(kind)}
            for pk, name in named.items():
                if (kind, str(pk)) not in self.pickable:
                    yield words % {"name": name}

    def _holder(self) -> Iterator[str]:
        """The name must be free, or the other legal person in the portal."""
        new = self.answers[HOLDER]
        if self.is_transfer:
            if self.new_holder is None:
                words = _(
                    "No other organisation in the portal has KvK number %(number)s. It "
                    "must have an account before the dossiers can go to it."
                )
                yield words % {"number": new["kvk_number"]}
            return
        if any(one.name == new["name"] for one in self.namesakes):
            yield _("Another organisation is called %(name)s.") % {"name": new["name"]}

    def _still_open(self) -> Iterator[str]:
        """A dossier does not end or move while something in it is being handled."""
        words = _("%(case)s is still being handled: that must be finished first.")
        for case in self.still_open:
            yield words % {"case": case.label}


def prefetched_changes(cases: Iterable[Case]) -> list[ChangeRequest]:
    """What several cases ask, with all that a refusal looks at.

    It takes as many queries for one as for many.
    """
    cases = list(cases)
    filed = Application.objects.filter(pk__in=[case.application_id for case in cases])
    # Lists defer the content of a form, which is large: asked of each case it would be
    # a query a row.
    contents = dict(filed.values_list("pk", "content"))
    found = [ChangeRequest(case, contents[case.application_id]) for case in cases]
    for name, read in PREFETCHERS.items():
        for asked, answer in read(found).items():
            # A cached property that is set is not asked again, so the same code serves
            # one case and a whole list.
            setattr(asked, name, answer)
    return found


def _firsts_of(
    found: list[ChangeRequest],
) -> dict[ChangeRequest, dict[str, Application]]:
    """Of each, the first filings of its dossiers that its organisation still has."""
    keys = {one["id"] for asked in found for one in asked.listed}
    rows = Application.objects.first_of_each_dossier().not_closed()
    firsts = {str(row.pk): row for row in rows.filter(pk__in=keys).defer("content")}
    return {
        asked: {
            one["id"]: firsts[one["id"]]
            for one in asked.listed
            if one["id"] in firsts
            and firsts[one["id"]].organisation_id == asked.case.organisation_id
        }
        for asked in found
    }


def _pickable_of(
    found: list[ChangeRequest],
) -> dict[ChangeRequest, set[tuple[str, str]]]:
    """Of each, which successors stand in the registers of its organisation."""
    labs = {asked.case.organisation_id for asked in found}
    wanted = {kind for asked in found for kind in asked.kinds}
    registered = {
        (kind, lab, str(pk))
        for kind, register in REGISTERS.items()
        if kind in wanted
        for lab, pk in register(labs)
    }
    return {
        asked: {
            (kind, pk)
            for kind, lab, pk in registered
            if lab == asked.case.organisation_id
        }
        for asked in found
    }


def _namesakes_of(
    found: list[ChangeRequest],
) -> dict[ChangeRequest, list[Organisation]]:
    """Of each that is about the holder, the others with its new name or number."""
    new = [asked.answers[HOLDER] for asked in found if HOLDER in asked.kinds]
    if not new:
        return {asked: [] for asked in found}
    names, numbers = ({one[key] for one in new} for key in ("name", "kvk_number"))
    rows = Organisation.objects.filter(Q(name__in=names) | Q(kvk_number__in=numbers))
    others = list(rows)
    return {
        asked: [one for one in others if one.pk != asked.case.organisation_id]
        for asked in found
    }


def _still_open_of(found: list[ChangeRequest]) -> dict[ChangeRequest, list[Case]]:
    """Of each, the cases in its dossiers that are being handled."""
    keys = {first.pk for asked in found for first in asked.firsts.values()}
    dossiers = Dossier.objects.filter(cases__application__in=keys)
    firsts: dict[int | None, set[str]] = defaultdict(set)
    for dossier, first in dossiers.values_list("pk", "cases__application"):
        firsts[dossier].add(str(first))
    rows = list(Case.objects.filter(dossier__in=dossiers, state__in=OPEN))
    return {
        asked: [case for case in rows if firsts[case.dossier_id] & asked.firsts.keys()]
        for asked in found
    }


REGISTERS: dict[str, Callable[[set[UUID]], Iterable[tuple[UUID, int]]]] = {
    BVF: lambda labs: Membership.objects.filter(
        organisation__in=labs, role=LabRole.BVF, user__is_active=True
    ).values_list("organisation", "user"),
    VM: lambda labs: (
        Person.objects.pickable()
        .filter(organisation__in=labs)
        .values_list("organisation", "pk")
    ),
    SITE: lambda labs: Site.objects.filter(organisation__in=labs).values_list(
        "organisation", "pk"
    ),
}
"""Where successors of a kind are picked from: organisation and id."""

PREFETCHERS: dict[str, Callable[[list[ChangeRequest]], dict[ChangeRequest, Any]]] = {
    "firsts": _firsts_of,
    "pickable": _pickable_of,
    "namesakes": _namesakes_of,
    "still_open": _still_open_of,
}


def organisation_line(organisation: Organisation) -> str:
    """An organisation with number and address, in one line."""
    return legal_person(
        organisation.name, organisation.kvk_number, organisation.address
    )


def legal_person(name: str, kvk_number: str, address: str) -> str:
    """`Name, KvK 12345678, address`; what is empty is left out."""
    return ", ".join(filter(None, [name, kvk_number and f"KvK {kvk_number}", address]))
