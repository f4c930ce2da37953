"""What stands around the words of a letter: from whom, to whom, about what case."""

from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import LabRole, User
from dossiers.models import Case
from procedures.counting.legal_day import legal_day
from procedures.models import Letterhead
from procedures.templatetags.procedure_words import KINDS

KEY = "letterhead"
MOST_NAMED = 3
"""So many people are greeted by name; of more the letter greets nobody in person."""


class Reader(NamedTuple):
    """One of those whom a letter is for: the name, and whether he is BVF."""

    name: str
    is_officer: bool


def letterhead_on(day: date) -> Letterhead:
    """The letterhead of a day; `NotInForce` without one."""
    return Letterhead.objects.in_force(KEY, day)


def sender_of(day: date) -> dict[str, Any]:
    """From whom the letters of a day are, in the active language, as a letter has it.

    `contact` are lines, `closing` those above the signature; `translation` is what a
    letter says of its translation, or the translation of itself.
    """
    head = letterhead_on(day)
    language = active_language()
    return {
        "sender": head.bureau,
        "sender_line": _("on behalf of %(minister)s") % {"minister": head.minister},
        "contact": [
            line
            for line in (
                head.phone,
                head.email or settings.BUREAU_EMAIL,
                *head.post.split(", "),
            )
            if line
        ],
        "contact_label": _("Contact"),
        "closing": [
            getattr(head, f"closing_{language}"),
            f"{head.minister.upper()},",
            getattr(head, f"on_behalf_{language}"),
        ],
        "translation": head.clause("translation"),
    }


def signature_lines(person: User | None, day: date) -> list[str]:
    """Name and function of who signs (Awb 10:10); a gap where nobody signs yet."""
    head = letterhead_on(day)
    if person is None:
        return ["…"]
    return [person.name, head.function_of(person.email)]


def bureau_signature(case: Case, sender: dict[str, Any]) -> list[str]:
    """Who writes what is no decision: who handles the case, and the Bureau.

    `sender` is what `sender_of` gave for the day of the letter.
    """
    handler = [case.handler.name] if case.handler else []
    return [*handler, sender["sender"]]


def active_language() -> str:
    """The language in which words are made now: `nl` or `en`."""
    return (get_language() or "nl")[:2]


def readers_of(case: Case, addresses: list[str]) -> list[Reader]:
    """Those who get a letter about a case, in the order of their addresses."""
    people = User.objects.filter(email__in=addresses)
    officers = set(
        people.filter(
            memberships__organisation=case.organisation_id,
            memberships__role=LabRole.BVF,
        ).values_list("email", flat=True)
    )
    names = dict(people.values_list("email", "name"))
    return [Reader(names[one], one in officers) for one in addresses if one in names]


def attention_lines(readers: list[Reader]) -> list[str]:
    """For whose attention it is, in one line; none where nobody is known."""
    if not readers:
        return []
    names = [
        _("%(name)s (BVF)") % {"name": one.name} if one.is_officer else one.name
        for one in readers
    ]
    return [_("attn. %(names)s") % {"names": joined_names(names)}]


def salutation(readers: list[Reader]) -> str:
    """How the letter greets: by name, since nobody's form of address is known."""
    if not 0 < len(readers) <= MOST_NAMED:
        return _("Dear Sir or Madam,")
    return _("Dear %(names)s,") % {"names": joined_names([one.name for one in readers])}


def joined_names(names: list[str]) -> str:
    """A few names as a sentence has them: A, B and C."""
    if len(names) < 2:
        return "".join(names)
    words = {"first": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(first)s and %(last)s") % words


def case_particulars(case: Case) -> list[list[str]]:
    """What stands beside the addressee: his reference, of which day, who handles it."""
    received = date_format(legal_day(case.received_at), "j F Y")
    found = [
        (_("Your reference"), case.application.external_reference),
        (_("your %(what)s of") % {"what": KINDS[case.governing.type]}, received),
        (_("Handled by"), case.handler.name if case.handler else ""),
    ]
    return [[capfirst(label), words] for label, words in found if words]
