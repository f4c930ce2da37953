"""What is asked to be kept confidential: ground, reason and text for the public."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.findings import ATTACHMENTS, CONFIDENTIALITY, Missing
from applications.forms.base import Section
from applications.forms.confidentiality_rules import (
    claimable_questions,
    current_texts,
    standing_claims,
)
from applications.forms.context import FormContext
from applications.forms.procedures import sections_for
from applications.models import Attachment, Confidentiality


class ConfidentialitySection(Section):
    """Goes with every form, on a page of its own; nothing needs to be claimed."""

    key = CONFIDENTIALITY
    heading = _("Confidential parts")
    lead = _(
        "What you file is public. You can ask to keep parts confidential, with a "
        "ground, and with a text that the public reads instead."
    )
    basis = "2.4"
    optional = True

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """What each claim and each confidential file still needs."""
        return [*_claims_missing(context), *_files_missing(context)]

    @classmethod
    def answers(cls, context: FormContext) -> None:
        """The claims stand beside the answers in the content."""
        return None

    @classmethod
    def is_begun(cls, context: FormContext) -> bool:
        """Is anything claimed?"""
        files = any(file.confidential for file in context.attachments)
        return bool(standing_claims(context)) or files


def _claims_missing(context: FormContext) -> Iterator[Missing]:
    """Ground, reason and public text of each claim."""
    claims = standing_claims(context)
    possible = claimable_questions(sections_for(context)) if claims else []
    labels = {(one.section.key, one.field): str(one.label) for one in possible}
    for item, claim in enumerate(claims, start=1):
        label = labels[claim.section, claim.field]
        for field, code, text in _of_claim(claim, context):
            message = f"{label}: {text}"
            yield Missing(CONFIDENTIALITY, field, code, message, item=item)


def _of_claim(
    claim: Confidentiality, context: FormContext
) -> Iterator[tuple[str, str, str]]:
    """What a claim needs: field, code, words."""
    if not claim.ground:
        yield "ground", "required", gettext("choose a ground.")
    if not claim.reason:
        yield "reason", "required", gettext("say why it must be confidential.")
    if not claim.public_text:
        yield "public_text", "required", gettext("give the text for the public.")
    elif claim.public_text in current_texts(context, claim.section, claim.field):
        text = gettext(
            "the text for the public is the confidential text itself. Leave out there "
            "what the public may not read."
        )
        yield "public_text", "same-as-confidential", text


def _files_missing(context: FormContext) -> Iterator[Missing]:
    """Ground, reason and public version of each confidential file."""
    for item, file in enumerate(context.attachments, start=1):
        if not file.confidential:
            continue
        for field, text in _of_file(file):
            message = f"{file.name}: {text}"
            yield Missing(ATTACHMENTS, field, "required", message, item=item)


def _of_file(file: Attachment) -> Iterator[tuple[str, str]]:
    """What a confidential file needs: field and words."""
    if not file.ground:
        yield "ground", gettext("choose a ground.")
    if not file.reason:
        yield "reason", gettext("say why it must be confidential.")
    if not file.public_version_id:
        yield "public_version", gettext("add a public version of the file.")
