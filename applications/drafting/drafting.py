"""Beginning an application, filling it in, and throwing it away."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from accounts.models import Organisation
from applications.access.draft_access import mark_changed, open_draft, require_member
from applications.drafting.prefill import prefill_draft
from applications.errors import StaleSection, TooLong, UnknownField
from applications.forms.base import SectionForm
from applications.forms.changing import can_change, why_not_changed
from applications.forms.procedures import form_section, sections_of
from applications.models import Application, SectionAnswers, Standing
from applications.text_input.typed import MOST_KEPT, is_too_long, storable_value
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law


@transaction.atomic
def start_draft(
    *,
    procedure_key: str,
    organisation: Organisation,
    by: Actor,
    at: datetime,
    changes: Application | None = None,
    external_reference: str = "",
    choice: Mapping[str, Any] | None = None,
) -> Application:
    """A new draft, in the edition of the form that holds, with all that is known in it.

    `choice` has the answers to “which procedure do I need?” that led here.
    Raises `UnknownForm`, `NotInForce` and `ActorNotAllowed`.
    """
    draft = create_empty_draft(
        procedure_key=procedure_key,
        organisation=organisation,
        by=by,
        at=at,
        changes=changes,
        external_reference=external_reference,
        choice=choice,
    )
    prefill_draft(draft, by=by, at=at)
    return draft


def create_empty_draft(
    *,
    procedure_key: str,
    organisation: Organisation,
    by: Actor,
    at: datetime,
    changes: Application | None = None,
    external_reference: str = "",
    choice: Mapping[str, Any] | None = None,
    copied_from: Application | None = None,
    key: UUID | None = None,
) -> Application:
    """A new draft with nothing in it yet; `key` is its id. Raises as `start_draft`."""
    edition = edition_on(procedure_key, legal_day(at))
    require_member(organisation, by)
    if changes:
        _require_changeable(changes, procedure_key, organisation)
    return Application.objects.create(
        id=key or uuid4(),
        organisation=organisation,
        procedure_key=procedure_key,
        edition=edition,
        external_reference=external_reference,
        choice=storable_value(dict(choice or {})),
        copied_from=copied_from,
        **_of_dossier(changes),
        **_by(by, at),
    )


def edition_on(procedure_key: str, day: date) -> str:
    """The edition of the form to be filed on a day; `UnknownForm` when we have none."""
    # Raises for a row that has no form here, before anything is made.
    sections_of(procedure_key)
    books = law.current_law()
    return books.edition_of(books.latest(procedure_key, day), day)


def _of_dossier(changes: Application | None) -> dict[str, Any]:
    """Which filing a change builds on, and the first one of that dossier."""
    if changes is None:
        return {}
    # A dossier is known by its first filing, so every change points to that one and not
    # to the last.
    first = changes.first or changes
    return {"changes": changes, "first": first, "title": changes.title}


def _by(by: Actor, at: datetime) -> dict[str, Any]:
    """Who began it, and when."""
    return {
        "created_by": by.user,
        "created_with": by.client,
        "created_at": at,
        "changed_at": at,
    }


@transaction.atomic
def save_section(
    application: Application,
    section: str,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    page: str = "",
) -> SectionAnswers:
    """Keep a section as typed, also when it is not valid.

    `version` is the one the writer started from: when another person saved since,
    `StaleSection`. `page` names the writer's open page, whose own saves never clash.
    Raises also `AlreadyFiled`, `ActorNotAllowed`, `UnknownSection`, `UnknownField`,
    `TooLong`.
    """
    draft = open_draft(application, by=by)
    form = _form_with(draft, section, values)
    _require_bounded(values)
    answers = draft.section_answers.filter(section=section).first() or SectionAnswers(
        application=draft, section=section, saved_at=at
    )
    typed = storable_value(dict(values))
    if _clashes(answers, typed, version, page):
        raise StaleSection(answers)
    answers.application, answers.values = draft, typed
    answers.version += 1
    answers.saved_by, answers.saved_at, answers.saved_page = by.name, at, page
    answers.save()
    mark_changed(draft, at=at, **_title(form, typed))
    return answers


@transaction.atomic
def discard_draft(application: Application, *, by: Actor) -> None:
    """Throw a draft away, with its files. Raises `AlreadyFiled`, `ActorNotAllowed`."""
    draft = open_draft(application, by=by)
    # Taken before the rows go: afterwards nobody knows the names.
    stored = [attachment.file for attachment in draft.attachments.all()]
    draft.delete()
    for file in stored:
        # After the commit: a rollback brings the rows back, but nothing brings back a
        # file.
        transaction.on_commit(partial(file.storage.delete, str(file.name)))


def _form_with(
    draft: Application, section: str, values: Mapping[str, Any]
) -> type[SectionForm]:
    """The section with all these questions, or we would lose what was sent."""
    form = form_section(draft, section)
    if unknown := sorted(name for name in values if not form.asks(name)):
        raise UnknownField(section, unknown)
    return form


def _require_bounded(values: Mapping[str, Any]) -> None:
    """No answer is more than a draft keeps, whatever the question takes."""
    if any(map(is_too_long, values.values())):
        text = _("An answer is longer than %(most)d characters. Make it shorter.")
        raise TooLong(text % {"most": MOST_KEPT})


def _clashes(
    answers: SectionAnswers, typed: dict[str, Any], version: int | None, page: str
) -> bool:
    """Did somebody else save something else since the writer opened the section?"""
    # The same text twice is no conflict: a retry, or two people who agree.
    if version is None or version == answers.version or typed == answers.values:
        return False
    # One open page saves by itself while somebody types: it must not clash with its own
    # last save.
    return not page or page != answers.saved_page


def _title(form: type[SectionForm], values: dict[str, Any]) -> dict[str, str]:
    """The title of the application, by the section that says it."""
    title = form.titled(values)
    return {} if title is None else {"title": title[:200]}


def _require_changeable(
    earlier: Application, procedure_key: str, organisation: Organisation
) -> None:
    """A change builds on a filed application of the same lab and level."""
    if earlier.organisation_id != organisation.pk or earlier.is_draft:
        raise ActorNotAllowed(
            _("Only a filed application of the same lab can be changed.")
        )
    if not can_change(earlier, procedure_key):
        raise ActorNotAllowed(_("The earlier application is of another level."))
    if Standing.objects.of_closed(earlier).exists():
        raise ActorNotAllowed(
            _("This dossier is closed, so nothing in it can be changed.")
        )
    if words := why_not_changed(earlier, procedure_key):
        raise ActorNotAllowed(words)
