"""What is known when a draft begins, so that nobody types it twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.actor import Actor
from accounts.models import LabRole, Organisation
from applications.forms.base import Section
from applications.forms.changeable import granted_permit
from applications.forms.procedures import sections_in
from applications.models import (
    Application,
    Confidentiality,
    OrganismRow,
    SectionAnswers,
    Standing,
)

ANEW = {"change", "minor", "report"}
"""A change says anew what changes, and rests on its own or renewed assessment."""

Known = dict[str, dict[str, Any]]
"""Answers by section and field."""


def prefill_draft(draft: Application, *, by: Actor, at: datetime) -> None:
    """What the organisation, the chooser and the filing that is changed say already.

    Later sources go before earlier ones. What was given before need not be given again
    at a change (Besluit ggo 2.23 lid 2, 2.44).
    """
    sources = [
        from_organisation(draft.organisation, by),
        from_choice(draft),
        from_earlier(draft.changes),
        from_permit(draft.changes),
        # Last: an administrative change after the filing is what holds now.
        from_standing(draft.changes),
    ]
    store_answers(draft, merge_answers(sources), by=by, at=at)
    if draft.changes:
        copy_organisms(draft.changes, draft)
        kept = {section.key for section in sections_in(draft)} - ANEW
        copy_claims(draft.changes, draft, kept)


def merge_answers(sources: list[Known]) -> Known:
    """One set of answers; of two answers to a question the later one counts."""
    result: Known = {}
    for source in sources:
        for section, values in source.items():
            result[section] = result.get(section, {}) | values
    return result


def store_answers(draft: Application, known: Known, *, by: Actor, at: datetime) -> None:
    """Write the answers to sections that the form has, as version 0: not by a person.

    Questions that the section does not have are left out: another form asked them.
    """
    SectionAnswers.objects.bulk_create(
        SectionAnswers(
            application=draft,
            section=section.key,
            values=values,
            saved_by=by.name,
            saved_at=at,
        )
        for section in sections_in(draft)
        if section.is_form
        and (values := answers_asked_by(section, known.get(section.key)))
    )


def answers_asked_by(
    section: type[Section], values: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The values of questions that the section asks."""
    return {n: value for n, value in (values or {}).items() if section.asks(n)}


def from_organisation(organisation: Organisation, by: Actor) -> Known:
    """The contact is who begins; the only BVF and the only site need no choosing."""
    known: Known = {"organisation": {}, "place": {}}
    if by.user:
        known["organisation"] = {
            "contact_name": by.user.name,
            "contact_email": by.user.email,
            "contact_phone": by.user.phone,
        }
    # Two are enough to know that there is a choice; then nobody is guessed.
    officers = organisation.people(LabRole.BVF)[:2]
    if len(officers) == 1:
        known["organisation"]["bvf"] = str(officers[0].pk)
    sites = organisation.sites.all()[:2]
    if len(sites) == 1:
        known["place"]["site"] = str(sites[0].pk)
    return known


def from_choice(draft: Application) -> Known:
    """What the answers to “which procedure do I need?” say of this form."""
    return {
        section.key: section.prefilled(draft.choice) for section in sections_in(draft)
    }


def from_earlier(earlier: Application | None) -> Known:
    """What the earlier application said, section by section."""
    if earlier is None:
        return {}
    saved = earlier.section_answers.exclude(section__in=ANEW)
    return {answers.section: answers.values for answers in saved}


def from_permit(earlier: Application | None) -> Known:
    """Where a permit changes: the number and the day of the permit that was granted."""
    permit = granted_permit(earlier) if earlier else None
    if permit is None or permit.ended_on is None:
        return {}
    day = permit.ended_on.isoformat()
    return {"permit": {"number": permit.number, "granted_on": day}}


def from_standing(earlier: Application | None) -> Known:
    """What administrative changes made of the dossier after its last filing."""
    if earlier is None or earlier.filed_at is None:
        return {}
    standing = Standing.objects.filter(first=earlier.first_id or earlier.pk).first()
    return standing.after(earlier.filed_at) if standing else {}


def copy_organisms(earlier: Application, draft: Application) -> None:
    """The organism rows of the earlier application, to be changed from there."""
    OrganismRow.objects.bulk_create(
        OrganismRow(application=draft, position=row.position, **row.as_values())
        for row in earlier.organisms.all()
    )


def copy_claims(earlier: Application, draft: Application, sections: set[str]) -> None:
    """What was asked to be kept confidential of what comes along in these sections."""
    asked = {section.key for section in sections_in(draft)} & sections
    Confidentiality.objects.bulk_create(
        Confidentiality(
            application=draft,
            section=claim.section,
            field=claim.field,
            ground=claim.ground,
            reason=claim.reason,
            public_text=claim.public_text,
        )
        for claim in earlier.confidentialities.filter(section__in=asked)
    )
