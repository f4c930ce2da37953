"""A decision: its words as they were prepared, and what signing adds to them."""

from copy import copy
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.digests import json_digest
from accounts.models import User
from dossiers.cases.act_definition import facts_of
from dossiers.cases.combination import open_coupled_cases
from dossiers.cases.dates import (
    Dates,
    case_dates,
    case_reckoning,
    clock_facts,
    has_two_terms,
)
from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    WORDS,
    LetterText,
    cited_grounds,
    grounds_citation,
    heading,
    long_date,
    paragraph,
    text_about_case,
    with_courtesy,
)
from dossiers.correspondence.letterheads import (
    active_language,
    sender_of,
    signature_lines,
)
from dossiers.correspondence.objection_clause import objection_clause, objection_line
from dossiers.decisions.after_making_known import follow_decision
from dossiers.decisions.conversion import (
    ConversionOption,
    conversion_options,
)
from dossiers.decisions.decision_parts import (
    annex_names,
    annex_parts,
    decision_parts,
)
from dossiers.decisions.wording import filled_words, lead_words
from dossiers.models import Case, Decision, Letter, LetterKind
from dossiers.reminders.recipients import case_applicant_recipients
from dossiers.states import Part
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law


class NotWhatWasSigned(Exception):
    """The frozen words of a decision have another digest than what was signed."""


FROZEN = (
    *("subject", "reference", "language", "addressee", "attention", "salutation"),
    *("lead", "particulars", "parts", "annexes"),
)
"""What is frozen when a decision is prepared; the days and the signature are not."""
GROWS = ("lead", "parts")
"""Of these what is frozen comes first, word for word; signing adds to them."""


def letter_to_freeze(case: Case, decision: Decision, *, on: date) -> dict[str, Any]:
    """What is frozen when a decision is prepared on a day: all but days and names.

    In Dutch; for who reads letters in another language with `courtesy`, the same in
    his. The handler may read the portal in another one again.
    """
    languages = dict.fromkeys(["nl", decision.language])
    frozen, *courtesy = [
        _frozen_in(language, case, decision, on=on) for language in languages
    ]
    if not courtesy:
        return frozen
    own = {name: words for name, words in courtesy[0].items() if name in WORDS}
    return frozen | {"courtesy": own}


def _frozen_in(
    language: str, case: Case, decision: Decision, *, on: date
) -> dict[str, Any]:
    """The frozen words in one language."""
    to = case_applicant_recipients(case, on=on).recipients
    with translation.override(language):
        written = text_about_case(
            case,
            # Its words are filled in already; what has a percent sign stays so.
            subject=filled_words(decision.template.subject, case, decision).replace(
                "%", "%%"
            ),
            lead=[decision_message(case, decision)],
            parts=list(decision_parts(case, decision)),
            to=to,
            # Any moment will do: the day of the letter is that of signing, and not
            # frozen here.
            at=decision.saved_at,
        )
        annexes = [_("Annexes"), "\n".join(annex_names(case))]
        written = replace(
            written,
            annexes=list(annex_parts(case)),
            particulars=[*written.particulars, annexes],
        )
    return {name: getattr(written, name) for name in FROZEN}


def decision_message(case: Case, decision: Decision) -> str:
    """What is decided and what it means, for the first line."""
    template = decision.template
    words = _("Our decision: %(name)s.") % {"name": template.name}
    return f"{words} {lead_words(template.next_steps, case, decision)}".strip()


def decision_letter_text(letter: Letter) -> LetterText:
    """The letter of a decision that was signed; raises as `signed_decision` does."""
    decision = signed_decision(letter)
    return signed_text(decision, at=letter.event.at, by=decision.signed_by)


def signed_decision(letter: Letter) -> Decision:
    """The decision that a letter makes known.

    Raises `NotWhatWasSigned` when its words are others than those of the event.
    """
    decision = Decision.objects.select_related("prepared_by", "signed_by").get(
        pk=facts_of(letter.event).decision
    )
    # Against the event, which is in the chain: the row of the decision alone could have
    # been changed together with its digest.
    if json_digest(decision.letter) != facts_of(letter.event).sha256:
        raise NotWhatWasSigned(f"decision {decision.pk}")
    return decision


def refuse_changed_letter(letter: Letter) -> None:
    """See that the frozen letter of a decision says what was signed, before it is set.

    Raises `NotWhatWasSigned`; letters of another kind and old ones pass.
    """
    if letter.kind not in (LetterKind.DECISION, LetterKind.OBJECTION):
        return
    frozen = signed_decision(letter).letter or {}
    if not _says(letter.words or frozen, frozen):
        raise NotWhatWasSigned(f"letter {letter.pk}")


def _says(actual: dict[str, Any], frozen: dict[str, Any]) -> bool:
    """Are these the frozen words, with at most what signing adds to them?"""
    # By what was frozen then: a decision of before a field was frozen lacks it.
    return all(
        actual[name][: len(words)] == words
        if name in GROWS
        else _says(actual[name], words)
        if name == "courtesy"
        else actual[name] == words
        for name, words in frozen.items()
    )


def signed_text(decision: Decision, *, at: datetime, by: User | None) -> LetterText:
    """The frozen words, with the day of signing, the term for bezwaar and who signs.

    In the language that is active: Dutch, or that of the courtesy translation.
    """
    frozen, day = _frozen_words(decision), legal_day(at)
    grown = {
        "lead": [*frozen.get("lead", []), objection_line(at)],
        "parts": [
            *frozen["parts"],
            *conversion_parts(decision, at),
            *second_term_parts(decision, at),
            *objection_clause(at),
        ],
    }
    return LetterText(
        **frozen | grown,
        moment=at,
        signature=signature_lines(by, day),
        sender=sender_of(day),
    )


def _frozen_words(decision: Decision) -> dict[str, Any]:
    """What was frozen in the language that is active."""
    frozen = dict(decision.letter or {})
    courtesy = frozen.pop("courtesy", {})
    return frozen if active_language() == "nl" else frozen | courtesy


def whole_signed_text(
    decision: Decision, *, at: datetime, by: User | None
) -> LetterText:
    """The same in Dutch, with the courtesy translation where it was frozen."""
    # By what was frozen and not by the language of the decision: one of before there
    # were translations has none.
    language = "en" if (decision.letter or {}).get("courtesy") else "nl"
    return with_courtesy(lambda: signed_text(decision, at=at, by=by), language)


def conversion_parts(decision: Decision, at: datetime) -> list[dict[str, Any]]:
    """Of what is treated as another procedure: where its number stands; its last day.

    It has none yet: it goes on once this letter was sent (`follow_decision`).
    """
    case, row = decision.case, decision.becomes
    if row is None:
        return []
    found = conversion_options(case, law.current_law(), legal_day(at))
    one = next((each for each in found if each.procedure == row), None)
    number = _(
        "Its new number stands in the acknowledgement of receipt that follows this "
        "letter. Please mention it from then on."
    )
    sentence = f"{number} {conversion_last_day(one)}" if one and one.day else number
    return [heading(_("How it goes on")), paragraph(sentence)]


def second_term_parts(decision: Decision, at: datetime) -> list[dict[str, Any]]:
    """Of the KG or VA of a combination: its own last day, and what the page plans."""
    case, day = decision.case, legal_day(at)
    starts_one = case.part == Part.REQUEST and case.procedure.term_count > 1
    if not starts_one or not decision.template.is_grant:
        return []
    return [
        paragraph(words)
        for coupled in open_coupled_cases(case)
        if (words := _coupled_last_day(coupled, day))
    ]


def _coupled_last_day(coupled: Case, day: date) -> str:
    """By when BGGO decides on it or may object, and by when the applicant hears.

    The second by the procedures page, were the 2.8 decision of this day.
    """
    facts = clock_facts(coupled)
    if has_two_terms(coupled):
        facts = facts._replace(first_decision=day)
    reckoned = case_reckoning(coupled, today=day, supposing=facts)
    derived = case_dates(coupled, reckoned)
    told = [
        _own_last_day(coupled, derived),
        _planned_last_day(coupled, reckoned.second_last_day),
    ]
    return " ".join(filter(None, told))


def _own_last_day(coupled: Case, derived: Dates) -> str:
    """Of a KG or VA: by when BGGO decides, or may object, by its own term."""
    last, aspect = derived.objection_until, "objection"
    text = _("We may refuse to agree with %(case)s through %(day)s (%(ground)s).")
    if derived.due_on:
        last, aspect = derived.due_on, "term"
        text = _("We decide on %(case)s by %(day)s (%(ground)s).")
    if last is None:
        return ""
    ground = cited_grounds(coupled, aspect)
    return text % {"case": coupled.label, "day": long_date(last), "ground": ground}


def _planned_last_day(coupled: Case, day: date | None) -> str:
    """By when the applicant hears of it, as the procedures page plans a combination."""
    if day is None:
        return ""
    ground = cited_grounds(coupled, "second-term")
    text = _("You hear of it on %(day)s at the latest (%(ground)s).")
    return text % {"day": long_date(day), "ground": ground}


def conversion_last_day(one: ConversionOption) -> str:
    """Until when Bureau GGO may decide or object on what goes on; maybe passed."""
    if one.day is None:
        return ""
    grounds = one.procedure.grounds()
    words = {
        "day": long_date(one.day),
        "ground": grounds_citation(
            grounds.get("term" if one.is_decision else "objection", ())
        ),
    }
    text = (
        _("We decide on it by %(day)s (%(ground)s).")
        if one.is_decision
        else _("We may refuse to agree with it through %(day)s (%(ground)s).")
    )
    if one.days_left is not None and one.days_left < 0:
        text = _("Counted from the day of receipt its last day, %(day)s, has passed.")
    return text % words


def draft_letter_text(
    case: Case, decision: Decision, *, at: datetime, by: User | None = None
) -> LetterText:
    """The decision as it would be sent if it were signed now, marked as a draft.

    `by` is who would sign it, where that is known.
    """
    # A copy: what a preview fills in must not reach the row when somebody saves it.
    shown = copy(decision)
    shown.letter = decision.letter or letter_to_freeze(case, decision, on=legal_day(at))
    text = whole_signed_text(shown, at=at, by=by)
    return marked_as_draft(text)


def marked_as_draft(text: LetterText) -> LetterText:
    """The same letter, with the mark of a draft over it."""
    with translation.override(text.language):
        return replace(
            text,
            label=_("DRAFT"),
            label_line=_("Not signed. The dates hold if it is signed today."),
        )


define_letter(LetterKind.OBJECTION, decision_letter_text, check=refuse_changed_letter)
define_letter(
    LetterKind.DECISION,
    decision_letter_text,
    check=refuse_changed_letter,
    follow=follow_decision,
)
