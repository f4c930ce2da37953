"""The words of a decision, filled in with the facts of its case."""

import re
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from dossiers.cases.versions import latest_version
from dossiers.correspondence.letterheads import joined_names
from dossiers.decisions.containment import Containment, first_filed_containment
from dossiers.decisions.conversion import case_converted_from
from dossiers.models import Case, Decision
from dossiers.states import Kind
from procedures.counting.legal_day import legal_day

ON_CONDITIONS = {
    "nl": " en volgens de voorschriften bij dit besluit",
    "en": " and according to the conditions of this decision",
}
"""How the words of the law name conditions; a decision without any leaves it out."""
ASSIGNED_ABOVE = {
    "nl": ("die hierboven staat", "die dit besluit noemt"),
    "en": ("named above", "that this decision names"),
}
"""How they point at what stands above, and how in the first lines of the letter."""
APPLIED = {
    "nl": (
        "waarvoor u op {received} een aanvraag hebt ingediend",
        "waarvan u op {received} kennis hebt gegeven en die wij als "
        "vergunningaanvraag behandelen",
    ),
    "en": (
        "for which you filed an application on {received}",
        "that you notified on {received} and that we treat as an application for a "
        "permit",
    ),
}
NOTIFIED = {
    "nl": (
        "waarvan u op {received} kennis hebt gegeven",
        "waarvoor u op {received} een vergunning hebt aangevraagd en die wij als "
        "kennisgeving behandelen",
    ),
    "en": (
        "that you notified on {received}",
        "for which you applied for a permit on {received} and that we treat as a "
        "notification",
    ),
}
"""How they name what was filed, and how of what is treated as another procedure."""


class WordingFacts(dict[str, str]):
    """What the words may name; a name that is not known yet stays a gap to fill."""

    def __missing__(self, key: str) -> str:
        return "…"


def filled_words(words: str, case: Case, decision: Decision) -> str:
    """Words of a template with the facts of a case, in the active language.

    Only the names that templates may use are filled in; what people wrote is put in as
    it is, braces and all.
    """
    becomes = decision.becomes
    # What people wrote is a value of the pattern and never part of it: braces in a
    # title stay braces.
    known = WordingFacts(
        title=case.title,
        number=case.label,
        received=date_format(legal_day(case.received_at), "j F Y"),
    )
    if decision.level:
        known["level"] = decision.level
    if decision.cfis:
        known["cfi"] = joined_names(decision.cfis)
    if becomes:
        form = f" ({becomes.form})" if becomes.form else ""
        known["becomes"] = f"{becomes.name}{form}"
    return applicable_wording(words, case, decision).format_map(known)


def lead_words(words: str, case: Case, decision: Decision) -> str:
    """The same for the first lines of the letter, above which nothing stands."""
    language = (translation.get_language() or "nl")[:2]
    return filled_words(words.replace(*ASSIGNED_ABOVE[language]), case, decision)


def applicable_wording(words: str, case: Case, decision: Decision) -> str:
    """Words of a template without what is not so in this case."""
    language = (translation.get_language() or "nl")[:2]
    if not condition_lines(decision.conditions):
        words = words.replace(ON_CONDITIONS[language], "")
    if case_converted_from(case):
        filed = NOTIFIED if case.kind == Kind.NOTIFICATION else APPLIED
        words = words.replace(*filed[language])
    return words


LINE_MARKS = re.compile(
    r"^(?:(?:\d{1,3}[.)]|[-–—*•◦‣⁃∙·●○■□▪▫◻❑❖➢➔→✓]|o(?=\t))(?:\s+|$))+"
)
"""Numbers and bullets before a line, also one after the other, and those of nothing."""


def condition_lines(text: str) -> list[str]:
    """Conditions as they were typed: one a line, which the letter itself numbers."""
    bare = (LINE_MARKS.sub("", line.strip(), count=1) for line in text.splitlines())
    return [line for line in bare if line]


def decision_articles(case: Case, decision: Decision) -> str:
    """The articles that a decision rests on, as a letter cites them.

    Of those for assigning other than what was filed (a permit: Besluit ggo 2.39 lid 2)
    only where it does.
    """
    grounds = decision.template.grounds()
    cited = grounds["decision"]
    assigned = Containment(decision.level, tuple(decision.cfis))
    if not assigned.is_same(first_filed_containment(case)):
        cited += grounds.get("departure", ())
    return "; ".join(f"{one.text} {one.article}" for one in cited)


def places_of_use(case: Case) -> list[str]:
    """Where the work is done: site and municipality; each once, as the form has them.

    Of what was filed last.
    """
    answers = (latest_version(case).content or {}).get("answers", {})
    # Looked for in all of it, since each procedure has its places of use in another
    # section.
    return list(dict.fromkeys(_places_in(answers)))


def _places_in(value: Any) -> list[str]:
    """Each place in what was filled in: its name, and its municipality."""
    if isinstance(value, list):
        return [place for item in value for place in _places_in(item)]
    if not isinstance(value, dict):
        return []
    if town := value.get("municipality"):
        return [", ".join(filter(None, (value.get("name"), str(town))))]
    return [place for item in value.values() for place in _places_in(item)]
