"""Beginning an application, filling it in, and throwing it away."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import LabRole, Organisation
from applications.actions.door import changed, open_draft
from applications.errors import NotAllowed, StaleSection, UnknownField
from applications.forms.procedures import CHANGES, form_section, sections_of
from applications.models import Application, OrganismRow, SectionAnswers
from applications.rights import require_member
from applications.typed import as_text, storable

COPIED_NEVER = {"change", "report"}
"""A change says anew what changes, and rests on its own or renewed assessment."""


@transaction.atomic
def start(
    *,
    procedure_key: str,
    organisation: Organisation,
    by: Actor,
    at: datetime,
    changes: Application | None = None,
    external_reference: str = "",
) -> Application:
    """A new draft, with all that is known already filled in.

    What was given before need not be given again at a change (Besluit ggo 2.23 lid 2).
    Raises `UnknownForm` and `NotAllowed`.
    """
    sections_of(procedure_key)  # raises when there is no such form
    require_member(organisation, by)
    if changes:
        _require_changeable(changes, procedure_key, organisation)
    draft = Application.objects.create(
        organisation=organisation,
        procedure_key=procedure_key,
        changes=changes,
        title=changes.title if changes else "",
        external_reference=external_reference,
        created_by=by.user,
        created_with=by.client,
        created_at=at,
        changed_at=at,
    )
    _fill_in(draft, by=by, at=at)
    return draft


@transaction.atomic
def save_section(
    application: Application,
    section: str,
    values: Mapping,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    page: str = "",
) -> SectionAnswers:
    """Keep a section as typed, also when it is not valid.

    `version` is the one the writer started from: when another person saved since,
    `StaleSection`. `page` names the writer's open page, whose own saves never clash.
    Raises also `AlreadyFiled`, `NotAllowed`, `UnknownSection`, `UnknownField`.
    """
    draft = open_draft(application, by=by)
    _require_fields(draft, section, values)
    answers = draft.section_answers.filter(section=section).first() or SectionAnswers(
        application=draft, section=section, saved_at=at
    )
    typed = storable(dict(values))
    if _clashes(answers, typed, version, page):
        raise StaleSection(answers)
    answers.application, answers.values = draft, typed
    answers.version += 1
    answers.saved_by, answers.saved_at, answers.saved_page = by.name, at, page
    answers.save()
    changed(draft, at=at, **_title(section, typed))
    return answers


@transaction.atomic
def discard(application: Application, *, by: Actor) -> None:
    """Throw a draft away, with its files. Raises `AlreadyFiled`, `NotAllowed`."""
    draft = open_draft(application, by=by)
    stored = [attachment.file for attachment in draft.attachments.all()]
    draft.delete()
    for file in stored:
        transaction.on_commit(partial(file.storage.delete, str(file.name)))


def _require_fields(draft: Application, section: str, values: Mapping) -> None:
    """The form has this section and these fields, or we would lose what was sent."""
    form = form_section(draft.procedure_key, section)
    unknown = sorted(set(values) - set(form.base_fields))
    if unknown:
        raise UnknownField(section, unknown)


def _clashes(
    answers: SectionAnswers, typed: dict, version: int | None, page: str
) -> bool:
    """Did somebody else save something else since the writer opened the section?"""
    if version is None or version == answers.version or typed == answers.values:
        return False
    return not page or page != answers.saved_page


def _title(section: str, values: dict) -> dict[str, str]:
    """The title of the application is the one in the section on the purpose."""
    if section != "purpose":
        return {}
    return {"title": as_text(values.get("title")).strip()[:200]}


def _require_changeable(
    earlier: Application, procedure_key: str, organisation: Organisation
) -> None:
    """A change builds on a filed application of the same lab and level."""
    if earlier.organisation_id != organisation.pk or earlier.is_draft:
        raise NotAllowed(_("Only a filed application of the same lab can be changed."))
    if earlier.procedure_key not in CHANGES.get(procedure_key, ()):
        raise NotAllowed(_("The earlier application is of another level."))


def _fill_in(draft: Application, *, by: Actor, at: datetime) -> None:
    """What is known already, from the organisation and from what is changed."""
    known = _from_organisation(draft.organisation, by) | _from_earlier(draft.changes)
    keys = {section.key for section in sections_of(draft.procedure_key)}
    SectionAnswers.objects.bulk_create(
        SectionAnswers(
            application=draft, section=key, values=values, saved_by=by.name, saved_at=at
        )
        for key, values in known.items()
        if key in keys
    )
    _copy_organisms(draft.changes, draft)


def _from_organisation(organisation: Organisation, by: Actor) -> dict[str, dict]:
    """The contact is who begins; the only BVF and the only site need no choosing."""
    known: dict[str, dict] = {"organisation": {}, "place": {}}
    if by.user:
        known["organisation"] = {
            "contact_name": by.user.name,
            "contact_email": by.user.email,
            "contact_phone": by.user.phone,
        }
    officers = organisation.people(LabRole.BVF)[:2]
    if len(officers) == 1:
        known["organisation"]["bvf"] = str(officers[0].pk)
    sites = organisation.sites.all()[:2]
    if len(sites) == 1:
        known["place"]["site"] = str(sites[0].pk)
    return known


def _from_earlier(earlier: Application | None) -> dict[str, dict]:
    """What the earlier application said, section by section."""
    if earlier is None:
        return {}
    saved = earlier.section_answers.exclude(section__in=COPIED_NEVER)
    return {answers.section: answers.values for answers in saved}


def _copy_organisms(earlier: Application | None, draft: Application) -> None:
    """The organism rows of the earlier application, to be changed from there."""
    if earlier is not None:
        OrganismRow.objects.bulk_create(
            OrganismRow(application=draft, position=row.position, **row.as_values())
            for row in earlier.organisms.all()
        )
