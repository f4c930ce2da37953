"""The dates of a case and how each came about, by the names of term-calculations."""

from dossiers.api.rows import day
from dossiers.ledger import WHAT
from procedures.terms import Ground, Reckoning, Step


def dates(reckoning: Reckoning) -> dict:
    """Every date; null where there is none."""
    return {
        "lastDay": day(reckoning.last_day),
        "secondLastDay": day(reckoning.second_last_day),
        "mayStartOn": day(reckoning.may_start_on),
        "objectionUntil": day(reckoning.objection_until),
        "aimOn": day(reckoning.aim_on),
        "standingStill": reckoning.standing_still,
        "ifAnsweredToday": day(reckoning.if_answered_today),
        "suspendedDays": reckoning.suspended_days,
        "steps": [step(found) for found in reckoning.steps],
    }


def step(found: Step) -> dict:
    """One line of the ledger."""
    return {
        "from": day(found.from_),
        "to": day(found.to),
        "days": found.days,
        "effect": found.effect.value,
        "text": str(WHAT[found.effect]),
        "ground": ground(found.ground),
        "fact": [day(on) for on in found.fact],
    }


def ground(found: Ground) -> dict:
    """A reference to the law."""
    return {"text": found.text, "article": found.article, "url": found.url}
