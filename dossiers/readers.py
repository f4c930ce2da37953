"""Whom letters and reminders go to, and in what language."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings

from accounts.models import User
from applications.content import SIGNED
from dossiers.models import Case, Letter, LetterKind


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


def handlers(cases: Iterable[Case]) -> dict[int, Reader]:
    """Who handles each case; the shared mailbox of BGGO when nobody took it yet."""
    return {case.pk: handler(case.handler) for case in cases}


def handler(person: User | None) -> Reader:
    """The handler's own address and language, or the bureau's."""
    if person:
        return Reader([person.email], person.language)
    return Reader([settings.BUREAU_EMAIL], "nl")
