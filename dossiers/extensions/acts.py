"""The act by which a term becomes longer."""

from django.utils.translation import ngettext

from dossiers.cases.act_definition import ReplayedCase, define_act
from dossiers.cases.acts import day_in_words
from dossiers.facts.date_facts import ExtendedFacts
from dossiers.models import Event
from dossiers.states import HANDLER, REQUEST, WORKING, Act, Rule


def _details(facts: ExtendedFacts) -> list[str]:
    """By how many days, until when, and why."""
    days = ngettext("by %(days)s day", "by %(days)s days", facts.days)
    moved = f"{day_in_words(facts.old)} → {day_in_words(facts.new)}"
    return [days % {"days": facts.days}, moved, facts.reason]


def _replay(told: ReplayedCase, facts: ExtendedFacts, event: Event) -> None:
    told.extension_days += facts.days


EXTEND = define_act(
    Act.EXTEND,
    Rule(WORKING, None, HANDLER, REQUEST),
    facts=ExtendedFacts,
    details=_details,
    public=("days", "reason", "old", "new"),
    replay=_replay,
)
