"""How far an application is: what each section still needs, and the signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.digests import json_digest
from applications.completeness.checks import parts_of
from applications.findings import ATTACHMENTS, CONFIDENTIALITY, Missing
from applications.forms.base import Section
from applications.forms.context import FormContext
from applications.forms.procedures import sections_for, sections_in
from applications.forms.sections.confidentiality import ConfidentialitySection
from applications.models import Application, Signature
from applications.reading.content import APPLICATION, changed_since, content_as_signed

FEW = 6
ROWS_ON_A_PAGE = 50


def finding_anchor(finding: Missing) -> str:
    """Where a finding is on the page of its section: the end of the link to it."""
    if finding.item is not None:
        return f"#{finding.section}-{finding.item}"
    if finding.row is not None:
        # The table is shown in pages, and an anchor on another page leads nowhere.
        page = (finding.row - 1) // ROWS_ON_A_PAGE + 1
        return f"?page={page}#row-{finding.row}"
    if finding.field == ATTACHMENTS:
        return "#div_id_upload"
    return f"#div_id_{finding.field}" if finding.field else ""


@dataclass(frozen=True)
class SectionStep:
    """A section, whether somebody began it, what it needs, its open comments.

    `left_out` are the questions whose answers stay behind when it is filed.
    """

    section: type[Section]
    begun: bool
    missing: list[Missing]
    comments: int = 0
    left_out: Sequence[str] = ()

    @property
    def is_done(self) -> bool:
        """Is nothing missing here?"""
        return not self.missing

    @property
    def is_optional(self) -> bool:
        """May it stay as it is, without counting as a part that is filled in?"""
        return self.section.optional

    @property
    def is_untouched(self) -> bool:
        """Did nobody fill in anything yet, while something is needed?"""
        return bool(self.missing) and not self.begun

    @property
    def first_missing(self) -> list[tuple[Missing, str]]:
        """The first few, each with where it is on the section's page."""
        return [(finding, finding_anchor(finding)) for finding in self.missing[:FEW]]

    @property
    def more_missing(self) -> int:
        """How many more there are than the first few."""
        return max(len(self.missing) - FEW, 0)


@dataclass(frozen=True)
class SignatureState:
    """The last signature, and what was changed after it; `sha256` is of what stands."""

    sha256: str
    signature: Signature | None
    changed: list[str]

    @property
    def stands(self) -> bool:
        """Is the content signed as it is now?"""
        return self.signature is not None and not self.lapsed

    @property
    def lapsed(self) -> bool:
        """Was it signed, and changed since?"""
        return bool(self.signature and self.signature.content_sha256 != self.sha256)


def section_steps(context: FormContext) -> list[SectionStep]:
    """The sections of the form in their order, then what goes with every form."""
    return [
        SectionStep(
            section,
            section.is_begun(context),
            section.missing(context),
            context.open_comments.get(section.key, 0),
            section.left_out(context),
        )
        for section in parts_of(context)
    ]


def neighbour_sections(
    application: Application, key: str, context: FormContext | None = None
) -> dict[str, Any]:
    """The sections before and after this one, and where it stands.

    With `context` only sections that are asked, given what is said already.
    """
    sections = sections_for(context) if context else sections_in(application)
    keys = [section.key for section in sections]
    index = keys.index(key) if key in keys else 0
    return {
        "previous": sections[index - 1] if index else None,
        "next": sections[index + 1] if index + 1 < len(sections) else None,
        "number": index + 1,
        "parts": len(sections),
    }


def next_unfinished(context: FormContext, key: str) -> type[Section] | None:
    """The first section behind this one that still needs something; None at the end.

    What the portal filled in and is whole needs no visit.
    """
    following = iter(section_steps(context))
    # The same iterator goes on below, so that only what comes behind this section is
    # looked at.
    for step in following:
        if step.section.key == key:
            break
    return next((step.section for step in following if step.missing), None)


def signature_state(context: FormContext) -> SignatureState:
    """Who signed, and whether that still holds."""
    said = content_as_signed(context.application, context)
    now = json_digest(said)
    signatures = list(
        context.application.signatures.select_related("signer", "for_bvf")
    )
    # One that fits first, however old: undoing a change makes an earlier signature hold
    # again.
    standing = [one for one in signatures if one.content_sha256 == now]
    signature = next(iter(standing or signatures), None)
    changed = changed_since(signature, said) if signature and not standing else set()
    return SignatureState(now, signature, _headings(context, changed))


def _headings(context: FormContext, keys: set[str]) -> list[str]:
    """Sections by their headings, in the order of the form."""
    sections = sections_for(context)
    names = {
        APPLICATION: _("The organisation's own data"),
        **{section.key: section.heading for section in sections},
        ATTACHMENTS: _("Attachments"),
        CONFIDENTIALITY: ConfidentialitySection.heading,
    }
    return [str(heading) for key, heading in names.items() if key in keys]
