"""The questions about keeping something confidential, and marks where it is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.base import Section, SectionForm
from applications.forms.confidentiality_rules import (
    claimable_questions,
    standing_claims,
)
from applications.forms.context import FormContext
from applications.forms.fields import (
    expect_answer,
    mark_confidential_field,
    model_field,
    paragraph_field,
)
from applications.models import Application, Attachment, Ground

NOT_CHOSEN = _("Choose a ground.")


def ground_choices() -> list[tuple[str, str]]:
    """The grounds, in the language of whoever reads the page now."""
    return [(ground.value, str(ground.label).capitalize()) for ground in Ground]


class GroundForm(forms.Form):
    """On what ground, and why; what is left open must follow before filing."""

    ground = forms.ChoiceField(
        label=_("On what ground?"),
        help_text=_("Only these three are possible (Wet milieubeheer, article 19.3)."),
        choices=ground_choices,
        required=False,
        error_messages={"invalid_choice": NOT_CHOSEN},
        widget=forms.RadioSelect,
    )
    reason = paragraph_field(
        _("Why must it be confidential?"),
        help=_("Bureau GGO decides on these words. The public does not read them."),
        limit=2000,
        rows=4,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            expect_answer(field)


class ClaimForm(GroundForm):
    """For an answer: also what the public reads in its place."""

    public_text = paragraph_field(
        _("What may the public read instead?"),
        help=_(
            "Leave out, or word more generally, what must be confidential. What the "
            "risk is must remain clear."
        ),
        rows=6,
    )


class ConfidentialFileForm(GroundForm):
    """For a file: also which file the public may read."""

    public_version = forms.ModelChoiceField(
        Attachment.objects.none(),
        label=_("Public version of this file"),
        help_text=_(
            "The same document without what must be confidential. Add it to the draft "
            "first, as “public version of a confidential document”."
        ),
        required=False,
        empty_label=_("Follows later"),
        error_messages={
            "invalid_choice": _("This file is not there any more. Choose another.")
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        draft: Application,
        file: Attachment,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        others = draft.attachments.filter(confidential=False).exclude(pk=file.pk)
        model_field(self, "public_version").queryset = others


def confidentiality_marks(
    context: FormContext, form: SectionForm | type[Section]
) -> dict[str, Any]:
    """Whether anything here can be kept confidential, and the questions that are.

    The fields of those are marked, so that their labels show it.
    """
    claimed = {one.field for one in standing_claims(context) if one.section == form.key}
    possible = claimable_questions(
        [type(form) if isinstance(form, SectionForm) else form]
    )
    if isinstance(form, SectionForm):
        for name in claimed & set(form.fields):
            mark_confidential_field(form.fields[name])
    kept = [str(one.label) for one in possible if one.field in claimed]
    return {"possible": bool(possible or form.takes_files), "kept": kept}
