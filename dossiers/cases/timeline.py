"""The events of a case as people read them: what, when, by whom, and the details."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dossiers.cases.act_definition import definition_of, facts_of
from dossiers.cases.announcement import unsent_decision_letters
from dossiers.facts.letter_facts import LetterFacts
from dossiers.models import Case, Event
from dossiers.models.outgoing import DECISIONS
from procedures.counting.legal_day import AMSTERDAM


class TimelineEntry(NamedTuple):
    """One line of the log. `by` is the real actor, as recorded when it happened."""

    at: datetime
    what: str
    by: str
    details: list[str]


def timeline_entries(
    events: Iterable[Event], *, to_bureau: bool, hidden: Collection[int] = ()
) -> list[TimelineEntry]:
    """The log, newest first. A handler's remark is for Bureau GGO alone.

    So is what the events in `hidden` say (`not_told_yet`).
    """
    shown = list(events) if to_bureau else events_for_applicant(events)
    return [
        _hidden_entry(event)
        if not to_bureau and event.pk in hidden
        else _entry(event, to_bureau)
        for event in reversed(shown)
    ]


def _entry(event: Event, to_bureau: bool) -> TimelineEntry:
    """One event, with all that its facts tell this reader."""
    by, lines = actor_in_words(event, to_bureau=to_bureau), _details(event, to_bureau)
    return TimelineEntry(event.at, event_title(event), by, lines)


def _hidden_entry(event: Event) -> TimelineEntry:
    """A decision that was not made known, or its letter: that there is one, no more."""
    by = actor_in_words(event, to_bureau=False)
    words = (
        _("decision taken, not sent yet")
        if definition_of(event).is_decision
        else event_title(event)
    )
    return TimelineEntry(event.at, words, by, [])


def events_for_applicant(events: Iterable[Event]) -> list[Event]:
    """The events that an applicant reads, on pages and over REST; none is internal."""
    return [event for event in events if not definition_of(event).is_internal]


def told_to_applicant(case: Case) -> list[Event]:
    """The log as machines of the applicant read it.

    What was decided is not in it, nor what becomes of its letter, before it was made
    known (Awb 3:41).
    """
    shown = events_for_applicant(case.events.all())
    hidden = not_told_yet(case, shown)
    return [event for event in shown if event.pk not in hidden]


def not_told_yet(case: Case, events: Iterable[Event]) -> set[int]:
    """The events that say a decision which nobody got yet, or tell of its letter.

    A decision on a penalty is one too (Awb 3:41). Reads prefetched letters.
    """
    found = [event for event in events if _may_say_decision(event)]
    letters = unsent_decision_letters(case) if found else []
    if not letters:
        return set()
    of_events = {letter.event_id for letter in letters}
    keys = {letter.pk for letter in letters}
    return {
        event.pk
        for event in found
        if event.pk in of_events or _letter_on_its_way(event) in keys
    }


def _may_say_decision(event: Event) -> bool:
    """Does it say what was decided: an act that decides, or one with its letter?"""
    definition = definition_of(event)
    decides = definition.is_decision or definition.is_by_letter
    return decides or _letter_on_its_way(event) is not None


def _letter_on_its_way(event: Event) -> int | None:
    """The key of a decision's letter that an event tells of and nobody may have got."""
    if definition_of(event).facts is not LetterFacts:
        return None
    facts = facts_of(event)
    is_of_decision = facts.is_on_its_way and facts.kind in DECISIONS
    return facts.letter if is_of_decision else None


def event_title(event: Event) -> str:
    """What happened: the name of the act, or what its facts make of that."""
    title = definition_of(event).title(facts_of(event))
    return title or event.get_act_display()


def actor_in_words(event: Event, *, to_bureau: bool) -> str:
    """As `actor_name_for`; the portal itself goes by its name in this language."""
    if event.actor_kind == "system":
        return _("the portal")
    return actor_name_for(event, to_bureau=to_bureau)


def actor_name_for(event: Event, *, to_bureau: bool) -> str:
    """Whose name a reader sees of an act: on pages, in messages, mails and over REST.

    Bureau GGO reads every name. The applicant reads who acted for Bureau GGO and for
    the own organisation, but of an adviser, who has no account, only for which body.
    """
    is_guest = event.actor_kind == "person" and event.user_id is None
    if is_guest and not to_bureau:
        # As stored: whatever else is wrong with an event, no name comes of it.
        return event.facts.get("body") or _("an adviser")
    return event.actor_name


def _details(event: Event, to_bureau: bool) -> list[str]:
    """What the facts of an event say, in words; a `remark` is for Bureau GGO alone."""
    facts = facts_of(event)
    lines = definition_of(event).details(facts)
    remark = getattr(facts, "remark", None)
    return [*lines, remark] if to_bureau and remark else lines


def last_act_sentence(event: Event | None, *, to_bureau: bool) -> str:
    """Who did the last act, for somebody who comes too late; empty when nobody did.

    Empty as well where that act is not the reader's to know.
    """
    if event is None:
        return ""
    if not to_bureau and definition_of(event).is_internal:
        return ""
    if not to_bureau and not_told_yet(event.case, [event]):
        return ""
    at = localtime(event.at, AMSTERDAM)
    words = _("The last act: “%(act)s”, by %(who)s, on %(day)s at %(time)s.")
    return words % {
        "act": event.get_act_display(),
        "who": actor_in_words(event, to_bureau=to_bureau),
        "day": date_format(at, "j F Y"),
        "time": date_format(at, "H:i"),
    }
