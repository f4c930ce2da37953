"""A draft in an edition of its form that is overtaken: what is new, what is gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from applications.errors import UnknownForm
from applications.forms.context import FormContext
from applications.forms.procedures import sections_in, sections_of
from applications.models import Application
from procedures.models import FormEdition, NotInForce


@dataclass(frozen=True, slots=True)
class Turnover:
    """From one edition to the next: what it asks anew, and which answers fall away.

    Each is a heading, or a heading and a question.
    """

    edition: str
    valid_from: date
    new: list[str]
    gone: list[str]


def edition_to_file(context: FormContext) -> FormEdition | None:
    """The edition to be filed on the day; None without one that the portal knows."""
    procedure = context.latest_procedure
    try:
        row = context.books.form_edition(procedure, context.on)
        # A jurist can announce an edition before the code has it: until then the old
        # one is filed.
        sections_of(procedure.key, row.edition)
    except (NotInForce, UnknownForm):
        return None
    return row


def edition_turnover(context: FormContext) -> Turnover | None:
    """What carrying the draft over would do; None when its edition still holds."""
    application, row = context.application, edition_to_file(context)
    if row is None or row.edition == application.edition:
        return None
    if application.supplements_id:  # it stays in the edition of its filing
        return None
    return Turnover(
        edition=row.edition,
        valid_from=row.valid_from,
        new=list(_new(application, row.edition)),
        gone=[
            words for _section, _name, words in lapsing_answers(context, row.edition)
        ],
    )


def _new(application: Application, edition: str) -> Iterator[str]:
    """The sections and questions that the draft's own edition did not ask."""
    known = {section.key: section for section in sections_in(application)}
    for section in sections_of(application.procedure_key, edition):
        if section.key not in known:
            yield str(section.heading)
            continue
        for name, field in section.questions().items():
            if not known[section.key].asks(name):
                yield f"{section.heading}: {field.label}"


def lapsing_answers(
    context: FormContext, edition: str
) -> Iterator[tuple[str, str, str]]:
    """The answers that an edition does not ask: section, field and their words."""
    asked = sections_of(context.application.procedure_key, edition)
    kept = {section.key: section for section in asked}
    for section in sections_in(context.application):
        labels = {name: field.label for name, field in section.questions().items()}
        for name, value in context.values(section.key).items():
            stays = section.key in kept and kept[section.key].asks(name)
            if value and not stays:
                words = f"{section.heading}: {labels.get(name, name)}"
                yield section.key, name, words
