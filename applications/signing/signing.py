"""The BVF signs the content (ADR 6): before filing, on its hash."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.digests import json_digest
from accounts.errors import ActorNotAllowed, InputRefused
from accounts.models import LabRole, User
from applications.access.draft_access import open_draft, require_role
from applications.completeness.checks import missing_in
from applications.errors import ContentChanged, Incomplete
from applications.forms.context import FormContext
from applications.models import Application, Signature
from applications.reading.content import (
    application_content,
    part_digests,
    valid_signature,
)
from applications.text_input.typed import as_text
from procedures.counting.legal_day import legal_day

REMARKS_MAX = 2000


@transaction.atomic
def sign_content(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    seen: str | None = None,
    remarks: str = "",
) -> Signature:
    """Sign the content as it is now; signed already, that signature stands.

    `seen` is the SHA-256 of what the signer has read, where a page showed it:
    `ContentChanged` when it is another by now. `remarks` go along with the filing, at
    most 2,000 characters, else `InputRefused`. The signer is the BVF whom the form
    names, or the substitute of that day. Raises `ActorNotAllowed` for everybody else
    and for who acts through a system, `Incomplete` while something is missing,
    `AlreadyFiled`.
    """
    draft = open_draft(application, by=by)
    signer = _require_bvf(draft, by)
    context = FormContext(draft, legal_day(at))
    # Nobody signs for what is not there yet: a later answer would make the signature
    # void anyway.
    if gaps := missing_in(context):
        raise Incomplete(gaps)
    named = _require_signer(signer, context)
    # Before the look at `seen`: a second click on the button is no second signature.
    if standing := valid_signature(draft):
        return standing
    said = application_content(draft)
    # A colleague may have changed the draft while the BVF was reading: then he signs
    # what he has not read.
    if seen not in (None, json_digest(said)):
        raise ContentChanged(draft.pk)
    return draft.signatures.create(
        signer=signer,
        for_bvf=None if named == signer else named,
        signed_at=at,
        content_sha256=json_digest(said),
        # By part, so that the page can say which part changed since the signature.
        parts=part_digests(said),
        remarks=_as_remarks(remarks),
    )


def _require_bvf(draft: Application, by: Actor) -> User:
    """A BVF of the lab, in person; else `ActorNotAllowed`."""
    signer = require_role(draft.organisation, by, LabRole.BVF)
    # A signature is a personal act; a system files under a mandate instead.
    if by.client:
        raise ActorNotAllowed(_("A BVF signs in person, not through a system."))
    return signer


def _require_signer(signer: User, context: FormContext) -> User | None:
    """The BVF whom the form names, if any, for whom this BVF may sign.

    Raises `ActorNotAllowed`, and says what to do.
    """
    named = named_bvf(context)
    organisation = context.application.organisation
    if named and not signer.may_sign_for(named, organisation, context.on):
        text = _(
            "The form names %(bvf)s as the responsible BVF. Choose yourself there "
            "under “Organisation and BVF”, or have %(bvf)s or an administrator arrange "
            "under “People” that you are the substitute."
        )
        raise ActorNotAllowed(text % {"bvf": named})
    return named


def _as_remarks(text: str) -> str:
    """What the BVF adds, as it is kept; `InputRefused` when it is too long."""
    text = as_text(text).strip()
    if len(text) > REMARKS_MAX:
        raise InputRefused(
            _("Your remarks are longer than %(limit)d characters. Shorten them.")
            % {"limit": REMARKS_MAX}
        )
    return text


def named_bvf(context: FormContext) -> User | None:
    """The BVF of the organisation whom the form names; None when it names none."""
    said = context.values("organisation").get("bvf")
    return context.officers.get(str(said or ""))


def permitted_signers(context: FormContext) -> list[User]:
    """Who may sign on the day of the context; every BVF when the form names none."""
    named = named_bvf(context)
    if named is None:
        return list(context.officers.values())
    substitute = context.application.organisation.substitute_of(named, context.on)
    return [named, substitute] if substitute else [named]
