"""A filed form that is supplemented or corrected, in a whole copy of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from applications.access.draft_access import require_member
from applications.drafting.copying import copy_files
from applications.drafting.prefill import copy_claims, copy_organisms, store_answers
from applications.findings import ATTACHMENTS, ORGANISMS
from applications.forms.changeable import has_ended
from applications.forms.procedures import section_in, sections_in
from applications.models import Application
from applications.reading.content import application_content, part_digests
from applications.signing.freezing import FROZEN, freeze_content

FIXED = (
    ("combination", "procedure"),
    ("large-scale", "outcome"),
    ("consent", "consent"),
)
"""What says which cases a filing opened, so that no supplement can change it."""


@transaction.atomic
def begin_supplement(filing: Application, *, by: Actor, at: datetime) -> Application:
    """The draft in which a filing is supplemented: begun now, or the one that is open.

    It begins with all that the latest version says: answers, organisms, files, claims
    (Awb 4:5). Two people who begin at once get the same draft. Raises `ActorNotAllowed`
    for strangers and for what was not filed, `InputRefused` when a file cannot be read.
    """
    filing = Application.objects.select_for_update(of=("self",)).get(pk=filing.pk)
    require_member(filing.organisation, by)
    if filing.is_draft or filing.supplements_id:
        raise ActorNotAllowed(_("Only what was filed can be supplemented."))
    if has_ended(filing):
        words = _("The case has ended, so the form cannot be supplemented any more.")
        raise ActorNotAllowed(words)
    # Under the lock of the filing, so that two people who begin at once write in one
    # draft.
    if begun := open_supplement(filing):
        return begun
    # From the last version: an earlier supplement must not be undone by the next.
    source = versions_of(filing)[-1]
    draft = _begun(filing, source, by=by, at=at)
    said = {row.section: row.values for row in source.section_answers.all()}
    store_answers(draft, said, by=by, at=at)
    copy_organisms(source, draft)
    copy_claims(source, draft, {section.key for section in sections_in(draft)})
    copy_files(source.attachments.all(), draft, by=by, at=at)
    return draft


def _begun(
    filing: Application, source: Application, *, by: Actor, at: datetime
) -> Application:
    """The draft itself: of the same dossier, by the same form as the filing."""
    return Application.objects.create(
        organisation_id=filing.organisation_id,
        procedure_key=filing.procedure_key,
        # The edition of the filing: what governs a case does not change while it runs.
        edition=filing.edition,
        choice=filing.choice,
        changes=filing.changes,
        first=filing.first or filing,
        supplements=filing,
        copied_from=source,
        title=source.title,
        created_by=by.user,
        created_with=by.client,
        created_at=at,
        changed_at=at,
    )


def open_supplement(filing: Application) -> Application | None:
    """The supplement of a filing that is being written, if there is one."""
    drafts = Application.objects.drafts().filter(supplements=filing)
    return drafts.select_related("organisation", "supplements").first()


def versions_of(filing: Application) -> list[Application]:
    """What was filed: the filing itself, then its supplements, the oldest first."""
    later = Application.objects.filed().filter(supplements=filing)
    return [filing, *later.order_by("filed_at").select_related("supplements")]


def changed_parts(before: Application, now: Application) -> set[str]:
    """The keys of the parts that a later version says otherwise.

    The organisation's own data are no part of the form: they are as they are today.
    """
    old, new = (
        part_digests(application_content(before)),
        part_digests(application_content(now)),
    )
    asked = {section.key for section in sections_in(now)}
    asked |= {ATTACHMENTS, ORGANISMS, "confidentiality"}
    return {key for key in asked if old.get(key) != new.get(key)}


def is_answered_by_change(
    changed: set[str], before: Application, now: Application, section: str, field: str
) -> bool:
    """Is this part, or this question of it, answered by what changed?

    A part that takes files is answered by a file as well.
    """
    found = {each.key: each for each in sections_in(now)}.get(section)
    # A file says nothing of the question it answers; that it came is taken as the
    # answer.
    if found and found.takes_files and ATTACHMENTS in changed:
        return True
    if section not in changed:
        return False
    if not field or not found or not found.is_form:
        return True
    old, new = (
        application_content(one)["answers"].get(section, {}) for one in (before, now)
    )
    return bool(old.get(field) != new.get(field))


def file_supplement(draft: Application, *, by: Actor, at: datetime) -> Application:
    """Freeze a supplement, under the numbers of its filing; it opens no case.

    Call it in the transaction of the act that it goes with. Raises as `freeze_content`,
    and `InputRefused` when it would make another filing of it.
    """
    filed = freeze_content(draft, by=by, at=at)
    filing = filed.supplements
    if filing is None:
        raise ActorNotAllowed(_("This is no supplement: it is filed by itself."))
    # After freezing, so that the frozen contents are compared and not what happens to
    # be typed.
    _refuse_another_filing(filing, filed)
    # Under the same numbers: it belongs to the cases of its filing and opens none.
    filed.filed_as = filing.filed_as
    filed.save(update_fields=FROZEN)
    return filed


def _refuse_another_filing(filing: Application, filed: Application) -> None:
    """The questions that decided which cases there are stay as they were answered."""
    for section, field in FIXED:
        old, new = (
            (one.content or {})["answers"].get(section, {}).get(field)
            for one in (filing, filed)
        )
        if old != new:
            part = section_in(filed, section)
            words = _(
                "“%(part)s” says which procedure this is, so it cannot be changed in a "
                "case that runs. Put it back as it was, or withdraw and file anew."
            )
            raise InputRefused(words % {"part": part.heading})
