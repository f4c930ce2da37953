"""The act by which the applicant takes a filing back."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.cases.act_definition import define_act
from dossiers.facts.filing_facts import WithdrawnFacts
from dossiers.states import APPLICANT, OPEN, Act, Rule, State


def _details(facts: WithdrawnFacts) -> list[str]:
    """The reason, and the request with which it was withdrawn."""
    lines = [facts.reason] if facts.reason else []
    if facts.coupled:
        lines.append(_("together with %(case)s") % {"case": facts.coupled})
    return lines


WITHDRAW = define_act(
    Act.WITHDRAW,
    Rule(OPEN, State.WITHDRAWN, APPLICANT),
    facts=WithdrawnFacts,
    details=_details,
    public=("reason", "coupled"),
    news=gettext_lazy("%(number)s: withdrawn by the applicant"),
    ended=gettext_lazy("withdrawn"),
    ended_in_ledger=gettext_lazy("withdrawn: the case has ended"),
)
