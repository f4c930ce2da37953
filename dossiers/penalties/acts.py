"""The acts after a term has passed: the notice of default, and what is owed for it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dossiers.cases.act_definition import define_act
from dossiers.cases.acts import day_in_words
from dossiers.facts.handling_facts import RemarkFacts
from dossiers.facts.penalty_facts import NoticeFacts, PenaltyFacts
from dossiers.models.decision import NothingOwed
from dossiers.states import (
    APPLICANT,
    DECIDER,
    HANDLER,
    IN_TERM,
    MAY_OWE,
    OPEN,
    Act,
    Rule,
)

ANCHOR = "#penalty-heading"


def _notice_details(facts: NoticeFacts) -> list[str]:
    """On which day it was received; not what it says."""
    return [_("received on %(day)s") % {"day": day_in_words(facts.received_on)}]


def _penalty_details(facts: PenaltyFacts) -> list[str]:
    """The amount, and how many days it is for; or why nothing is owed."""
    if facts.outcome:
        why = NothingOwed(facts.outcome).label
        return [_("no penalty is owed: %(why)s") % {"why": why}]
    words = ngettext(
        "%(amount)s euros, for %(days)s day",
        "%(amount)s euros, for %(days)s days",
        facts.days,
    )
    return [words % {"amount": facts.amount, "days": facts.days}]


GIVE_NOTICE = define_act(
    Act.GIVE_NOTICE,
    Rule(OPEN, None, APPLICANT | HANDLER, IN_TERM),
    facts=NoticeFacts,
    details=_notice_details,
    public=("received_on", "term_end"),
    anchor=ANCHOR,
    news=gettext_lazy("%(number)s: notice of default"),
)
PREPARE_PENALTY = define_act(
    Act.PREPARE_PENALTY,
    Rule(OPEN | MAY_OWE, None, HANDLER, IN_TERM),
    facts=PenaltyFacts,
    details=_penalty_details,
    is_internal=True,
    anchor=ANCHOR,
)
RETURN_PENALTY = define_act(
    Act.RETURN_PENALTY,
    Rule(OPEN | MAY_OWE, None, DECIDER, IN_TERM),
    facts=RemarkFacts,
    is_internal=True,
    anchor=ANCHOR,
)
FIX_PENALTY = define_act(
    Act.FIX_PENALTY,
    Rule(OPEN | MAY_OWE, None, DECIDER, IN_TERM),
    facts=PenaltyFacts,
    details=_penalty_details,
    public=("amount", "days", "first_day", "last_day", "outcome"),
    is_by_letter=True,
    anchor=ANCHOR,
)
