"""What a letter says, apart from how it is set."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dossiers.correspondence.letterheads import (
    active_language,
    attention_lines,
    bureau_signature,
    case_particulars,
    readers_of,
    salutation,
    sender_of,
)
from dossiers.models import Case, Letter
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.counting.terms import LegalGround
from procedures.templatetags.procedure_words import KINDS


@dataclass(frozen=True)
class LetterText:
    """The words of a letter, in the language that is active when it is made.

    `lead` is what the reader must know first: the message, then what to do and by when.
    `attention` are the names under the addressee, `particulars` what stands beside him,
    as pairs, after the date and our reference. `sender` is the letterhead as
    `letterheads.sender_of` gives it. `signature` are the name and the function of who
    signs. `annexes` are parts that come after the signature, each beginning with its
    heading. `courtesy` has the same fields in the language of a reader of another one
    than Dutch (`WORDS`). A `label`, with a line that explains it, marks what is not a
    letter yet.

    What a letter of before these fields lacks stays empty.
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
    attention: list[str] = field(default_factory=list)
    salutation: str = ""
    lead: list[str] = field(default_factory=list)
    particulars: list[list[str]] = field(default_factory=list)
    sender: dict[str, Any] = field(default_factory=dict)
    annexes: list[dict[str, Any]] = field(default_factory=list)
    courtesy: dict[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """What `letter.typ` reads, with the words of the layout in its language."""
        with translation.override(self.language):
            return self.words_data() | {"courtesy": self._courtesy_data()}

    def words_data(self) -> dict[str, Any]:
        """The letter itself, in the language that is active."""
        return {
            "subject": self.subject,
            "reference": self.reference,
            "language": self.language,
            "addressee": [*self.addressee, *self.attention],
            "salutation": self.salutation,
            "lead": self.lead,
            "parts": self.parts,
            "annexes": self.annexes,
            "sender": "Bureau GGO",
            "sender_line": _(
                "Licensing of genetically modified organisms in contained use"
            ),
            "particulars": [
                [_("Date"), long_date(legal_day(self.moment))],
                [_("Our reference"), self.reference],
                *self.particulars,
            ],
            "page": _("page {n} of {of}"),
            # Of letters from before there was a letterhead.
            "closing": [
                _("Yours faithfully,"),
                _("on behalf of the Minister responsible for the GMO Decree,"),
                "Bureau GGO",
            ],
            "notice": "",
            "signature": self.signature,
            "label": self.label,
            "label_line": self.label_line,
        } | self.sender

    def _courtesy_data(self) -> dict[str, Any] | None:
        """The translation that goes with it, as the same data; None without one."""
        if not self.courtesy:
            return None
        text = replace(self, **self.courtesy, courtesy={})
        with translation.override(text.language):
            return text.words_data()


WORDS = (
    *("language", "subject", "attention", "salutation", "lead", "particulars"),
    *("parts", "annexes", "signature", "sender", "label", "label_line"),
)
"""What a translation has of its own; the rest is that of the Dutch letter."""


def with_courtesy(write: Callable[[], LetterText], language: str) -> LetterText:
    """A letter in Dutch, and the same in the language of a reader of another one.

    The Dutch text is the letter (Awb 2:6); the other comes behind it, as a courtesy.
    """
    with translation.override("nl"):
        binding = write()
    if language == "nl":
        return binding
    with translation.override(language):
        courtesy = write()
    # The letter says that a translation follows, the translation what it is.
    sender = binding.sender | {"notice": binding.sender.get("translation", "")}
    words = {name: getattr(courtesy, name) for name in WORDS}
    words["sender"] = courtesy.sender | {
        "notice": courtesy.sender.get("translation", "")
    }
    return replace(binding, sender=sender, courtesy=words)


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


def comparison_table(
    head: list[str], rows: list[tuple[str, str, str]]
) -> dict[str, Any]:
    """A table of what was asked beside what is decided."""
    return {"kind": "comparison", "head": head, "rows": [list(row) for row in rows]}


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
    letter: Letter, subject: str, parts: list[dict[str, Any]], *, lead: list[str]
) -> LetterText:
    """A letter about a case: its subject, and what its reader must know first."""
    return text_about_case(
        letter.case,
        subject=subject,
        lead=lead,
        parts=parts,
        to=letter.recipients,
        at=letter.event.at,
    )


def text_about_case(
    case: Case,
    *,
    subject: str,
    lead: list[str],
    parts: list[dict[str, Any]],
    to: list[str],
    at: datetime,
) -> LetterText:
    """The same, also when there is no letter yet: of a moment, to these addresses."""
    readers, sender = readers_of(case, to), sender_of(legal_day(at))
    return LetterText(
        subject=subject % {"title": case.title},
        reference=case.label,
        moment=at,
        language=active_language(),
        addressee=addressee_lines(case),
        attention=attention_lines(readers),
        salutation=salutation(readers),
        lead=lead,
        particulars=case_particulars(case),
        parts=parts,
        sender=sender,
        signature=bureau_signature(case, sender),
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
