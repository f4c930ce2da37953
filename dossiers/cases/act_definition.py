"""What an act is: one definition, beside its subject, from which all else follows.

The rule of the table, the facts that its event keeps, what the timeline says of them,
what the applicant and machines may read, and how a replay follows it. Each subject
defines its acts in its own `acts.py`, loaded when the app is ready (`dossiers.apps`);
the table of states, its diagram, the timeline, the events over REST, the replay and the
tests read the definitions. A test sees that no act is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from dossiers.facts.decision_facts import DecisionFacts
from dossiers.facts.storing import Facts, NoFacts
from dossiers.models import Event
from dossiers.states import Act, Kind, Role, Rule, State

LOG_ANCHOR = "#events-heading"
"""Where on the page of a case the timeline stands."""


@dataclass
class ReplayedCase:
    """What the events of a case have told so far: what its clock and state rest on.

    `requests` and `advices` are the keys of those that are out.
    """

    state: str = ""
    handler: int | None = None
    received: date | None = None
    treated_on: date | None = None
    extension_days: int = 0
    first_decision_on: date | None = None
    ended: Event | None = None
    requests: set[int] = field(default_factory=set)
    advices: set[int] = field(default_factory=set)


def no_details(facts: Any) -> list[str]:
    """The name of the act says it all."""
    return []


def no_title(facts: Any) -> str:
    """The name of the act is what happened."""
    return ""


def nothing_to_follow(told: ReplayedCase, facts: Any, event: Event) -> None:
    """The act moves the state alone, which the rule tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDefinition:
    """One act.

    `details` are lines of the timeline below what happened, which is the name of the
    act or `title`, where that gives another. `public` names the facts that the
    applicant reads over REST: by allow-list, so that whatever is recorded later stays
    with Bureau GGO until somebody decides otherwise. `is_internal`: a step inside
    Bureau GGO that the applicant does not see at all. `is_decision`: the case ends by a
    decision, against which one may object; `is_by_letter`: it decides something else,
    that a letter makes known (Awb 3:41). `anchor` is where on the page of the case it
    can be read in full. `news` is the subject of the mail to who handles the case, when
    somebody outside filed it. `ended` says in a word how the case ended by it,
    `ended_in_ledger` in the ledger.
    """

    act: Act
    rule: Rule
    facts: type[Facts] = NoFacts
    details: Callable[[Any], list[str]] = no_details
    title: Callable[[Any], str] = no_title
    public: tuple[str, ...] = ()
    is_internal: bool = False
    is_decision: bool = False
    is_by_letter: bool = False
    anchor: str = LOG_ANCHOR
    news: str | Promise = ""
    ended: str | Promise = ""
    ended_in_ledger: str | Promise = ""
    replay: Callable[[ReplayedCase, Any, Event], None] = nothing_to_follow


DEFINITIONS: dict[Act, ActDefinition] = {}


def define_act(act: Act, rule: Rule, **more: Any) -> Act:
    """Define an act; gives it back, so that its subject has a name for it."""
    DEFINITIONS[act] = ActDefinition(act=act, rule=rule, **more)
    return act


def definition_of(event: Event) -> ActDefinition:
    """What the act of an event is."""
    return DEFINITIONS[Act(event.act)]


def rule_of(act: Act | str) -> Rule:
    """From which states, by whom and on what it may be done, and what it makes."""
    return DEFINITIONS[Act(act)].rule


def facts_of(event: Event) -> Any:
    """What an event keeps, as the dataclass of its act."""
    return definition_of(event).facts.read(event.facts)


def decided_in(event: Event) -> DecisionFacts | None:
    """What was decided by an act that ends a case with a decision; None by another."""
    return facts_of(event) if definition_of(event).is_decision else None


def open_acts(state: State | str, roles: set[Role], kind: Kind) -> list[Act]:
    """The acts open to these roles: the buttons, and all that a transition lets by."""
    rules = [(act, DEFINITIONS[act].rule) for act in Act]
    return [
        act
        for act, rule in rules
        if state in rule.sources and roles & rule.by and kind in rule.on
    ]


def acts_where(is_meant: Callable[[ActDefinition], Any]) -> list[Act]:
    """The acts of which something holds, in their order."""
    return [act for act in Act if is_meant(DEFINITIONS[act])]


def decision_acts() -> list[Act]:
    """The acts by which a case ends with a decision, against which one may object."""
    return acts_where(lambda definition: definition.is_decision)
