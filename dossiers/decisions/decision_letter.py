"""A decision: its words as they were prepared, and what signing adds to them."""

from collections.abc import Iterator
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
    LetterText,
    addressee_lines,
    cited_grounds,
    enumeration,
    facts_table,
    grounds_citation,
    heading,
    long_date,
    paragraph,
    quote,
)
from dossiers.decisions.after_making_known import follow_decision
from dossiers.decisions.containment import first_filed_containment
from dossiers.decisions.conversion import (
    ConversionOption,
    conversion_options,
)
from dossiers.decisions.wording import (
    condition_lines,
    decision_articles,
    filled_words,
    municipalities,
)
from dossiers.models import Case, Decision, Letter, LetterKind
from dossiers.states import Kind, Part
from procedures.counting.clock import BEZWAAR_GROUNDS, objection_period_end
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law


class NotWhatWasSigned(Exception):
    """The frozen words of a decision have another digest than what was signed."""


FROZEN = ("subject", "reference", "language", "addressee", "parts")


def letter_to_freeze(case: Case, decision: Decision) -> dict[str, Any]:
    """What is frozen when a decision is prepared: all of it but day and names."""
    # The handler may read the portal in another language than the applicant his
    # letters.
    with translation.override(decision.language):
        written = LetterText(
            subject=filled_words(decision.template.subject, case, decision),
            reference=case.label,
            # Any moment will do: the day of the letter is that of signing, and not
            # frozen here.
            moment=decision.saved_at,
            language=decision.language,
            addressee=addressee_lines(case),
            parts=list(decision_parts(case, decision)),
        )
    return {name: getattr(written, name) for name in FROZEN}


def decision_parts(case: Case, decision: Decision) -> Iterator[dict[str, Any]]:
    """What is decided, on what, why, on what conditions, and what it means."""
    template = decision.template
    yield paragraph(filled_words(template.operative, case, decision))
    yield facts_table(decision_rows(case, decision))
    if decision.reasons.strip():
        yield heading(_("Reasons"))
        yield quote(decision.reasons)
    if conditions := condition_lines(decision.conditions):
        yield heading(_("Conditions"))
        yield enumeration(conditions)
    if template.next_steps:
        yield heading(_("What this means for your work"))
        yield paragraph(filled_words(template.next_steps, case, decision))
    if case.part == Part.REQUEST and not template.is_grant:
        for coupled in open_coupled_cases(case):
            yield heading(_("What becomes of %(case)s") % {"case": coupled.label})
            yield paragraph(_ground_lost_sentence(coupled, decision))


def _ground_lost_sentence(coupled: Case, decision: Decision) -> str:
    """What happens to the KG or VA that rests on a 2.8 request that is not granted."""
    is_kg = coupled.kind == Kind.NOTIFICATION
    if decision.template.after_missed_answer:
        later = _after_missed_answer_sentence(
            is_kg, asked_there=decision.template.in_coupled_case
        )
    else:
        later = (
            _("We decide on it by itself (Besluit ggo 2.19)")
            if is_kg
            else _("We decide on it by itself (Besluit ggo 2.37, 2.39)")
        )
    what = (
        _("The notification that you filed with the request stays open.")
        if is_kg
        else _("The permit application that you filed with the request stays open.")
    )
    rest = _(
        "you hear that by letter; it does not end by itself. Until then you may not "
        "start the work. You may also withdraw it in the GGO portal."
    )
    return f"{what} {later}; {rest}"


def _after_missed_answer_sentence(is_kg: bool, *, asked_there: bool) -> str:
    """What may become of a KG or VA; `asked_there`: the answer stayed away in it."""
    if is_kg:
        words, article = _("We may regard it as not made (%(article)s)"), "2.18 lid 3"
    else:
        words = _("We may leave it untreated as well (%(article)s)")
        article = "2.38 lid 3"
    return words % {"article": f"Besluit ggo {article if asked_there else '2.9 lid 3'}"}


def decision_rows(case: Case, decision: Decision) -> list[tuple[str, str, str]]:
    """The case in a table, with what is assigned and on what ground."""
    received = long_date(legal_day(case.received_at))
    found = [
        (_("Date of receipt"), received, cited_grounds(case, "receipt")),
    ]
    if places := municipalities(case):
        found.append((_("Place of use"), ", ".join(places), ""))
    basis = decision_articles(case, decision)
    found.append((_("Decision"), decision.template.name, basis))
    return found + assignment_rows(case, decision)


def assignment_rows(case: Case, decision: Decision) -> list[tuple[str, str, str]]:
    """What the decision names, a row each, under what was filed."""
    becomes = decision.becomes.name if decision.becomes else ""
    filed = first_filed_containment(case).words if decision.cfis else ""
    named = [
        (_("Filed: level and CFI"), filed, ""),
        (_("Containment level"), decision.level, ""),
        (_("CFI"), ", ".join(decision.cfis), ""),
        (_("Goes on as"), becomes, ""),
    ]
    return [row for row in named if row[1]]


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
    actual = letter.words or frozen
    same = (actual[name] == frozen[name] for name in FROZEN if name != "parts")
    # The frozen parts come first, word for word; what signing adds stands behind them.
    if not all(same) or actual["parts"][: len(frozen["parts"])] != frozen["parts"]:
        raise NotWhatWasSigned(f"letter {letter.pk}")


def signed_text(decision: Decision, *, at: datetime, by: User | None) -> LetterText:
    """The frozen words, with the day of signing, the term for bezwaar and the names."""
    frozen = decision.letter or {}
    names = [
        _("Prepared by %(name)s") % {"name": signature_name(decision.prepared_by)},
        _("Decided by %(name)s") % {"name": signature_name(by)},
    ]
    return LetterText(
        **frozen
        | {
            "parts": [
                *frozen["parts"],
                *conversion_parts(decision, at),
                *second_term_parts(decision, at),
                *objection_clause(at),
            ]
        },
        moment=at,
        signature=names,
    )


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


def signature_name(person: User | None) -> str:
    """A name as the letter has it; a gap where nobody signed yet."""
    return person.name if person else "…"


def draft_letter_text(case: Case, decision: Decision, *, at: datetime) -> LetterText:
    """The decision as it would be sent if it were signed now, marked as a draft.

    Call it with the language of the decision active.
    """
    # A copy: what a preview fills in must not reach the row when somebody saves it.
    shown = copy(decision)
    shown.letter = decision.letter or letter_to_freeze(case, decision)
    shown.prepared_by = decision.prepared_by or decision.saved_by
    return replace(
        signed_text(shown, at=at, by=None),
        label=_("DRAFT"),
        label_line=_("Not signed. The dates hold if it is signed today."),
    )


def objection_clause(at: datetime) -> list[dict[str, Any]]:
    """Who may object, until when and where (Awb 3:45, 6:7, 6:8).

    The term runs from the day after the one on which the letter is sent (3:41), so the
    day stands there with what it rests on.
    """
    sent_on = legal_day(at)
    until = long_date(objection_period_end(sent_on, law.current_calendar()))
    words = _(
        "If this decision affects your interests you may lodge an objection "
        "(bezwaarschrift) with the Minister, through Bureau GGO, stating your name and "
        "address, the date, this decision and your grounds, and sign it. We must have "
        "received it within six weeks, counted from the day after the one on which we "
        "sent this letter. Sent on %(sent)s, that is on %(day)s at the latest "
        "(%(grounds)s)."
    ) % {
        "sent": long_date(sent_on),
        "day": until,
        "grounds": grounds_citation(BEZWAAR_GROUNDS),
    }
    return [heading(_("If you disagree")), paragraph(words)]


define_letter(LetterKind.OBJECTION, decision_letter_text, check=refuse_changed_letter)
define_letter(
    LetterKind.DECISION,
    decision_letter_text,
    check=refuse_changed_letter,
    follow=follow_decision,
)
