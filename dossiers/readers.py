"""Whom letters and reminders go to, and in what language."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings

from accounts.models import BureauRole, User
from applications.content import SIGNED
from dossiers.models import Absence, Case, Letter, LetterKind


class Reader(NamedTuple):
    """The addresses and the language of one message."""

    recipients: list[str]
    language: str


def of_filing(content: dict, filed_by: User) -> Reader:
    """The person who filed, and who answers for the content; each once.

    That is the BVF, and the one in whose place he signed.
    """
    signed = content[SIGNED]
    addresses = [filed_by.email, signed["email"]]
    if replaced := signed.get("substituteFor"):
        addresses.append(replaced["email"])
    return Reader(list(dict.fromkeys(addresses)), filed_by.language)


def applicants(cases: Iterable[Case]) -> dict[int, Reader]:
    """Whom each acknowledgement of receipt was addressed to; else the bureau itself."""
    receipts = Letter.objects.filter(case__in=cases, kind=LetterKind.RECEIPT)
    return {case.pk: handler(None) for case in cases} | {
        case: Reader(recipients, language)
        for case, recipients, language in receipts.values_list(
            "case_id", "recipients", "language"
        )
    }


def handlers(cases: Iterable[Case], *, on: date) -> dict[int, Reader]:
    """Who handles each case; the shared mailbox of BGGO when nobody took it yet.

    Of somebody who is absent on that day the substitute hears it as well.
    """
    found = list(cases)
    absent = Absence.objects.filter(
        person__in={case.handler_id for case in found}, days__contains=on
    )
    substitutes: dict[int | None, str] = dict(
        absent.values_list("person", "substitute__email")
    )
    return {
        case.pk: with_others(handler(case.handler), substitutes.get(case.handler_id))
        for case in found
    }


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
    return {case.pk: handler(None) for case in cases}


def deciders() -> list[str]:
    """The addresses of the deciding officers."""
    held = User.objects.filter(
        is_active=True, positions__role=BureauRole.DECIDER
    ).order_by("pk")
    return list(held.values_list("email", flat=True))


def handler(person: User | None) -> Reader:
    """The handler's own address and language, or the bureau's."""
    if person:
        return Reader([person.email], person.language)
    return Reader([settings.BUREAU_EMAIL], "nl")
