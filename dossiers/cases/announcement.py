"""How a case ended, and when that was made known: the day of sending (Awb 3:41).

Events and letters are read from what was prefetched, without a query for each case.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.cases.act_definition import (
    acts_where,
    decision_acts,
    definition_of,
    facts_of,
)
from dossiers.cases.acts import FOLLOW
from dossiers.models import Case, Event, Letter
from dossiers.models.dossier import CaseQuerySet
from dossiers.models.outgoing import DECISIONS
from dossiers.states import BY_DECISION, Act, State
from procedures.counting.calendar import Calendar
from procedures.counting.clock import BEZWAAR_GROUNDS, objection_period_end
from procedures.counting.legal_day import legal_day
from procedures.counting.terms import LegalGround
from procedures.explaining.ledger_page import LedgerRow
from procedures.law_rows import law

MAKING_KNOWN = (
    LegalGround("Awb", "3:40", "https://wetten.overheid.nl/BWBR0005537"),
    LegalGround("Awb", "3:41", "https://wetten.overheid.nl/BWBR0005537"),
)


def verdict_acts() -> list[Act]:
    """The acts whose facts the verdict on the start of the work rests on."""
    withdrawn = acts_where(lambda one: one.rule.target == State.WITHDRAWN)
    return [*decision_acts(), *withdrawn, FOLLOW]


def last_decision(case: Case) -> Event | None:
    """The act by which a case ended with a decision; None when it did not."""
    told = reversed(case.events.all())
    return next((each for each in told if definition_of(each).is_decision), None)


def is_first_request_granted(case: Case) -> bool | None:
    """Did the 2.8 decision in the coupled case give what was asked? None before it."""
    followed = (facts_of(one) for one in case.events.all() if one.act == FOLLOW)
    # The coupled case keeps it with its own event, so that a list needs no case beside
    # it. A `FOLLOW` that only moved dates does not say it.
    return next((one.granted for one in followed if one.granted is not None), None)


def first_decision_known_on(case: Case) -> date | None:
    """The day on which the case went on from the 2.8 decision; None before it.

    That decision was made known on it or before, so no work starts earlier (Awb 3:40).
    """
    followed = (one for one in case.events.all() if one.act == FOLLOW)
    return next(
        (legal_day(one.at) for one in followed if facts_of(one).granted is not None),
        None,
    )


def is_granted(case: Case) -> bool | None:
    """Did BGGO give what was asked? None when it did not decide on that."""
    decided = last_decision(case)
    return facts_of(decided).granted if decided else None


def letter_making_known(case: Case, event: Event) -> Letter | None:
    """The letter that makes known what an act decided; reads prefetched letters."""
    return next(
        (
            letter
            for letter in case.letters.all()
            if letter.event_id == event.pk and letter.kind in DECISIONS
        ),
        None,
    )


def known_letters(letters: Iterable[Letter]) -> list[Letter]:
    """The letters that their applicant may read: of a decision once it was sent.

    Reading it here first would be no making known (Awb 3:41).
    """
    # A letter of the applicant's own filing, such as a receipt, is no decision: it may
    # be read before it was mailed.
    return [one for one in letters if not one.is_decision or one.made_known_on]


def unsent_decision_letters(case: Case) -> list[Letter]:
    """The letters of a decision that nobody got yet; reads prefetched letters."""
    letters = case.letters.all()
    return [one for one in letters if one.is_decision and one.made_known_on is None]


def made_known_on(case: Case, event: Event) -> date | None:
    """The day on which a decision works and the term to object begins; None before.

    What was decided without a letter of the portal was made known on its own day.
    """
    letter = letter_making_known(case, event)
    # By the letter and not by the act: it may have gone out days after the signature,
    # and the term to object is counted from then (Awb 6:8).
    return letter.made_known_on if letter else legal_day(event.at)


def with_made_known(cases: CaseQuerySet) -> CaseQuerySet:
    """The cases with what tells whether their decision was made known."""
    return cases.prefetch_related(
        # Only what `is_unsent` looks for; with these two a list asks nothing more for a
        # case.
        Prefetch("events", Event.objects.filter(act__in=decision_acts())),
        Prefetch("letters", Letter.objects.defer("words")),
    )


def has_unsent_decision() -> Exists:
    """Of cases: did they end by a decision that nobody got? As `is_unsent`."""
    # Asked of the letters: few are unsent at any time (`letter_unsent`), and no flag on
    # the case can go out of step with them.
    unsent = Letter.objects.unsent().filter(
        kind__in=DECISIONS, event__act__in=decision_acts()
    )
    return Exists(unsent.filter(case=OuterRef("pk")))


def told_as(states: Iterable[State]) -> Q:
    """The cases that are in one of these states as far as their applicant may know.

    As `told_state` tells of one.
    """
    states, unsent = list(states), Q(has_unsent_decision())
    shown = Q(state__in=states) & ~unsent
    # What was decided and not sent stands among the prepared, where its applicant last
    # saw it; else a filter by status would give it away.
    return shown | unsent if State.PREPARED in states else shown


def days_late(case: Case, event: Event) -> int:
    """How many days after the last day a decision was taken; 0 when it was in time."""
    if not definition_of(event).is_decision or case.due_on is None:
        return 0
    return max((legal_day(event.at) - case.due_on).days, 0)


def end_ledger_rows(
    case: Case, event: Event | None, calendar: Calendar
) -> list[LedgerRow]:
    """What the ledger says from the end of a case on: how, made known, objecting.

    A decision that was not sent is told on its own day, as not made known yet; what it
    decides is not in force before (Awb 3:40), and is not told here.
    """
    if event is None:
        return []
    on = legal_day(event.at)
    definition = definition_of(event)
    if not definition.is_decision:
        words = str(definition.ended_in_ledger)
        return [_row(on, words, _grounds_of_end(case))]
    # Late goes by the day on which it was taken; what that costs goes by the day on
    # which it was made known (Awb 4:17).
    day, late = made_known_on(case, event), _lateness_note(case, event)
    if day is None:
        return [_row(on, _("decision taken, not sent yet"))._replace(note=late)]
    begins, last = day + timedelta(days=1), objection_period_end(day, calendar)
    objecting = _row(begins, _("objection (bezwaar) possible"), BEZWAAR_GROUNDS)
    return [
        _decision_row(event)._replace(note=late),
        _row(day, _("decision made known")),
        objecting._replace(until=last),
    ]


def _decision_row(event: Event) -> LedgerRow:
    """That it was decided, what, and on which articles."""
    on, key = legal_day(event.at), facts_of(event).template
    kind = law.current_law().decisions_on(on).get(key)
    if kind is None:
        return _row(on, _("the case has ended by a decision"))
    words = _("ended by the decision “%(name)s”") % {"name": kind.name}
    return _row(on, words, kind.grounds()["decision"])


def _lateness_note(case: Case, event: Event) -> str:
    """That a decision came after its last day; empty when it did not."""
    late = days_late(case, event)
    words = ngettext(
        "%(days)d day after the last day", "%(days)d days after the last day", late
    )
    return words % {"days": late} if late else ""


def _grounds_of_end(case: Case) -> tuple[LegalGround, ...]:
    """Silence ends a case by the articles of its window; a wish needs no article."""
    if case.state != State.CLOSED:
        return ()
    return tuple(case.governing.grounds().get("objection", ()))


def _row(
    day: date, what: str, grounds: tuple[LegalGround, ...] = MAKING_KNOWN
) -> LedgerRow:
    """A line of the ledger about a single day."""
    return LedgerRow(day, None, False, "", what, "", "outcome", grounds)


def is_unsent(case: Case) -> bool:
    """Did the case end by a decision that was not made known yet (Awb 3:41)?"""
    event = last_decision(case) if case.state in BY_DECISION else None
    return event is not None and made_known_on(case, event) is None


def told_state(case: Case) -> State:
    """The state of a case as its applicant may know it.

    A decision that was not made known is one that is being prepared (Awb 3:41);
    `told_as` finds the cases by it.
    """
    return State.PREPARED if is_unsent(case) else State(case.state)
