"""Level and CFI: what was filed, what may be assigned, and whether they fit."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from dossiers.cases.case_plan import procedure_type_of
from dossiers.cases.versions import latest_version
from dossiers.decisions.conversion import case_converted_from
from dossiers.facts.decision_facts import ObjectionKind
from dossiers.models import Case, Decision
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.models import (
    ContainmentCategory,
    DecisionTemplate,
    Level,
    ProcedureType,
)
from procedures.models.containment import (
    ALL,
    BY_NOTIFICATION,
    BY_PERMIT,
    levels_with,
    rank_of,
)

Assigns = DecisionTemplate.Assigns
WITH_LEVEL = (Assigns.LEVEL, Assigns.NOTIFICATION)
"""What names a level, and with it the CFIs."""


class Containment(NamedTuple):
    """A level and its CFIs, each by its code; empty where it was not said."""

    level: str
    cfis: tuple[str, ...]

    @property
    def words(self) -> str:
        """Both in one line: `III, ML-III, DM-II`; empty when nothing was said."""
        return ", ".join(filter(None, (self.level, *self.cfis)))

    def is_same(self, other: "Containment") -> bool:
        """The same level and CFIs, in whatever order."""
        return (self.level, set(self.cfis)) == (other.level, set(other.cfis))


def filed_containment(case: Case, day: date | None = None) -> Containment:
    """What the filing says in its latest version; for a 2.8 request what it wishes.

    The CFIs are those of the outcome, at large scale the outcome itself, and where the
    level is what is asked those of the organism rows. `day` is that whose CFIs hold.
    """
    content = latest_version(case).content or {}
    # Each once, in the order of the form, since many rows of organisms share one.
    level = case.governing.level
    cfis = tuple(dict.fromkeys(filter(None, _cfis_in(content, level))))
    # Of a 2.8 request the level is what is asked, so the row of the law has none of
    # these.
    if level not in ALL:
        level = _usual_level(case, cfis, day or legal_day(case.received_at))
    return Containment(str(level), cfis)


def first_filed_containment(case: Case) -> Containment:
    """What the applicant filed, to tell: before it was treated as another procedure."""
    return filed_containment(case_converted_from(case) or case)


def _cfis_in(content: dict[str, Any], level: str) -> list[str]:
    """Where the form has the CFIs that were filed; `level` is that of its row."""
    answers = content.get("answers", {})
    if large_scale := answers.get("large-scale"):
        # Since 1 July 2026 there is one outcome, which the row itself names.
        return [large_scale.get("outcome") or level]
    # The outcome is what the applicant concludes; the rows of organisms are what it
    # follows from.
    if outcome := answers.get("outcome"):
        return list(outcome.get("cfis") or [])
    return [row.get("cfi", "") for row in content.get("organisms") or []]


def _usual_level(case: Case, cfis: tuple[str, ...], day: date) -> str:
    """The level that goes with these CFIs in what was filed; empty without any."""
    fitting = levels_with(categories_in_force(cfis, day))
    usual = (
        BY_PERMIT if procedure_type_of(case) == ProcedureType.VA else BY_NOTIFICATION
    )
    # A CFI may go with a level of both kinds; then it is the one that this filing can
    # have.
    return next((one for one in fitting if one in usual), next(iter(fitting), ""))


def categories_in_force(cfis: Collection[str], day: date) -> list[ContainmentCategory]:
    """The CFIs of these codes in force on a day, in the order of the law."""
    known = law.current_law().categories_on(day)
    return [row for key, row in known.items() if key in cfis]


def assignable_levels(case: Case, template: DecisionTemplate) -> tuple[Level, ...]:
    """The levels that a decision of this kind can assign to a case.

    A permit is for the levels that need one (Besluit ggo 2.35); for another the filing
    is treated as a notification (2.39 lid 3). A notification gets another of its own
    levels (2.19 lid 1 onder b); for III and IV it is treated as a permit application
    (lid 6). What is treated as a notification names the level that holds (2.39 lid 3).
    Only a 2.8 decision can be about each level.
    """
    if template.assigns == Assigns.NOTIFICATION:
        return BY_NOTIFICATION
    if template.assigns != Assigns.LEVEL:
        return ()
    kind = procedure_type_of(case)
    if kind == ProcedureType.VA:
        return BY_PERMIT
    if kind != ProcedureType.KG:
        return ALL
    filed = filed_containment(case).level
    # Without the level that was filed: to leave that and change the CFI is another of
    # the three (2.19 lid 1 onder a).
    return tuple(level for level in BY_NOTIFICATION if level != filed)


def assignable_categories(
    case: Case, template: DecisionTemplate, day: date
) -> list[ContainmentCategory]:
    """The CFIs that a decision of this kind can assign: none above its levels."""
    known = law.current_law().categories_on(day).values()
    if template.assigns == Assigns.CFI:
        top = rank_of(filed_containment(case).level)
    else:
        top = max(map(rank_of, assignable_levels(case, template)), default=0)
    # A filing that says no level bounds nothing.
    return [row for row in known if row.rank <= (top or max(map(rank_of, ALL)))]


def level_from_cfis(case: Case, decision: Decision, day: date) -> str:
    """The level that a draft names, else the only one that goes with its CFIs."""
    if decision.level or decision.template.assigns not in WITH_LEVEL:
        return decision.level
    fitting = levels_with(categories_in_force(decision.cfis, day))
    found = [
        one for one in fitting if one in assignable_levels(case, decision.template)
    ]
    # Two that fit are a choice, and that is the writer's.
    return str(found[0]) if len(found) == 1 else ""


def containment_contradictions(
    case: Case, decision: Decision, day: date
) -> Iterator[str]:
    """What cannot be true in a level and CFIs, as far as they are filled in.

    Besluit ggo 2.19 lid 1 onder b: the CFI is the one that fits the level.
    """
    if decision.template.assigns not in (*WITH_LEVEL, Assigns.CFI):
        return
    fitting = levels_with(categories_in_force(decision.cfis, day))
    if decision.level and fitting and decision.level not in fitting:
        words = {
            "level": decision.level,
            "cfis": ", ".join(decision.cfis),
            "fitting": " / ".join(fitting),
        }
        yield (
            _(
                "Level %(level)s does not go with %(cfis)s: the highest of these is of "
                "level %(fitting)s (Regeling ggo 17). Choose the level or the CFI anew."
            )
            % words
        )
    if decision.level and decision.level not in assignable_levels(
        case, decision.template
    ):
        yield _level_not_assignable(case, decision)
    if decision.template.key == ObjectionKind.OTHER_CFI and decision.cfis:
        yield from _cfi_contradictions(filed_containment(case), decision, fitting)


def _level_not_assignable(case: Case, decision: Decision) -> str:
    """Why this level cannot be assigned by this kind of decision."""
    filed = filed_containment(case).level
    if decision.level == filed:
        return _(
            "Level %(level)s is the level that was filed. Choose another level, or "
            "another decision."
        ) % {"level": filed}
    return _(
        "Level %(level)s cannot be assigned by this decision. Treat the filing as "
        "another procedure instead."
    ) % {"level": decision.level}


def _cfi_contradictions(
    filed: Containment, decision: Decision, fitting: tuple[Level, ...]
) -> Iterator[str]:
    """Another CFI is another one, of the level that was filed (2.19 lid 1 onder a)."""
    if set(decision.cfis) == set(filed.cfis):
        yield _(
            "%(cfis)s is what was filed. Choose another CFI, or another decision."
        ) % {"cfis": ", ".join(decision.cfis)}
    elif filed.level and fitting and filed.level not in fitting:
        yield _(
            "%(cfis)s is of another level than was filed (%(level)s). Choose the "
            "decision by which another level and CFI are assigned."
        ) % {"cfis": ", ".join(decision.cfis), "level": filed.level}
