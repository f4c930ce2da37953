"""The acts towards a decision, and those by which a case ends, also in silence."""

from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_definition import ReplayedCase, define_act
from dossiers.facts.date_facts import SilenceFacts
from dossiers.facts.decision_facts import DecisionFacts, DraftFacts, ObjectionKind
from dossiers.models import Event
from dossiers.states import (
    DECIDER,
    HANDLER,
    IN_TERM,
    KG,
    PORTAL,
    PREPARED,
    RESUMED,
    UNDECIDED,
    Act,
    Rule,
    State,
    only,
)
from procedures.law_rows import law

ANCHOR = "#decision-heading"


def _objection_details(facts: DecisionFacts) -> list[str]:
    """Which of the three of Besluit ggo 2.19, what it assigns, and why."""
    kind = ObjectionKind(facts.kind or "")
    assigned = " ".join(part for part in (facts.level, facts.cfi) if part)
    what = f"{kind.label}: {assigned}" if assigned else str(kind.label)
    return [what, facts.reason or ""]


def _decision_details(facts: DecisionFacts) -> list[str]:
    """What kind it is, what it assigns, and why where something was not given."""
    kinds = {row.key: row for row in law.current_law().decisions}
    row = kinds.get(facts.template)
    assigned = " ".join(filter(None, [facts.level, ", ".join(facts.cfis)]))
    lines = [row.name if row else "", assigned, facts.reason or ""]
    return [line for line in lines if line]


def _replay_decided(told: ReplayedCase, facts: DecisionFacts, event: Event) -> None:
    """The 2.8 decision starts the second term of what was filed with it."""
    if facts.first_decision_on:
        told.first_decision_on = facts.first_decision_on


PREPARE = define_act(
    Act.PREPARE,
    Rule(
        only(State.IN_HANDLING, State.WAITING, State.ASSESSED),
        State.PREPARED,
        HANDLER,
        IN_TERM,
    ),
    facts=DraftFacts,
    is_internal=True,
    anchor=ANCHOR,
)
RECALL = define_act(
    Act.RECALL,
    Rule(PREPARED, RESUMED, HANDLER, IN_TERM),
    facts=DraftFacts,
    is_internal=True,
    anchor=ANCHOR,
)
SEND_BACK = define_act(
    Act.SEND_BACK,
    Rule(PREPARED, RESUMED, DECIDER, IN_TERM),
    facts=DraftFacts,
    is_internal=True,
    anchor=ANCHOR,
)
DECIDE = define_act(
    Act.DECIDE,
    Rule(PREPARED, State.DECIDED, DECIDER, IN_TERM),
    facts=DecisionFacts,
    details=_decision_details,
    public=("template", "granted", "level", "cfis", "first_decision_on"),
    is_decision=True,
    anchor=ANCHOR,
    ended=_("decided"),
    replay=_replay_decided,
)
OBJECT = define_act(
    Act.OBJECT,
    Rule(PREPARED, State.OBJECTED, DECIDER, KG),
    facts=DecisionFacts,
    details=_objection_details,
    public=("kind", "reason", "cfi", "level"),
    is_decision=True,
    anchor=ANCHOR,
    ended=_("decision of article 2.19"),
)
NOT_TREAT = define_act(
    Act.NOT_TREAT,
    Rule(PREPARED, State.NOT_TREATED, DECIDER, IN_TERM),
    facts=DecisionFacts,
    details=_decision_details,
    public=("template", "reason"),
    is_decision=True,
    anchor=ANCHOR,
    ended=_("not treated"),
    replay=_replay_decided,
)
CONVERT = define_act(
    Act.CONVERT,
    Rule(PREPARED, State.CONVERTED, DECIDER, IN_TERM),
    facts=DecisionFacts,
    details=_decision_details,
    public=("template", "reason", "becomes"),
    is_decision=True,
    ended=_("treated as another procedure"),
)
CLOSE_BY_SILENCE = define_act(
    Act.CLOSE_BY_SILENCE,
    Rule(UNDECIDED - {State.WAITING}, State.CLOSED, PORTAL, KG),
    facts=SilenceFacts,
    ended=_("closed"),
    ended_in_ledger=_("closed: Bureau GGO took no decision"),
)
