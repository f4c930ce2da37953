"""The events of a case as people read them: what, when, by whom, and the details."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import NamedTuple, cast

from django.db.models import Field
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.forms.sections.administrative.dossiers import KINDS
from dossiers.cases.announcement import is_unsent
from dossiers.cases.objection_kinds import ObjectionKind
from dossiers.models import Case, Event, LetterKind
from dossiers.models.outgoing import DECISIONS
from dossiers.states import DECISION_ACTS, Act
from procedures.counting.legal_day import AMSTERDAM
from procedures.law_rows import law

INTERNAL = frozenset(
    {Act.PREPARE, Act.RECALL, Act.SEND_BACK, Act.PREPARE_PENALTY, Act.RETURN_PENALTY}
)
"""Steps inside Bureau GGO towards a decision; the applicant hears what comes of it."""

ABOUT_LETTER = frozenset({Act.COME_BACK, Act.TRY_AGAIN})
"""What becomes of a letter that may not have been sent; the letter's kind is in it."""


class TimelineEntry(NamedTuple):
    """One line of the log. `by` is the real actor, as recorded when it happened."""

    at: datetime
    what: str
    by: str
    details: list[str]


def timeline_entries(
    events: Iterable[Event], *, to_bureau: bool, hides_decision: bool = False
) -> list[TimelineEntry]:
    """The log, newest first. A handler's remark is for Bureau GGO alone.

    What a decision says that was not sent, too: `hides_decision` (Awb 3:41).
    """
    shown = list(events) if to_bureau else events_for_applicant(events)
    hides = hides_decision and not to_bureau
    return [
        _hidden_entry(event)
        if hides and says_decision(event)
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
        if event.act in DECISION_ACTS
        else event_title(event)
    )
    return TimelineEntry(event.at, words, by, [])


def events_for_applicant(events: Iterable[Event]) -> list[Event]:
    """The events that an applicant reads, on pages and over REST; none is internal."""
    return [event for event in events if event.act not in INTERNAL]


def told_to_applicant(case: Case) -> list[Event]:
    """The log as machines of the applicant read it.

    What was decided is not in it, nor what becomes of its letter, before it was made
    known (Awb 3:41).
    """
    shown = events_for_applicant(case.events.all())
    if not any(map(says_decision, shown)) or not is_unsent(case):
        return shown
    return [event for event in shown if not says_decision(event)]


def says_decision(event: Event) -> bool:
    """Does it say what was decided: an act that decides, or one with its letter?"""
    is_of_letter = event.act in ABOUT_LETTER and event.facts.get("kind") in DECISIONS
    return event.act in DECISION_ACTS or is_of_letter


def event_title(event: Event) -> str:
    """What happened; what is treated as another procedure was received before that."""
    if event.act == Act.RECEIVE and event.facts.get("treated_from"):
        return _("goes on as another procedure")
    if event.facts.get("kind") == LetterKind.PENALTY and event.act == Act.MAKE_KNOWN:
        return _("decision on the penalty made known")
    return event.get_act_display()


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
        return event.facts.get("body") or _("an adviser")
    return event.actor_name


def _details(event: Event, to_bureau: bool) -> list[str]:
    """What the facts of an event say, in words; nothing for most acts."""
    tell = DETAILS.get(Act(event.act))
    lines = tell(event.facts) if tell else []
    remark = event.facts.get("remark")
    return [*lines, remark] if to_bureau and remark else lines


def _handler_details(facts: dict) -> list[str]:
    """From whom a case was taken over."""
    earlier = facts.get("earlier_handler")
    return [_("from %(name)s") % {"name": earlier}] if earlier else []


def _assigning_details(facts: dict) -> list[str]:
    """To whom it was given, and from whom; nothing for who takes a case himself."""
    if "earlier_handler" not in facts:
        return []
    to = _("to %(name)s") % {"name": facts["handler_name"]}
    return [to, *_handler_details(facts)]


def _objection_details(facts: dict) -> list[str]:
    kind = ObjectionKind(facts["kind"])
    assigned = " ".join(part for part in (facts["level"], facts["cfi"]) if part)
    what = f"{kind.label}: {assigned}" if assigned else str(kind.label)
    return [what, facts["reason"]]


def _decision_details(facts: dict) -> list[str]:
    """What kind it is, what it assigns, and why where something was not given."""
    kinds = {row.key: row for row in law.current_law().decisions}
    row = kinds.get(facts["template"])
    assigned = [facts.get("level", ""), ", ".join(facts.get("cfis", []))]
    lines = [row.name if row else "", " ".join(filter(None, assigned))]
    return [line for line in [*lines, facts.get("reason", "")] if line]


def _asking_details(facts: dict) -> list[str]:
    """How many questions, and the last day for the answer; a panel has their text."""
    number = len(facts["questions"])
    words = ngettext("%(number)s question", "%(number)s questions", number)
    return [words % {"number": number}, *_answer_by_line(facts)]


def _answer_details(facts: dict) -> list[str]:
    """Whether a supplemented form came along; the record has its digest."""
    if facts.get("content_sha256"):
        return [_("with a supplemented form")]
    return [_("in words, without a change of the form")]


def _correction_details(facts: dict) -> list[str]:
    """What was wrong; the record has the digest of the form as it is now."""
    return [facts["reason"]]


def _withdrawal_details(facts: dict) -> list[str]:
    """The reason, and the request with which it was withdrawn."""
    lines = [facts["reason"]] if facts.get("reason") else []
    if coupled := facts.get("coupled"):
        lines.append(_("together with %(case)s") % {"case": coupled})
    return lines


def _answer_by_line(facts: dict) -> list[str]:
    """The last day for an answer."""
    return [_("answer before or on %(day)s") % {"day": _day(facts["answer_by"])}]


def _processing_details(facts: dict) -> list[str]:
    """Each change with what it was; dossiers from before the portal go by hand."""
    lines = [
        f"{change['dossier']} {KINDS[change['what']]}: "
        f"{change['old'] or '–'} → {change['new']}".strip()
        for change in facts.get("changes", [])
    ]
    if by_hand := facts.get("by_hand"):
        lines.append(_("by hand: %(dossiers)s") % {"dossiers": by_hand})
    return lines


def _advice_details(facts: dict) -> list[str]:
    """Of which body; never the question, the advice, or the name of the adviser."""
    return [_("of %(body)s") % {"body": facts["body"]}]


def _receipt_details(facts: dict) -> list[str]:
    """Of what goes on as another procedure: as what it was filed."""
    earlier = facts.get("treated_from")
    if not earlier:
        return []
    received = localtime(datetime.fromisoformat(facts["received_at"]), AMSTERDAM)
    words = {
        "number": earlier,
        "day": date_format(received, "j F Y"),
        "time": date_format(received, "H:i"),
    }
    return [_("filed as %(number)s, received on %(day)s at %(time)s") % words]


def _extension_details(facts: dict) -> list[str]:
    """By how many days, until when, and why."""
    days = ngettext("by %(days)s day", "by %(days)s days", facts["days"]) % facts
    return [days, f"{_day(facts['old'])} → {_day(facts['new'])}", facts["reason"]]


def _notice_details(facts: dict) -> list[str]:
    """On which day it was received; not what it says."""
    return [_("received on %(day)s") % {"day": _day(facts["received_on"])}]


def _penalty_details(facts: dict) -> list[str]:
    """The amount, and how many days it is for."""
    words = ngettext(
        "%(amount)s euros, for %(days)s day",
        "%(amount)s euros, for %(days)s days",
        facts["days"],
    )
    return [words % facts]


def _letter_details(facts: dict) -> list[str]:
    """Which letter, and why it came back."""
    kind = str(LetterKind(facts["kind"]).label)
    return [line for line in (kind, facts.get("reason", "")) if line]


def _post_details(facts: dict) -> list[str]:
    """Which letter, and the day on which it was posted."""
    words = _("posted on %(day)s") % {"day": _day(facts["posted_on"])}
    return [*_letter_details(facts), words]


def _making_known_details(facts: dict) -> list[str]:
    """On which day a decision was sent, from which the term to object runs."""
    return [_("sent on %(day)s (Awb 3:41)") % {"day": _day(facts["made_known_on"])}]


def _changes_details(facts: dict) -> list[str]:
    """Each date that moved."""
    return [_change(change) for change in facts.get("changes", [])]


def _change(change: dict) -> str:
    """A date that moved: which, from when, to when."""
    field = cast(Field, Case._meta.get_field(change["date"]))
    return f"{field.verbose_name}: {_day(change['old'])} → {_day(change['new'])}"


def _day(value: str | None) -> str:
    return date_format(date.fromisoformat(value), "j F Y") if value else "–"


def last_act_sentence(event: Event | None, *, to_bureau: bool) -> str:
    """Who did the last act, for somebody who comes too late; empty when nobody did.

    Empty as well where that act is not the reader's to know.
    """
    if event is None:
        return ""
    if not to_bureau and event.act in INTERNAL:
        return ""
    if not to_bureau and says_decision(event) and is_unsent(event.case):
        return ""
    at = localtime(event.at, AMSTERDAM)
    words = _("The last act: “%(act)s”, by %(who)s, on %(day)s at %(time)s.")
    return words % {
        "act": event.get_act_display(),
        "who": actor_in_words(event, to_bureau=to_bureau),
        "day": date_format(at, "j F Y"),
        "time": date_format(at, "H:i"),
    }


DETAILS: dict[Act, Callable[[dict], list[str]]] = {
    Act.RECEIVE: _receipt_details,
    Act.TAKE_UP: _assigning_details,
    Act.TAKE_OVER: _handler_details,
    Act.ASSIGN: _assigning_details,
    Act.ASK: _asking_details,
    Act.RENEW: _answer_by_line,
    Act.ANSWER: _answer_details,
    Act.CORRECT: _correction_details,
    Act.WITHDRAW: _withdrawal_details,
    Act.OBJECT: _objection_details,
    Act.DECIDE: _decision_details,
    Act.NOT_TREAT: _decision_details,
    Act.CONVERT: _decision_details,
    Act.PROCESS: _processing_details,
    Act.ASK_ADVICE: _advice_details,
    Act.GIVE_ADVICE: _advice_details,
    Act.REVOKE_ADVICE: _advice_details,
    Act.EXTEND: _extension_details,
    Act.GIVE_NOTICE: _notice_details,
    Act.PREPARE_PENALTY: _penalty_details,
    Act.FIX_PENALTY: _penalty_details,
    Act.ASK_ADVICE: _advice_details,
    Act.GIVE_ADVICE: _advice_details,
    Act.REVOKE_ADVICE: _advice_details,
    Act.MAKE_KNOWN: _making_known_details,
    Act.COME_BACK: _letter_details,
    Act.TRY_AGAIN: _letter_details,
    Act.POST: _post_details,
    Act.REDERIVE: _changes_details,
    Act.FOLLOW: _changes_details,
}
"""What to tell of each act beside its name; a `remark` is for Bureau GGO alone."""
