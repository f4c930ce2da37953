"""The acts by which a case gets a handler, and by which nothing is objected to."""

from django.utils.translation import gettext as _

from dossiers.cases.act_definition import ReplayedCase, define_act
from dossiers.facts.handling_facts import HandlerFacts, RemarkFacts
from dossiers.models import Event
from dossiers.states import HANDLER, KG, OPEN, Act, Rule, State, only


def _from_whom(facts: HandlerFacts) -> list[str]:
    """From whom a case was taken over."""
    earlier = facts.earlier_handler
    return [_("from %(name)s") % {"name": earlier}] if earlier else []


def _to_whom(facts: HandlerFacts) -> list[str]:
    """To whom it was given, and from whom; nothing for who takes a case himself."""
    if facts.earlier_handler is None:
        return []
    to = _("to %(name)s") % {"name": facts.handler_name}
    return [to, *_from_whom(facts)]


def _replay_handler(told: ReplayedCase, facts: HandlerFacts, event: Event) -> None:
    told.handler = facts.handler


TAKE_UP = define_act(
    Act.TAKE_UP,
    Rule(only(State.RECEIVED), State.IN_HANDLING, HANDLER),
    facts=HandlerFacts,
    details=_to_whom,
    replay=_replay_handler,
)
TAKE_OVER = define_act(
    Act.TAKE_OVER,
    Rule(OPEN - {State.RECEIVED}, None, HANDLER),
    facts=HandlerFacts,
    details=_from_whom,
    public=("earlier_handler",),
    replay=_replay_handler,
)
ASSIGN = define_act(
    Act.ASSIGN,
    Rule(OPEN - {State.RECEIVED}, None, HANDLER),
    facts=HandlerFacts,
    details=_to_whom,
    public=("handler_name", "earlier_handler"),
    replay=_replay_handler,
)
RECORD_NO_OBJECTION = define_act(
    Act.RECORD_NO_OBJECTION,
    Rule(only(State.IN_HANDLING), State.ASSESSED, HANDLER, KG),
    facts=RemarkFacts,
)
