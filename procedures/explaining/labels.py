"""The words for what the ledger holds: effects, the facts of a step, refused facts."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from procedures.counting.calendar import SUNDAY, Calendar
from procedures.counting.terms import Effect, FactsRefused, LedgerStep
from procedures.models import Procedure
from procedures.models.dated import in_language

# What each step does, wherever a ledger is told: page, REST and command line.
EFFECTS = {
    Effect.RECEIPT: gettext_lazy("received: day 0"),
    Effect.RUNS: gettext_lazy("the term runs"),
    Effect.STANDS_STILL: gettext_lazy("the clock stands still"),
    Effect.EXTENDED: gettext_lazy("the extension runs"),
    Effect.ROLLED: gettext_lazy("runs on through the next working day"),
    Effect.NOT_SUSPENDED: gettext_lazy(
        "request answered without a day in between: no day is taken out"
    ),
    Effect.AFTER_TERM: gettext_lazy("request after the term had ended: no effect"),
    Effect.LAST_DAY: gettext_lazy("last day to decide"),
    Effect.CONSENT_LAST_DAY: gettext_lazy("last day to decide on the consent"),
    Effect.COUPLED_LAST_DAY: gettext_lazy(
        "last day for the KG or VA by its own term, from its own receipt"
    ),
    Effect.SECOND_TERM: gettext_lazy("2.8 decision: the second term begins"),
    Effect.SECOND_PROJECTED: gettext_lazy(
        "the second term begins here if the 2.8 decision comes on its last day"
    ),
    Effect.SECOND_LAST_DAY: gettext_lazy(
        "last day for the KG or VA by the procedures page (2 times 45 days)"
    ),
    Effect.AIM: gettext_lazy("what Bureau GGO strives for; this date binds nobody"),
    Effect.MAY_START: gettext_lazy("from this day work may start"),
    Effect.OTHER_START: gettext_lazy(
        "work might start from this day by another reading: a question for Bureau "
        "GGO, do not build on it"
    ),
    Effect.OBJECTION_WINDOW: gettext_lazy(
        "Bureau GGO may refuse to agree in this period"
    ),
    Effect.NO_TERM: gettext_lazy("no term runs for this filing"),
}

# By the code of the refused fact; the words say what to do.
REFUSED = {
    "answer-before-request": gettext_lazy(
        "The answer lies before its request. Give the day of the answer, or leave it"
        " empty while there is no answer."
    ),
    "request-before-receipt": gettext_lazy(
        "The request lies before the day of receipt. Give the day on which it was sent."
    ),
    "nothing-to-suspend": gettext_lazy(
        "No term runs for this procedure, so leave the requests out."
    ),
    "extension-refused": gettext_lazy(
        "This procedure cannot be extended by so many days."
    ),
    "not-a-combination": gettext_lazy(
        "Only a combination has a first decision. Leave the date of it out."
    ),
    "decision-before-receipt": gettext_lazy(
        "The first decision lies before the day of receipt. Give the day on which it"
        " was taken."
    ),
    "date-out-of-range": gettext_lazy(
        "The free days around this date are not known. Give a date nearer to today."
    ),
}

# What a decree can still move: the ends of terms, and a start that hangs on them.
MOVED_BY_DECREE = {
    Effect.ROLLED,
    Effect.LAST_DAY,
    Effect.CONSENT_LAST_DAY,
    Effect.SECOND_PROJECTED,
    Effect.SECOND_LAST_DAY,
    Effect.AIM,
    Effect.MAY_START,
    Effect.OBJECTION_WINDOW,
}
ON_REQUEST = {Effect.STANDS_STILL, Effect.NOT_SUSPENDED, Effect.AFTER_TERM}
RECEIVED = gettext_lazy("received on %(day)s")
FACTS = {
    Effect.SECOND_TERM: gettext_lazy("2.8 decision of %(day)s"),
    Effect.SECOND_PROJECTED: gettext_lazy("last day of the first term: %(day)s"),
}
SATURDAY_NAME = pgettext_lazy("free day", "Saturday")
SUNDAY_NAME = pgettext_lazy("free day", "Sunday")


def effect_label(effect: Effect | str) -> str:
    """What a step does, in the language of the reader."""
    return str(EFFECTS[Effect(effect)])


def fact_refusal_text(problem: FactsRefused) -> str:
    """Why a fact cannot be, and what to do, in the language of the reader."""
    return str(REFUSED[problem.code])


def not_in_force(history: list[Procedure], day: date) -> str:
    """Why a row does not govern a day, and which days it does govern."""
    spans = ", ".join(
        _("from %(first)s to %(last)s")
        % {"first": day_text(row.valid_from), "last": day_text(row.valid_until)}
        if row.valid_until
        else _("from %(first)s") % {"first": day_text(row.valid_from)}
        for row in history
    )
    return _("%(name)s is not in force on %(day)s; the portal knows it %(spans)s.") % {
        "name": history[0].name,
        "day": day_text(day),
        "spans": spans,
    }


def day_text(day: date) -> str:
    """A date in words: 1 June 2026."""
    return date_format(day, "j F Y")


def free_day_name(day: date, calendar: Calendar) -> str:
    """Why no term ends on a day: Saturday, Sunday or the name of the free day."""
    rule = calendar.free.get(day)
    if rule is not None:
        return in_language(rule, "name")
    return str(SUNDAY_NAME if day.weekday() == SUNDAY else SATURDAY_NAME)


def step_label(step: LedgerStep) -> str:
    """What a step does; a request that was withdrawn is not told as answered."""
    if step.withdrawn and step.effect == Effect.NOT_SUSPENDED:
        return _("request withdrawn without a day in between: no day is taken out")
    return effect_label(step.effect)


def decree_note(days: Iterable[date | None], calendar: Calendar) -> str:
    """That one of these days may still move by a decree to come; empty when none may.

    Royal decrees name free days a few years ahead (Atw 3 lid 3).
    """
    known = calendar.known_through
    if known is None or not any(day and calendar.may_move(day) for day in days):
        return ""
    words = _("free days by decree are known through %(day)s; this date may move")
    return words % {"day": day_text(known)}


def step_decree_note(step: LedgerStep, calendar: Calendar) -> str:
    """The same for a step of the ledger."""
    # A start on the day of receipt itself hangs on no free day.
    at_once = step.effect == Effect.MAY_START and not step.days
    if at_once or step.effect not in MOVED_BY_DECREE:
        return ""
    return decree_note([step.to or step.from_], calendar)


def fact_text(step: LedgerStep, calendar: Calendar) -> str:
    """The facts that a step rests on, and whether its day may move; else empty."""
    found = (_dated_facts(step, calendar), step_decree_note(step, calendar))
    return "; ".join(words for words in found if words)


def _dated_facts(step: LedgerStep, calendar: Calendar) -> str:
    if step.effect == Effect.EXTENDED:
        return _("extended by %(days)s days") % {"days": step.days}
    if not step.fact:
        return ""
    if step.effect == Effect.ROLLED:
        return "; ".join(
            f"{day_text(day)}: {free_day_name(day, calendar)}" for day in step.fact
        )
    if step.effect in ON_REQUEST:
        return _request_text(step.fact, step)
    return str(FACTS.get(step.effect, RECEIVED)) % {"day": day_text(step.fact[0])}


def _request_text(days: tuple[date, ...], step: LedgerStep) -> str:
    words = [day_text(day) for day in days]
    answered = step.to is not None
    if step.withdrawn:
        ended = ", ".join(day_text(day) for day in step.withdrawn)
        told = {"asked": words[0], "day": ended}
        return _("asked on %(asked)s, withdrawn by Bureau GGO on %(day)s") % told
    if step.missed:
        told = {"asked": words[0], "days": ", ".join(map(day_text, step.missed))}
        return _("asked on %(asked)s, no answer through %(days)s") % told
    if len(words) == 1:
        return _("asked on %(day)s, no answer yet") % {"day": words[0]}
    if len(words) == 2 and answered:
        asked, came = words
        return _("asked on %(asked)s, answered on %(came)s") % {
            "asked": asked,
            "came": came,
        }
    return _("requests and answers of %(days)s") % {"days": ", ".join(words)}
