"""What an administrative filing asks, set against how the dossiers stand now."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import LabRole, Organisation
from applications.answering import Answering, answering
from applications.forms.sections.administrative.dossiers import (
    BVF,
    CLOSING,
    HOLDER,
    KINDS,
    SITE,
    VM,
)
from applications.forms.sections.administrative.holder import ANOTHER
from applications.models import Application
from dossiers.models import Case, Dossier
from dossiers.states import OPEN

STANDING = (BVF, VM, SITE)
"""What a dossier has one of; what follows stands dossier by dossier."""


class Change(NamedTuple):
    """One thing that becomes another; `dossier` is empty where it is of them all."""

    dossier: str
    what: str
    old: str
    new: str

    @property
    def word(self) -> str:
        """What changes, in words."""
        return str(KINDS[self.what])


class Asked:
    """The content of an administrative filing, with the rows that it is about."""

    def __init__(self, case: Case):
        self.case = case
        self.answers: dict = (case.application.content or {})["answers"]

    @property
    def kinds(self) -> list[str]:
        """What changes; the holder last, who takes along what the others made of it."""
        asked = self.answers["dossiers"]["kinds"]
        return [kind for kind in (*STANDING, CLOSING, HOLDER) if kind in asked]

    @property
    def listed(self) -> list[dict]:
        """The dossiers as they were filed: id of the first filing, number, title."""
        return self.answers["dossiers"]["dossiers"]

    @property
    def earlier(self) -> str:
        """Dossiers from before the portal, which are changed by hand."""
        said = self.answers["dossiers"].get("earlier") or ""
        return ", ".join(said.split("\n"))

    @cached_property
    def firsts(self) -> dict[str, Application]:
        """The first filings of those that the organisation still has, and open."""
        rows = self.case.organisation.applications.first_of_each_dossier().not_closed()
        keys = [one["id"] for one in self.listed]
        return {str(row.pk): row for row in rows.filter(pk__in=keys).defer("content")}

    @property
    def dossiers(self):
        """The dossiers themselves; the first filing of a combination has two."""
        firsts = list(self.firsts.values())
        return Dossier.objects.filter(cases__application__in=firsts).distinct()

    @property
    def filings(self):
        """All that was filed in them."""
        keys = [row.pk for row in self.firsts.values()]
        return Application.objects.filed().filter(Q(pk__in=keys) | Q(first__in=keys))

    @property
    def is_transfer(self) -> bool:
        """Do the dossiers go to another legal person?"""
        return HOLDER in self.kinds and self.answers[HOLDER]["person"] == ANOTHER

    @cached_property
    def new_holder(self) -> Organisation | None:
        """The other legal person in the portal, by its KvK number."""
        others = Organisation.objects.exclude(pk=self.case.organisation_id)
        number = self.answers[HOLDER]["kvk_number"]
        return others.filter(kvk_number=number).order_by("name").first()

    def followers(self, kind: str) -> Iterator[tuple[str, str, int, str]]:
        """Of each dossier: id, number, and the id and name of what follows."""
        for one in self.answers[kind]["dossiers"]:
            key = one["site"]["id"] if kind == SITE else one[kind]
            yield one["id"], one["number"], key, one["name"]

    def changes(self) -> list[Change]:
        """What will be different, dossier by dossier."""
        now = answering(self.firsts.values())
        return [change for kind in self.kinds for change in self._changes(kind, now)]

    def _changes(self, kind: str, now: dict[str, Answering]) -> Iterator[Change]:
        if kind == HOLDER:
            new = self.answers[HOLDER]
            told = legal_person(new["name"], new["kvk_number"], new["address"])
            yield Change("", kind, of_organisation(self.case.organisation), told)
        elif kind == CLOSING:
            for one in self.listed:
                yield Change(one["number"], kind, _("open"), _("closed"))
        else:
            for key, number, _pk, name in self.followers(kind):
                old = getattr(now.get(key, Answering()), kind)
                yield Change(number, kind, old, name)

    def refusals(self) -> list[str]:
        """Why it cannot be processed as things stand now; empty when it can."""
        found = [*self._gone(), *self._not_to_be_picked()]
        if HOLDER in self.kinds:
            found += self._holder()
        if CLOSING in self.kinds or self.is_transfer:
            found += self._still_open()
        return found

    def _gone(self) -> Iterator[str]:
        """Dossiers that were closed or went to another holder after the filing."""
        for one in self.listed:
            if one["id"] not in self.firsts:
                words = _("%(dossier)s is closed, or of another holder by now.")
                yield words % {"dossier": one["number"]}

    def _not_to_be_picked(self) -> Iterator[str]:
        """Who or what was picked, and has left the organisation's registers since."""
        words = _("%(name)s can no longer be picked: it has left the registers.")
        for kind in self.kinds:
            if kind not in STANDING:
                continue
            named = {pk: name for _id, _number, pk, name in self.followers(kind)}
            present = set(self._register(kind).filter(pk__in=named).values_list("pk"))
            for pk, name in named.items():
                if (pk,) not in present:
                    yield words % {"name": name}

    def _register(self, kind: str):
        """Where successors of a kind are picked from."""
        lab = self.case.organisation
        registers = {
            BVF: lambda: lab.people(LabRole.BVF),
            VM: lambda: lab.persons.pickable(),
            SITE: lambda: lab.sites.all(),
        }
        return registers[kind]()

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
        same = Organisation.objects.filter(name=new["name"])
        if same.exclude(pk=self.case.organisation_id).exists():
            yield _("Another organisation is called %(name)s.") % {"name": new["name"]}

    def _still_open(self) -> Iterator[str]:
        """A dossier does not end or move while something in it is being handled."""
        words = _("%(case)s is still being handled: that must be finished first.")
        for case in Case.objects.filter(dossier__in=self.dossiers, state__in=OPEN):
            yield words % {"case": case.label}


def of_organisation(organisation: Organisation) -> str:
    """An organisation with number and address, in one line."""
    return legal_person(
        organisation.name, organisation.kvk_number, organisation.address
    )


def legal_person(name: str, kvk_number: str, address: str) -> str:
    """A legal person in one line."""
    return ", ".join(filter(None, [name, kvk_number and f"KvK {kvk_number}", address]))
