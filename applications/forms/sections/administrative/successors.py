"""Another BVF, VM or place of use, dossier by dossier."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.fields import (
    choice_field,
    date_field,
    day_in_words,
    one_of,
    paragraph_field,
)
from applications.forms.sections.administrative.per_dossier import (
    EVERYWHERE,
    PerDossierSection,
    successor_field,
)
from applications.forms.sections.place import site_content as site_written_out

PARTIAL = "partial"
FULL = "full"
KEEP = "keep"
WITHDRAW = "withdraw"
GONE = "gone"
YES = "yes"
NO = "no"


class BvfSection(PerDossierSection):
    """A BVF leaves; each dossier has a successor (Regeling ggo 7, 13 lid 3)."""

    key = "bvf"
    heading = _("Another BVF")
    lead = _(
        "Every dossier has a BVF who is admitted for its CFIs. Say who leaves, and who "
        "follows for each dossier."
    )
    basis = "13"
    public = dict.fromkeys(("leaving", EVERYWHERE), "notifier")
    now = "bvf"
    unanswered = _("Choose who follows as BVF for: %(dossiers)s.")

    leaving = one_of(
        _("Which BVF leaves?"),
        needed=_("Choose the BVF who leaves."),
        wrong=_("This person is no BVF of your organisation. Choose another."),
    )
    last_day = date_field(
        _("Last day as BVF of these dossiers"),
        needed=_("Give the last day of the BVF who leaves."),
    )
    stop = one_of(
        _("Does the BVF stop altogether?"),
        needed=_("Say whether the BVF stops altogether."),
        choices=[
            (PARTIAL, _("No, stays BVF for other work")),
            (FULL, _("Yes, stops as BVF")),
        ],
    )
    admission = one_of(
        _("What of the admission as BVF?"),
        needed=_("Say what becomes of the admission."),
        choices=[
            (KEEP, _("Keep it")),
            (WITHDRAW, _("Withdraw it")),
        ],
        help=_(
            "An admission lapses by itself after five years without acting as BVF "
            "(Regeling ggo, article 14)."
        ),
    )
    mail = one_of(
        _("Should Bureau GGO keep sending news to this BVF?"),
        needed=_("Say whether Bureau GGO should keep sending news."),
        choices=[(YES, _("Yes")), (NO, _("No"))],
    )
    everywhere = successor_field(
        _("Who follows"),
        help=_("For all dossiers that you chose; below you can choose otherwise."),
        wrong=_("This person is no BVF of your organisation. Choose another."),
    )

    def prepare(self) -> None:
        """Who leaves is a BVF of the organisation, or was one."""
        super().prepare()
        gone = (GONE, gettext("Somebody who is no longer in the portal"))
        choice_field(self, "leaving").choices = [*self.picks(), gone]

    def picks(self) -> Iterator[tuple[str, str]]:
        """The BVFs of the organisation."""
        for key, person in self.context.officers.items():
            yield key, person.name

    def written(self, pick: str) -> dict[str, Any]:
        """The BVF with the address."""
        person = self.context.officers.get(pick)
        if person is None:
            return {}
        return {"bvf": person.pk, "name": person.name, "email": person.email}

    def clean(self) -> dict[str, Any]:
        """Who leaves altogether follows nowhere, and keeps no admission unused."""
        answers = super().clean() or {}
        leaving = answers.get("leaving")
        follow = {self.follows(answers, key) for key in self.dossiers}
        if leaving and leaving in follow:
            text = gettext("Choose somebody else than the BVF who leaves.")
            self.add_error(EVERYWHERE, forms.ValidationError(text, code="same"))
        return answers

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """Who leaves by name, and the day as it is written in JSON."""
        person = self.written(str(values["leaving"]))
        said = super().resolved(values)
        last_day = str(values["last_day"] or "")
        return {**said, "leaving": person or values["leaving"], "last_day": last_day}

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """Who leaves by name, the day in words."""
        if isinstance(value, dict):
            return [value["name"], value["email"]]
        return day_in_words(value) if name == "last_day" else super().lines(name, value)


class VmSection(PerDossierSection):
    """Another responsible employee (Regeling ggo 8)."""

    key = "vm"
    heading = _("Another VM")
    lead = _(
        "Who is in daily charge of the work under each permit from now on. Dossiers of "
        "notifications have no VM, so they do not stand here."
    )
    basis = "8"
    public = {EVERYWHERE: "notifier"}
    now = "vm"
    unanswered = _("Choose who follows as VM for: %(dossiers)s.")
    about_none = _(
        "None of the dossiers has a permit with a VM. Take this out under “What "
        "changes, and where”."
    )

    everywhere = successor_field(
        _("Who follows as VM"),
        help=_(
            "From your organisation's register of persons. For all dossiers that you "
            "chose; below you can choose otherwise."
        ),
        wrong=_("This person is not in your organisation's register. Choose another."),
    )

    def is_about(self, key: str) -> bool:
        """Only an application for a permit names a VM (bijlage 5, b)."""
        return key in self.before and bool(self.before[key].vm)

    def picks(self) -> Iterator[tuple[str, str]]:
        """The persons of the register."""
        for key, person in self.context.persons.items():
            yield key, f"{person.name}, {person.email}"

    def written(self, pick: str) -> dict[str, Any]:
        """The person with the address."""
        person = self.context.persons.get(pick)
        if person is None:
            return {}
        return {"vm": person.pk, "name": person.name, "email": person.email}


class SiteSection(PerDossierSection):
    """Another place of use, from the organisation's register (bijlage 5, c)."""

    key = "site"
    heading = _("Another place of use")
    lead = _(
        "The same work in the same CFIs at another location. When the CFI changes too, "
        "it is a change of the work, with a procedure of its own."
    )
    basis = "c"
    public = {EVERYWHERE: "place"}
    now = "site"
    unanswered = _("Choose the new location for: %(dossiers)s.")

    from_day = date_field(
        _("From which day"), needed=_("Give the day from which you work there.")
    )
    rooms = paragraph_field(
        _("Exact place at the location"),
        needed=_("Say in which building and rooms the work is done."),
        help=_("Building, floor and rooms; say it for each dossier where they differ."),
        rows=3,
    )
    everywhere = successor_field(
        _("New location"),
        help=_("For all dossiers that you chose; below you can choose otherwise."),
        wrong=_(
            "This location is not in your organisation's register. Choose another."
        ),
    )

    def picks(self) -> Iterator[tuple[str, str]]:
        """The locations of the register."""
        for key, site in self.context.sites.items():
            yield key, f"{site.name}, {site.street}, {site.municipality}"

    def written(self, pick: str) -> dict[str, Any]:
        """The location with address and permit."""
        site = self.context.sites.get(pick)
        if site is None:
            return {}
        return {"name": site.name, "site": site_written_out(site)}

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The day as it is written in JSON."""
        return {**super().resolved(values), "from_day": str(values["from_day"] or "")}

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """The day in words."""
        return day_in_words(value) if name == "from_day" else super().lines(name, value)
