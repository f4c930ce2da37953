"""Which question comes next, and which answers do not belong. Pure: answers in."""

from dataclasses import dataclass

from procedures.choosing.parts import Answers, ChooserQuestion, meets_condition
from procedures.choosing.questions import BY_NAME, QUESTIONS


@dataclass(frozen=True, slots=True)
class Walk:
    """How far answers come: those asked for, the next question, those not asked for.

    `question` is None at the end. `stray` names answers to questions that will not be
    asked after the others; `early` those that may still be.
    """

    answers: Answers
    question: ChooserQuestion | None
    stray: tuple[str, ...] = ()
    early: tuple[str, ...] = ()


def walk_questions(answers: Answers) -> Walk:
    """Ask the questions in order, each only when its time comes."""
    asked: dict[str, tuple[str, ...]] = {}
    question = None
    for each in QUESTIONS:
        if not meets_condition(each.when, asked):
            continue
        # Stop at the first open question: what comes after may depend on its answer.
        if each.name not in answers:
            question = each
            break
        asked[each.name] = answers[each.name]
    others = [name for name in answers if name not in asked]
    # A machine may send all answers at once: those that can still be asked are no
    # mistake.
    early = tuple(name for name in others if _may_come(name, asked))
    stray = tuple(name for name in others if name not in early)
    return Walk(asked, question, stray, early)


def _may_come(name: str, asked: Answers) -> bool:
    """May this question still be asked, whatever the answers to the open ones?"""
    return name not in asked and all(
        set(asked[before]) & set(wanted)
        if before in asked
        else _may_come(before, asked)
        for before, wanted in BY_NAME[name].when.items()
    )
