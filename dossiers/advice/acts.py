"""The acts of asking somebody outside for advice."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.cases.act_definition import ReplayedCase, define_act
from dossiers.facts.handling_facts import (
    AdviceAskedFacts,
    AdviceFacts,
    AdviceGivenFacts,
)
from dossiers.models import Event
from dossiers.states import ADVISER, HANDLER, IN_TERM, RESUMED, WORKING, Act, Rule

ANCHOR = "#advice-heading"


def _details(facts: AdviceFacts) -> list[str]:
    """Of which body; never the question, the advice, or the name of the adviser."""
    return [_("of %(body)s") % {"body": facts.body}]


def _replay_asked(told: ReplayedCase, facts: AdviceFacts, event: Event) -> None:
    told.advices.add(facts.advice)


def _replay_closed(told: ReplayedCase, facts: AdviceFacts, event: Event) -> None:
    told.advices.discard(facts.advice)


ASK_ADVICE = define_act(
    Act.ASK_ADVICE,
    Rule(WORKING, RESUMED, HANDLER, IN_TERM),
    facts=AdviceAskedFacts,
    details=_details,
    public=("body",),
    anchor=ANCHOR,
    replay=_replay_asked,
)
GIVE_ADVICE = define_act(
    Act.GIVE_ADVICE,
    Rule(WORKING, RESUMED, ADVISER, IN_TERM),
    facts=AdviceGivenFacts,
    details=_details,
    public=("body",),
    anchor=ANCHOR,
    news=gettext_lazy("%(number)s: advice was given"),
    replay=_replay_closed,
)
REVOKE_ADVICE = define_act(
    Act.REVOKE_ADVICE,
    Rule(WORKING, RESUMED, HANDLER, IN_TERM),
    facts=AdviceFacts,
    details=_details,
    public=("body",),
    anchor=ANCHOR,
    replay=_replay_closed,
)
