"""What a letter says, apart from how it is set."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dossiers.models import Case, Letter
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.counting.terms import LegalGround
from procedures.templatetags.procedure_words import KINDS


@dataclass(frozen=True)
class LetterText:
    """The words of a letter, in the language that is active when it is made.

    `signature` are lines below the closing; a `label`, with a line that explains it,
    marks what is not a letter yet.
    """

    subject: str
    reference: str
    moment: datetime
    language: str
    addressee: list[str]
    parts: list[dict[str, Any]] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    label: str = ""
    label_line: str = ""

    def as_data(self) -> dict[str, Any]:
        """What `letter.typ` reads; words of the layout are in the active language."""
        return {
            "subject": self.subject,
            "reference": self.reference,
            "language": self.language,
            "addressee": self.addressee,
            "parts": self.parts,
            "sender": "Bureau GGO",
            "sender_line": _(
                "Licensing of genetically modified organisms in contained use"
            ),
            "particulars": [
                [_("Date"), long_date(legal_day(self.moment))],
                [_("Our reference"), self.reference],
            ],
            "page": _("page {n} of {of}"),
            "closing": [
                _("Yours faithfully,"),
                _("on behalf of the Minister responsible for the GMO Decree,"),
                "Bureau GGO",
            ],
            "signature": self.signature,
            "label": self.label,
            "label_line": self.label_line,
        }


def long_date(day: date) -> str:
    """A day in full: Monday 23 November 2026."""
    return date_format(day, "l j F Y")


def paragraph(text: str) -> dict[str, Any]:
    """Running text, one paragraph of it."""
    return {"kind": "paragraph", "text": text}


def heading(text: str) -> dict[str, Any]:
    """A heading inside the letter."""
    return {"kind": "heading", "text": text}


def quote(text: str) -> dict[str, Any]:
    """Somebody's own words, set apart."""
    return {"kind": "quote", "text": text}


def enumeration(lines: list[str]) -> dict[str, Any]:
    """A numbered list, such as conditions."""
    return {"kind": "enumeration", "lines": lines}


def euros(amount: int) -> str:
    """An amount in whole euros, as the active language writes it."""
    return "€ " + number_format(amount, use_l10n=True, force_grouping=True)


def facts_table(rows: list[tuple[str, str, str]]) -> dict[str, Any]:
    """A table of what, the answer, and its ground."""
    return {
        "kind": "facts",
        "head": [_("What"), _("Details"), _("Ground")],
        "rows": [list(row) for row in rows],
    }


def addressee_lines(case: Case) -> list[str]:
    """Who a letter is addressed to: the legal person that notified."""
    organisation = case.organisation
    return [line for line in (organisation.name, organisation.address) if line]


def cited_grounds(case: Case, aspect: str) -> str:
    """The articles that an aspect rests on: by the KG or VA in a combination first."""
    # The row of the KG or VA has grounds of its own; what it does not name is of the
    # combination.
    rows = (case.governing, case.procedure)
    return grounds_citation(
        next((x for row in rows if (x := row.grounds().get(aspect))), ())
    )


def grounds_citation(grounds: Iterable[LegalGround]) -> str:
    """References to the law, as a letter cites them."""
    return "; ".join(f"{one.text} {one.article}" for one in grounds)


def day_and_time(letter: Letter) -> dict[str, str]:
    """The day and the time of the act that a letter confirms, to the minute."""
    at = localtime(letter.event.at, AMSTERDAM)
    return {
        "day": long_date(legal_day(letter.event.at)),
        "time": date_format(at, "H:i"),
    }


def text_for_letter(
    letter: Letter, subject: str, parts: list[dict[str, Any]]
) -> LetterText:
    """A letter about a case, with its subject."""
    return text_about_case(
        letter.case,
        subject=subject,
        parts=parts,
        at=letter.event.at,
        language=letter.language,
    )


def text_about_case(
    case: Case,
    *,
    subject: str,
    parts: list[dict[str, Any]],
    at: datetime,
    language: str,
) -> LetterText:
    """The same, also when there is no letter yet: of a moment, in a language."""
    return LetterText(
        subject=subject % {"title": case.title},
        reference=case.label,
        moment=at,
        language=language,
        addressee=addressee_lines(case),
        parts=parts,
    )


def opening_line(case: Case) -> str:
    """Which filing this is about."""
    words = {
        "day": long_date(legal_day(case.received_at)),
        "what": KINDS[case.governing.type],
        "number": case.label,
    }
    return _("This letter is about your %(what)s %(number)s, received on %(day)s.") % (
        words
    )


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of a text that somebody typed."""
    return [line.strip() for line in text.splitlines() if line.strip()]
