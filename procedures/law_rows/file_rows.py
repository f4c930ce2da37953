"""What the files under `procedures/law/` say of a row: its columns, and how it is made.

To add a file: a function that makes the row of an entry, and a line in `FILES`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from procedures.models import (
    ComingChange,
    ContainmentCategory,
    DatedRow,
    DecisionTemplate,
    DecreesKnown,
    FormEdition,
    FreeDay,
    Letterhead,
    PenaltyScale,
    Procedure,
)

EVERY_ROW = {"key", "valid", "basis", "checked_on", "note", "question", "name"}


class LawFile(NamedTuple):
    """How an entry of a file becomes a row, and which columns it may have."""

    make: Callable[[dict[str, Any]], DatedRow]
    columns: set[str]


def procedure_row(entry: dict[str, Any]) -> Procedure:
    """A row of tables I, II or III."""
    term = entry["term"]
    return Procedure(
        position=entry["position"],
        table=entry["table"],
        level=entry.get("level", ""),
        **bilingual_columns(entry, "situation", "name", "may_start", "ending"),
        type=entry["type"],
        form=entry.get("form", ""),
        term_kind=term["kind"],
        term_amount=term["amount"],
        term_unit=term["unit"],
        term_count=term.get("count", 1),
        aim_working_days=entry.get("aim_working_days"),
        objection_days=entry.get("objection_days", 0),
        consent_days=entry.get("consent_days", 0),
        extension_days=entry.get("extension_days", 0),
        resume_on_missed_deadline=entry.get("resume_on_missed_deadline", False),
        start=entry["start"],
        other_start=entry.get("other_start", ""),
        number_tag=entry.get("number_tag", ""),
    )


def free_day_row(entry: dict[str, Any]) -> FreeDay | DecreesKnown:
    """A day on which no term ends, or through which day such days are known."""
    if "known_through" in entry:
        return DecreesKnown(through=entry["known_through"])
    return FreeDay(
        kind=entry["kind"],
        month=entry.get("month"),
        day=entry.get("day"),
        offset=entry.get("offset"),
        date=entry.get("date"),
        **bilingual_columns(entry, "name"),
    )


def category_row(entry: dict[str, Any]) -> ContainmentCategory:
    """A CFI: one level of a family."""
    return ContainmentCategory(
        family=entry["family"],
        family_nl=entry["name"]["nl"],
        family_en=entry["name"]["en"],
        level=entry["level"],
        position=entry["position"],
    )


def form_edition_row(entry: dict[str, Any]) -> FormEdition:
    """The edition of a form."""
    return FormEdition(edition=entry["edition"])


def decision_row(entry: dict[str, Any]) -> DecisionTemplate:
    """A kind of decision; without `keys` it is for every row of its types."""
    return DecisionTemplate(
        position=entry["position"],
        types=entry["types"],
        keys=entry.get("keys", []),
        **bilingual_columns(entry, "name", "subject", "operative", "next"),
        ending=entry["ending"],
        is_grant=entry["is_grant"],
        assigns=entry.get("assigns", ""),
        takes_conditions=entry.get("takes_conditions", False),
        in_window_only=entry.get("in_window_only", False),
        for_consent=entry.get("for_consent", False),
        after_missed_answer=entry.get("after_missed_answer", False),
        in_coupled_case=entry.get("in_coupled_case", False),
    )


def penalty_scale_row(entry: dict[str, Any]) -> PenaltyScale:
    """What a late decision costs a day."""
    return PenaltyScale(grace_days=entry["grace_days"], steps=entry["steps"])


def letterhead_row(entry: dict[str, Any]) -> Letterhead:
    """The sender, the signature block and the clauses of letters."""
    names = ("minister", "electronic", "closing", "on_behalf", "function")
    return Letterhead(
        bureau=entry["bureau"],
        post=entry["post"],
        phone=entry.get("phone", ""),
        email=entry.get("email", ""),
        functions=entry.get("functions", {}),
        **bilingual_columns(entry, *names, *Letterhead.CLAUSES),
    )


def coming_change_row(entry: dict[str, Any]) -> ComingChange:
    """What was announced and does not hold yet."""
    return ComingChange(
        position=entry["position"],
        **bilingual_columns(entry, "name", "what", "whom", "expected"),
        holds_from=entry.get("holds_from"),
        is_published=entry["is_published"],
        procedures=entry["procedures"],
        cfis=entry["cfis"],
        every_cfi=entry.get("every_cfi", False),
    )


def bilingual_columns(entry: dict[str, Any], *fields: str) -> dict[str, str]:
    """The columns that stand in the file in Dutch and in English."""
    return {
        f"{field}_{language}": entry[field][language].strip()
        for field in fields
        for language in ("nl", "en")
    }


FILES: dict[str, LawFile] = {
    "procedures": LawFile(
        procedure_row,
        {"position", "table", "level", "situation", "type", "form", "term", "start"}
        | {"aim_working_days", "objection_days", "extension_days", "number_tag"}
        | {"other_start", "consent_days"}
        | {"resume_on_missed_deadline", "may_start", "ending"},
    ),
    "free_days": LawFile(
        free_day_row,
        {"kind", "month", "day", "offset", "date", "dates", "known_through"},
    ),
    "forms": LawFile(form_edition_row, {"edition"}),
    "containment_categories": LawFile(
        category_row, {"family", "level", "levels", "position"}
    ),
    "penalties": LawFile(penalty_scale_row, {"grace_days", "steps"}),
    "decisions": LawFile(
        decision_row,
        {"position", "types", "keys", "subject", "operative", "next", "ending"}
        | {"is_grant", "assigns", "takes_conditions", "in_window_only"}
        | {"for_consent", "after_missed_answer", "in_coupled_case"},
    ),
    "letters": LawFile(
        letterhead_row,
        {"minister", "bureau", "post", "phone", "email", "electronic", "closing"}
        | {"on_behalf", "function", "functions", *Letterhead.CLAUSES},
    ),
    "coming": LawFile(
        coming_change_row,
        {"position", "what", "whom", "expected", "holds_from", "is_published"}
        | {"procedures", "cfis", "every_cfi"},
    ),
}
