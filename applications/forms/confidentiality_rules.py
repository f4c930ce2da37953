"""What may be kept from the public, and what never (Besluit ggo 2.4, Wm 19.3)."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.errors import InputRefused
from applications.errors import UnknownField, UnknownSection
from applications.findings import ORGANISMS
from applications.forms.base import Section
from applications.forms.context import FormContext
from applications.forms.organism import OrganismForm
from applications.forms.procedures import sections_for
from applications.models import Attachment, Confidentiality, Ground
from applications.text_input.typed import as_text

CONFIDENTIAL = "confidential"
"""Key of the content of an application under which the claims stand."""

ARTICLE = _(
    "Besluit ggo, article 2.4, paragraph 2; Directive 2009/41/EC, article 18, "
    "paragraph 2"
)

REGISTER = "register"
KINDS: Mapping[str, Any] = {
    "notifier": _("Name and address of the notifier, and who answers for the work"),
    "place": _("Place of the work"),
    "containment": _("Class of contained use and containment measures"),
    "organisms": _("General characteristics of the ggo's"),
    "effects": _("Evaluation of the foreseeable effects"),
    REGISTER: _("What the public register shows"),
}
"""What is always public, by the keys that sections name."""

REASONS: Mapping[str, Any] = {
    **{
        key: format_lazy(
            _("{what}: never confidential ({article})."), what=words, article=ARTICLE
        )
        for key, words in KINDS.items()
    },
    REGISTER: _(
        "The public register shows this. Word it so that everybody may read it."
    ),
}
"""Why an answer can never be confidential, by the keys that sections name."""

WITHHELD = {
    ("organisation", "bvf"),
    ("organisation", "contact_name"),
    ("organisation", "contact_email"),
    ("organisation", "contact_phone"),
    ("permit", "responsible"),
    ("contact", "with_whom"),
    ("place", "rooms"),
    ("site", "rooms"),
    ("holder", "address"),
    ("bvf", "leaving"),
}
"""Questions whose answers the public never sees, by section and name: how to reach
people, and which room or street it is. Nobody needs to ask for that."""

NOT_NEEDED = _("The public never sees this, so you need not ask.")
NO_TEXT = _(
    "Only what is written in words can be kept confidential; this is a choice or a day."
)


class FormQuestion(NamedTuple):
    """A question of a form, or a column of the organisms, by section and name."""

    section: type[Section]
    field: str
    label: Any

    @property
    def why_never(self) -> Any:
        """Why its answer can never be confidential; None when it can."""
        if self.is_withheld:
            return NOT_NEEDED
        key = self.section.public.get(self.field)
        return REASONS[key] if key else None

    @property
    def is_withheld(self) -> bool:
        """Does the public see nothing of it, without anybody asking?"""
        return (self.section.key, self.field) in WITHHELD

    @property
    def kind(self) -> Any:
        """Of what kind of data that are always public it is; None when of none."""
        if self.is_withheld:
            return None
        return KINDS.get(self.section.public.get(self.field, ""))


def form_questions(sections: Iterable[type[Section]]) -> list[FormQuestion]:
    """Every question of these sections that always stands there."""
    return [
        FormQuestion(section, name, field.label)
        for section in sections
        for name, field in _fields(section).items()
    ]


def claimable_questions(sections: Iterable[type[Section]]) -> list[FormQuestion]:
    """The questions whose answers may be claimed to be confidential."""
    return [one for one in form_questions(sections) if _can_be_claimed(one)]


def always_public_questions(sections: Iterable[type[Section]]) -> list[FormQuestion]:
    """The questions whose answers the law or the register makes public."""
    return [one for one in form_questions(sections) if one.kind]


def require_claimable(
    sections: Iterable[type[Section]], section: str, field: str
) -> FormQuestion:
    """The question, when its answer may be kept confidential.

    Raises `InputRefused` with the article when it may not, `UnknownSection`,
    `UnknownField`.
    """
    asked = [one for one in sections if one.key == section]
    if not asked:
        raise UnknownSection(section)
    for question in form_questions(asked):
        if question.field == field:
            return _required(question)
    # One of `more`: it stands in no list of questions, and nothing of it can be
    # claimed.
    if asked[0].asks(field):
        raise InputRefused(str(NO_TEXT))
    raise UnknownField(section, [field])


def standing_claims(context: FormContext) -> list[Confidentiality]:
    """The claims on what the form asks, given what is said already."""
    if not context.claims:
        return []  # as in nearly every filing
    asked = {
        (one.section.key, one.field)
        for one in claimable_questions(sections_for(context))
    }
    return [claim for claim in context.claims if (claim.section, claim.field) in asked]


def current_texts(context: FormContext, section: str, field: str) -> list[str]:
    """What is filled in for a question; of a column each different cell."""
    if section == ORGANISMS:
        cells = (getattr(row, field) for row in context.organisms)
        return [cell for cell in dict.fromkeys(cells) if cell.strip()]
    text = as_text(context.values(section).get(field))
    return [text] if text.strip() else []


def claim_content(claim: Confidentiality) -> dict[str, str]:
    """A claim as the content of an application holds it."""
    return {
        "section": claim.section,
        "field": claim.field,
        "ground": claim.ground,
        "reason": claim.reason,
        "publicText": claim.public_text,
    }


def file_content(attachment: Attachment, files: Iterable[Attachment]) -> dict[str, Any]:
    """What the content says of a confidential file; nothing of another one.

    The public version is named by its SHA-256, as all files are.
    """
    if not attachment.confidential:
        return {}
    wanted = attachment.public_version_id
    public = next((file.sha256 for file in files if file.pk == wanted), None)
    return {
        CONFIDENTIAL: True,
        "ground": attachment.ground,
        "reason": attachment.reason,
        "publicVersion": public,
    }


def claim_print(claim: Confidentiality | None) -> str:
    """A short print of a claim, by which to tell whether it changed; "" for none."""
    if claim is None:
        return ""
    # A separator that no text holds: or two claims could run together to one print.
    said = "\x1f".join(claim_content(claim).values())
    return hashlib.blake2s(said.encode(), digest_size=8).hexdigest()


def ground_in_words(ground: str) -> str:
    """A ground for people; what is no ground stays as it is."""
    return str(dict(Ground.choices).get(ground, ground))


def _fields(section: type[Section]) -> Mapping[str, forms.Field]:
    """The questions of a section; of the organisms the columns."""
    if section.key == ORGANISMS:
        return OrganismForm.base_fields
    return section.questions()


def _can_be_claimed(question: FormQuestion) -> bool:
    """Is it answered in words, and may those be confidential?"""
    field = _fields(question.section)[question.field]
    # Exactly a text: of a choice a public text in its place would say nothing.
    return not question.why_never and type(field) is forms.CharField


def _required(question: FormQuestion) -> FormQuestion:
    if question.why_never:
        raise InputRefused(f"{question.label}: {question.why_never}")
    if not _can_be_claimed(question):
        raise InputRefused(f"{question.label}: {NO_TEXT}")
    return question
