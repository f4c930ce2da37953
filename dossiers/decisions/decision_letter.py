"""A decision: its words as they were prepared, and what signing adds to them."""

import json
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from dossiers.cases.combination import coupled_open
from dossiers.cases.dates import dates, reckoning
from dossiers.cases.dates import facts as known
from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    addressee,
    cited,
    enumeration,
    facts,
    ground,
    heading,
    in_words,
    paragraph,
    quote,
)
from dossiers.decisions.containment import as_filed
from dossiers.decisions.conversion import Prospect, prospects, treated_as
from dossiers.decisions.wording import article, filled, lines, municipalities
from dossiers.models import Case, Decision, Letter, LetterKind
from dossiers.states import Kind, Part
from procedures.counting.clock import BEZWAAR_GROUNDS, objection_period_end
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law


class NotWhatWasSigned(Exception):
    """The frozen words of a decision have another digest than what was signed."""


FROZEN = ("subject", "reference", "language", "addressee", "parts")


def draft(case: Case, decision: Decision) -> dict:
    """What is frozen when a decision is prepared: all of it but day and names."""
    with translation.override(decision.language):
        written = LetterText(
            subject=filled(decision.template.subject, case, decision),
            reference=case.label,
            moment=decision.saved_at,
            language=decision.language,
            addressee=addressee(case),
            parts=list(parts(case, decision)),
        )
    return {name: getattr(written, name) for name in FROZEN}


def parts(case: Case, decision: Decision) -> Iterator[dict]:
    """What is decided, on what, why, on what conditions, and what it means."""
    template = decision.template
    yield paragraph(filled(template.operative, case, decision))
    yield facts(rows(case, decision))
    if decision.reasons.strip():
        yield heading(_("Reasons"))
        yield quote(decision.reasons)
    if conditions := lines(decision.conditions):
        yield heading(_("Conditions"))
        yield enumeration(conditions)
    if template.next_steps:
        yield heading(_("What this means for your work"))
        yield paragraph(filled(template.next_steps, case, decision))
    if case.part == Part.REQUEST and not template.is_grant:
        for coupled in coupled_open(case):
            yield heading(_("What becomes of %(case)s") % {"case": coupled.label})
            yield paragraph(_now_without_ground(coupled, decision))


def _now_without_ground(coupled: Case, decision: Decision) -> str:
    """What happens to the KG or VA that rests on a 2.8 request that is not granted."""
    is_kg = coupled.kind == Kind.NOTIFICATION
    if decision.template.after_missed_answer:
        later = (
            _("We may regard it as not made (Besluit ggo 2.9 lid 3)")
            if is_kg
            else _("We may leave it untreated as well (Besluit ggo 2.9 lid 3)")
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


def rows(case: Case, decision: Decision) -> list[tuple[str, str, str]]:
    """The case in a table, with what is assigned and on what ground."""
    received = in_words(legal_day(case.received_at))
    found = [
        (_("Date of receipt"), received, ground(case, "receipt")),
    ]
    if places := municipalities(case):
        found.append((_("Place of use"), ", ".join(places), ""))
    basis = article(decision.template)
    found.append((_("Decision"), decision.template.name, basis))
    return found + assigned(case, decision)


def assigned(case: Case, decision: Decision) -> list[tuple[str, str, str]]:
    """What the decision names, a row each, under what was filed."""
    becomes = decision.becomes.name if decision.becomes else ""
    filed = as_filed(case).words if decision.cfis else ""
    named = [
        (_("Filed: level and CFI"), filed, ""),
        (_("Containment level"), decision.level, ""),
        (_("CFI"), ", ".join(decision.cfis), ""),
        (_("Goes on as"), becomes, ""),
    ]
    return [row for row in named if row[1]]


def digest(letter: dict | None) -> str:
    """The digest of frozen words, over their canonical JSON."""
    data = json.dumps(letter, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(data.encode()).hexdigest()


def text(letter: Letter) -> LetterText:
    """The letter of a decision that was signed; raises as `signed_in` does."""
    decision = signed_in(letter)
    return signed(decision, at=letter.event.at, by=decision.signed_by)


def signed_in(letter: Letter) -> Decision:
    """The decision that a letter makes known.

    Raises `NotWhatWasSigned` when its words are others than those of the event.
    """
    decision = Decision.objects.select_related("prepared_by", "signed_by").get(
        pk=letter.event.facts["decision"]
    )
    if digest(decision.letter) != letter.event.facts["sha256"]:
        raise NotWhatWasSigned(f"decision {decision.pk}")
    return decision


def refuse_other_words(letter: Letter) -> None:
    """See that the frozen letter of a decision says what was signed, before it is set.

    Raises `NotWhatWasSigned`; letters of another kind and old ones pass.
    """
    if letter.kind not in (LetterKind.DECISION, LetterKind.OBJECTION):
        return
    frozen = signed_in(letter).letter or {}
    said = letter.words or frozen
    same = (said[name] == frozen[name] for name in FROZEN if name != "parts")
    if not all(same) or said["parts"][: len(frozen["parts"])] != frozen["parts"]:
        raise NotWhatWasSigned(f"letter {letter.pk}")


def signed(decision: Decision, *, at: datetime, by: User | None) -> LetterText:
    """The frozen words, with the day of signing, the term for bezwaar and the names."""
    frozen = decision.letter or {}
    names = [
        _("Prepared by %(name)s") % {"name": name_of(decision.prepared_by)},
        _("Decided by %(name)s") % {"name": name_of(by)},
    ]
    return LetterText(
        **frozen
        | {
            "parts": [
                *frozen["parts"],
                *goes_on(decision, at),
                *second_term(decision, at),
                *objection_clause(at),
            ]
        },
        moment=at,
        signature=names,
    )


def goes_on(decision: Decision, at: datetime) -> list[dict]:
    """Of what is treated as another procedure: its new number and last day.

    The number is there once it is signed; until then it is said that there will be one.
    """
    case, row = decision.case, decision.becomes
    if row is None:
        return []
    found = prospects(case, law.current(), legal_day(at))
    one = next((each for each in found if each.procedure == row), None)
    new = treated_as(case)
    number = (
        _("The new number is %(number)s. Please mention it from now on.")
        % {"number": new.label}
        if new
        else _("The new number is given when this letter is signed.")
    )
    told = f"{number} {last_day_of(one)}" if one and one.day else number
    return [heading(_("How it goes on")), paragraph(told)]


def second_term(decision: Decision, at: datetime) -> list[dict]:
    """Of the KG or VA of a combination: until when its term runs from this decision."""
    case, day = decision.case, legal_day(at)
    starts_one = case.part == Part.REQUEST and case.procedure.term_count > 1
    if not starts_one or not decision.template.is_grant:
        return []
    return [
        paragraph(words)
        for coupled in coupled_open(case)
        if (words := _its_last_day(coupled, day))
    ]


def _its_last_day(coupled: Case, day: date) -> str:
    """By when BGGO decides on it or may object, were the 2.8 decision of this day."""
    supposing = known(coupled)._replace(first_decision=day)
    derived = dates(coupled, reckoning(coupled, today=day, supposing=supposing))
    words = {"case": coupled.label, "ground": ground(coupled, "second-term")}
    if derived.due_on:
        text = _("We decide on %(case)s by %(day)s (%(ground)s).")
        return text % (words | {"day": in_words(derived.due_on)})
    if derived.objection_until:
        text = _("We may object to %(case)s through %(day)s (%(ground)s).")
        return text % (words | {"day": in_words(derived.objection_until)})
    return ""


def last_day_of(one: Prospect) -> str:
    """Until when Bureau GGO may decide or object on what goes on; maybe passed."""
    if one.day is None:
        return ""
    grounds = one.procedure.grounds()
    words = {
        "day": in_words(one.day),
        "ground": cited(grounds.get("term" if one.is_decision else "objection", ())),
    }
    text = (
        _("We decide on it by %(day)s (%(ground)s).")
        if one.is_decision
        else _("We may object to it through %(day)s (%(ground)s).")
    )
    if one.days_left is not None and one.days_left < 0:
        text = _("Counted from the day of receipt its last day, %(day)s, has passed.")
    return text % words


def name_of(person: User | None) -> str:
    """A name as the letter has it; a gap where nobody signed yet."""
    return person.name if person else "…"


def preview(case: Case, decision: Decision, *, at: datetime) -> LetterText:
    """The decision as it would be sent if it were signed now, marked as a draft.

    Call it with the language of the decision active.
    """
    shown = copy(decision)
    shown.letter = decision.letter or draft(case, decision)
    shown.prepared_by = decision.prepared_by or decision.saved_by
    return replace(
        signed(shown, at=at, by=None),
        label=_("DRAFT"),
        label_line=_("Not signed. The dates hold if it is signed today."),
    )


def objection_clause(at: datetime) -> list[dict]:
    """Who may object, until when and where (Awb 3:45, 6:7, 6:8).

    The term runs from the day after the one on which the letter is sent (3:41), so the
    day stands there with what it rests on.
    """
    sent_on = legal_day(at)
    until = in_words(objection_period_end(sent_on, law.calendar()))
    words = _(
        "If this decision affects your interests you may lodge an objection "
        "(bezwaarschrift) with the Minister, through Bureau GGO, stating your name and "
        "address, the date, this decision and your grounds, and sign it. We must have "
        "received it within six weeks, counted from the day after the one on which we "
        "sent this letter. Sent on %(sent)s, that is on %(day)s at the latest "
        "(%(grounds)s)."
    ) % {
        "sent": in_words(sent_on),
        "day": until,
        "grounds": cited(BEZWAAR_GROUNDS),
    }
    return [heading(_("If you disagree")), paragraph(words)]


define_letter(LetterKind.OBJECTION, text, check=refuse_other_words)
define_letter(LetterKind.DECISION, text, check=refuse_other_words)
