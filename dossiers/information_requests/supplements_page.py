"""The form while it is being supplemented, as the pages of a case show it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from accounts.requests import signed_in_user
from applications.access.page_access import context_of
from applications.completeness.progress import section_steps, signature_state
from applications.drafting.supplementing import (
    begin_supplement,
    changed_parts,
    open_supplement,
)
from applications.errors import Incomplete, NotSigned
from applications.findings import ATTACHMENTS, CONFIDENTIALITY
from applications.forms.procedures import sections_in
from applications.forms.sections.confidentiality import ConfidentialitySection
from applications.models import Application, Signature
from dossiers.cases.versions import latest_version
from dossiers.models import Case

NOT_READY = (Incomplete, NotSigned, ActorNotAllowed, InputRefused)
"""Why a changed form cannot go along yet."""


@dataclass(frozen=True)
class SupplementStatus:
    """A supplement in preparation: what differs, what is missing, who signed it."""

    draft: Application
    changed: list[str]
    missing: int
    signature: Signature | None
    lapsed: bool


def supplement_status(case: Case) -> SupplementStatus | None:
    """The open supplement of a case as it stands; None when nobody began one."""
    draft = open_supplement(case.application)
    if draft is None:
        return None
    context = context_of(draft)
    signed = signature_state(context)
    return SupplementStatus(
        draft=draft,
        changed=part_headings(draft, changed_parts(latest_version(case), draft)),
        missing=sum(len(step.missing) for step in section_steps(context)),
        signature=signed.signature if signed.stands else None,
        lapsed=signed.lapsed,
    )


def part_headings(draft: Application, keys: set[str]) -> list[str]:
    """Parts of the form in words, in their order."""
    names = {
        **{section.key: section.heading for section in sections_in(draft)},
        ATTACHMENTS: _("Attachments"),
        CONFIDENTIALITY: ConfidentialitySection.heading,
    }
    return [str(heading) for key, heading in names.items() if key in keys]


def begin_case_supplement(
    request: HttpRequest, case: Case, section: str, field: str
) -> HttpResponse:
    """To the part of the form, in the supplement that is begun when there is none.

    Raises what `begin_supplement` raises.
    """
    by = Actor(signed_in_user(request))
    draft = begin_supplement(case.application, by=by, at=timezone.now())
    # A question about the filing as a whole leads to the form as a whole.
    if section not in {one.key for one in sections_in(draft)}:
        return redirect("application", draft.pk)
    place = f"#div_id_{field}" if field else ""
    return redirect(reverse("application-section", args=[draft.pk, section]) + place)


def why_not_ready(refusal: Exception) -> str:
    """Why a changed form cannot go along, and what to do about it."""
    if isinstance(refusal, Incomplete):
        return ngettext(
            "Not filed: in the changed form %d thing is missing or wrong. Open the "
            "form, put it right and have it signed.",
            "Not filed: in the changed form %d things are missing or wrong. Open the "
            "form, put them right and have it signed.",
            len(refusal.missing),
        ) % len(refusal.missing)
    if isinstance(refusal, NotSigned):
        return _(
            "Not filed: you changed the form, and the BVF has not signed it as it is "
            "now. Ask the BVF to sign it, or throw the changes away."
        )
    return _("Not filed: %(reason)s") % {"reason": refusal}
