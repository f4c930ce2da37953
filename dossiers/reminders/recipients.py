"""Whom letters and reminders go to now, and in what language.

One rule for every message: who answers for the dossier today, belongs to the lab today
and has an account that works; at Bureau GGO who handles the case, or looks after it.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings

from accounts.models import BureauRole, LabRole, User
from applications.parties.officers import Officers, officers_of
from dossiers.models import Absence, Case, Event, Letter
from dossiers.states import Act


class Reader(NamedTuple):
    """The addresses and the language of one message; no addresses: there is nobody."""

    recipients: list[str]
    language: str


def of_people(people: Iterable[User]) -> Reader:
    """These people, each once, in the language of the first."""
    found = list(dict.fromkeys(people))
    return Reader([one.email for one in found], found[0].language if found else "nl")


def of_filing(case: Case, by: User, *, on: date) -> Reader:
    """Whoever filed something in a case, and who answers for its dossier."""
    return applicants([case], on=on, first=by)[case.pk]


def applicants(
    cases: Iterable[Case], *, on: date, first: User | None = None
) -> dict[int, Reader]:
    """Who answers for each case at the lab on a day: who filed it, and the BVF.

    The BVF is the one of the filing or who came after by an administrative change, with
    the substitute of that day. Without one every BVF of the lab hears it, without any
    its administrators. Nobody hears it who left the lab or whose account is closed.
    """
    found = list(cases)
    filers = _filers(found)
    officers = officers_of(
        {case.pk: (case.application_id, case.organisation_id) for case in found}, on=on
    )
    return {
        case.pk: of_people(_answering(officers[case.pk], first, filers.get(case.pk)))
        for case in found
    }


def applicant(case: Case, *, on: date) -> Reader:
    """Who answers for one case at the lab on a day."""
    return applicants([case], on=on)[case.pk]


def _answering(officers: Officers, *filers: int | User | None) -> list[User]:
    """Who filed, as far as he is still there, and then who answers for it."""
    keys = [one.pk if isinstance(one, User) else one for one in filers]
    there = [officers.members[key] for key in keys if key in officers.members]
    people = [*there, *officers.answering]
    return people or officers.administrators


def _filers(cases: list[Case]) -> dict[int, int]:
    """Who filed each case; of one that is treated otherwise, who filed it first."""
    filed = Event.objects.filter(
        act=Act.RECEIVE, case__application__in=[case.application_id for case in cases]
    ).order_by("-pk")
    by = dict(filed.values_list("case__application", "user"))
    return {case.pk: by[case.application_id] for case in cases if by}


def others_at(letter: Letter) -> Reader:
    """Those at the lab who can be told that a letter of theirs did not arrive.

    Its administrators and its BVFs, but nobody whose address refused it.
    """
    refused = letter.deliveries.filter(refused_at__isnull=False).values("address")
    people = User.objects.filter(
        memberships__organisation=letter.case.organisation_id,
        memberships__role__in=(LabRole.ADMIN, LabRole.BVF),
        is_active=True,
    )
    return of_people(people.exclude(email__in=refused).distinct().order_by("pk"))


def handlers(cases: Iterable[Case], *, on: date) -> dict[int, Reader]:
    """Who handles each case; the shared mailbox of BGGO when nobody took it yet.

    Of somebody who is absent on that day the substitute hears it as well, and alone of
    somebody who handles nothing any more; without a substitute the shared mailbox.
    """
    found = list(cases)
    keys = {case.handler_id for case in found}
    absent = Absence.objects.filter(
        person__in=keys, days__contains=on, substitute__is_active=True
    )
    minds: dict[int | None, User] = {
        one.person_id: one.substitute for one in absent.select_related("substitute")
    }
    working = _working(keys)
    return {
        case.pk: of_handler(working.get(case.handler_id), minds.get(case.handler_id))
        for case in found
    }


def _working(keys: Iterable[int | None]) -> dict[int | None, User]:
    """Those of them who still handle cases."""
    held = User.objects.filter(
        pk__in=[key for key in keys if key],
        is_active=True,
        positions__role=BureauRole.HANDLER,
    )
    return {person.pk: person for person in held}


def of_handler(*people: User | None) -> Reader:
    """Those of them that there are, or else the shared mailbox of BGGO."""
    return of_people([one for one in people if one]) if any(people) else mailbox()


def handler(person: User | None) -> Reader:
    """Somebody at BGGO who is still there, or else its shared mailbox."""
    there = person and person.is_active and person.is_bureau
    return of_people([person]) if person and there else mailbox()


def mailbox() -> Reader:
    """The shared mailbox of BGGO."""
    return Reader([settings.BUREAU_EMAIL], "nl")


def or_bureau(reader: Reader) -> Reader:
    """A message that has nobody to go to goes to the shared mailbox."""
    return reader if reader.recipients else mailbox()


def with_bureau(reader: Reader) -> Reader:
    """The same message to the shared mailbox of BGGO too."""
    return with_others(reader, settings.BUREAU_EMAIL)


def with_others(reader: Reader, *others: str | None) -> Reader:
    """The same message to others too, each once."""
    addresses = [*reader.recipients, *(one for one in others if one)]
    return Reader(list(dict.fromkeys(addresses)), reader.language)


def responsible(cases: Iterable[Case], *, on: date) -> dict[int, Reader]:
    """Who handles each case, and every deciding officer."""
    officers = deciders()
    return {
        case: with_others(reader, *officers)
        for case, reader in handlers(cases, on=on).items()
    }


def bureau(cases: Iterable[Case]) -> dict[int, Reader]:
    """The shared mailbox of BGGO, whoever handles the case."""
    return {case.pk: mailbox() for case in cases}


def deciders() -> list[str]:
    """The addresses of the deciding officers."""
    held = User.objects.filter(
        is_active=True, positions__role=BureauRole.DECIDER
    ).order_by("pk")
    return list(held.values_list("email", flat=True))
