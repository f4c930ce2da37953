"""Whom letters and reminders go to now, and in what language.

One rule for every message: who answers for the dossier today, belongs to the lab today
and has an account that works; at Bureau GGO who handles the case, or looks after it.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings

from accounts.models import BureauRole, LabRole, User
from applications.models import Application
from applications.parties.officers import Officers, officers_of
from dossiers.models import Absence, Case, Event, Letter
from dossiers.states import Act


class Recipients(NamedTuple):
    """The addresses and the language of one message; no addresses: there is nobody."""

    recipients: list[str]
    language: str


def recipients_from(people: Iterable[User]) -> Recipients:
    """These people, each once, in the language of the first."""
    # Who filed is often the BVF as well: one mail.
    found = list(dict.fromkeys(people))
    return Recipients(
        [one.email for one in found], found[0].language if found else "nl"
    )


def receipt_recipients(application: Application, by: User, *, on: date) -> Recipients:
    """Whoever files an application, and who answers for it once it is filed."""
    # Asked before its cases have their event: who files is known here.
    filing = {0: (application.pk, application.organisation_id)}
    return recipients_from(_answering_people(officers_of(filing, on=on)[0], by))


def filing_recipients(case: Case, by: User, *, on: date) -> Recipients:
    """Whoever filed something in a case, and who answers for its dossier."""
    return applicant_recipients([case], on=on, first=by)[case.pk]


def applicant_recipients(
    cases: Iterable[Case], *, on: date, first: User | None = None
) -> dict[int, Recipients]:
    """Who answers for each case at the lab on a day: who filed it, and the BVF.

    The BVF is the one of the filing or who came after by an administrative change, with
    the substitute of that day. Without one every BVF of the lab hears it, without any
    its administrators. Nobody hears it who left the lab or whose account is closed.
    """
    found = list(cases)
    filers = _filer_keys(found)
    officers = officers_of(
        {case.pk: (case.application_id, case.organisation_id) for case in found}, on=on
    )
    return {
        case.pk: recipients_from(
            _answering_people(officers[case.pk], first, filers.get(case.pk))
        )
        for case in found
    }


def case_applicant_recipients(case: Case, *, on: date) -> Recipients:
    """Who answers for one case at the lab on a day."""
    return applicant_recipients([case], on=on)[case.pk]


def _answering_people(officers: Officers, *filers: int | User | None) -> list[User]:
    """Who filed, as far as he is still there, and then who answers for it."""
    keys = [one.pk if isinstance(one, User) else one for one in filers]
    there = [officers.members[key] for key in keys if key in officers.members]
    # Who filed first: the language of a message is that of its first reader.
    people = [*there, *officers.answering]
    return people or officers.administrators


def _filer_keys(cases: list[Case]) -> dict[int, int]:
    """Who filed each case; of one that is treated otherwise, who filed it first."""
    filed = Event.objects.filter(
        act=Act.RECEIVE, case__application__in=[case.application_id for case in cases]
    ).order_by("-pk")
    # Newest first, so that the oldest stays: who received it as another procedure is
    # BGGO.
    by = dict(filed.values_list("case__application", "user"))
    return {case.pk: by[case.application_id] for case in cases if by}


def reachable_lab_recipients(letter: Letter) -> Recipients:
    """Those at the lab who can be told that a letter of theirs did not arrive.

    Its administrators and its BVFs, but nobody whose address refused it.
    """
    refused = letter.deliveries.filter(refused_at__isnull=False).values("address")
    # Not who answers for the dossier, as elsewhere: it is their address that may be the
    # wrong one.
    people = User.objects.filter(
        memberships__organisation=letter.case.organisation_id,
        memberships__role__in=(LabRole.ADMIN, LabRole.BVF),
        is_active=True,
    )
    return recipients_from(people.exclude(email__in=refused).distinct().order_by("pk"))


def handler_recipients(cases: Iterable[Case], *, on: date) -> dict[int, Recipients]:
    """Who handles each case; the shared mailbox of BGGO when nobody took it yet.

    Of somebody who is absent on that day the substitute hears it as well, and alone of
    somebody who handles nothing any more; without a substitute the shared mailbox.
    """
    found = list(cases)
    keys = {case.handler_id for case in found}
    absent = Absence.objects.filter(
        person__in=keys, days__contains=on, substitute__is_active=True
    )
    covering_for: dict[int | None, User] = {
        one.person_id: one.substitute for one in absent.select_related("substitute")
    }
    working = _working_handlers(keys)
    return {
        case.pk: people_or_mailbox(
            working.get(case.handler_id), covering_for.get(case.handler_id)
        )
        for case in found
    }


def _working_handlers(keys: Iterable[int | None]) -> dict[int | None, User]:
    """Those of them who still handle cases."""
    officials = User.objects.filter(
        pk__in=[key for key in keys if key],
        is_active=True,
        positions__role=BureauRole.HANDLER,
    )
    return {person.pk: person for person in officials}


def people_or_mailbox(*people: User | None) -> Recipients:
    """Those of them that there are, or else the shared mailbox of BGGO."""
    return (
        recipients_from([one for one in people if one])
        if any(people)
        else bureau_mailbox()
    )


def person_or_mailbox(person: User | None) -> Recipients:
    """Somebody at BGGO who is still there, or else its shared mailbox."""
    # Somebody may have left since he prepared it.
    there = person and person.is_active and person.is_bureau
    return recipients_from([person]) if person and there else bureau_mailbox()


def bureau_mailbox() -> Recipients:
    """The shared mailbox of BGGO (`BUREAU_EMAIL`), which reads Dutch."""
    return Recipients([settings.BUREAU_EMAIL], "nl")


def or_bureau_mailbox(reader: Recipients) -> Recipients:
    """A message that has nobody to go to goes to the shared mailbox."""
    return reader if reader.recipients else bureau_mailbox()


def with_bureau_mailbox(reader: Recipients) -> Recipients:
    """The same message to the shared mailbox of BGGO too."""
    return with_others(reader, settings.BUREAU_EMAIL)


def with_others(reader: Recipients, *others: str | None) -> Recipients:
    """The same message to others too, each once."""
    addresses = [*reader.recipients, *(one for one in others if one)]
    return Recipients(list(dict.fromkeys(addresses)), reader.language)


def responsible_recipients(cases: Iterable[Case], *, on: date) -> dict[int, Recipients]:
    """Who handles each case, and every deciding officer."""
    officers = decider_addresses()
    return {
        case: with_others(reader, *officers)
        for case, reader in handler_recipients(cases, on=on).items()
    }


def bureau_recipients(cases: Iterable[Case]) -> dict[int, Recipients]:
    """The shared mailbox of BGGO, whoever handles the case."""
    return {case.pk: bureau_mailbox() for case in cases}


def decider_addresses() -> list[str]:
    """The addresses of the active deciding officers."""
    officials = User.objects.filter(
        is_active=True, positions__role=BureauRole.DECIDER
    ).order_by("pk")
    return list(officials.values_list("email", flat=True))
