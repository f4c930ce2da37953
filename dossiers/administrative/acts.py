"""The act by which an administrative change is done."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.sections.administrative.dossiers import KINDS
from dossiers.cases.act_definition import define_act
from dossiers.facts.filing_facts import ProcessedFacts
from dossiers.states import HANDLER, Act, Kind, Rule, State, only


def _details(facts: ProcessedFacts) -> list[str]:
    """Each change with what it was; dossiers from before the portal go by hand."""
    lines = [
        f"{change.dossier} {KINDS[change.what]}: "
        f"{change.old or '–'} → {change.new}".strip()
        for change in facts.changes
    ]
    if facts.by_hand:
        lines.append(_("by hand: %(dossiers)s") % {"dossiers": facts.by_hand})
    return lines


PROCESS = define_act(
    Act.PROCESS,
    Rule(only(State.IN_HANDLING), State.PROCESSED, HANDLER, only(Kind.ADMINISTRATIVE)),
    facts=ProcessedFacts,
    details=_details,
    ended=gettext_lazy("processed"),
    ended_in_ledger=gettext_lazy("processed: the case has ended"),
)
