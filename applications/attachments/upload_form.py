"""The question for files: which, and what they are for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.attachments.file_types import TYPES
from applications.attachments.uploads import file_size_limit
from applications.forms.base import Section
from applications.forms.context import FormContext
from applications.forms.fields import choice_field, expect_answer
from applications.forms.procedures import sections_for
from applications.models import AttachmentKind

ALWAYS = (AttachmentKind.DRAWING, AttachmentKind.PUBLIC, AttachmentKind.OTHER)
"""Kinds of file that may go with every form."""


class SeveralFiles(forms.FileInput):
    """A choice of one or more files."""

    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Files of one kind; what may be in them, `attach_file` decides."""

    kind = forms.ChoiceField(label=_("What is the file?"))
    upload = forms.FileField(
        label=_("Choose a file"),
        required=False,
        widget=SeveralFiles(
            attrs={
                "accept": ",".join(f".{ending}" for ending in TYPES),
                "multiple": True,
            }
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kinds: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        names = dict(AttachmentKind.choices)
        choice_field(self, "kind").choices = [
            (kind, str(names[kind]).capitalize()) for kind in kinds
        ]
        field, limit = self.fields["upload"], settings.ATTACHMENT_MAX_BYTES
        expect_answer(field)
        field.help_text = gettext(
            "PDF, Word, OpenDocument, Excel, CSV, text or image; at most %(limit)s "
            "each. You can choose several at once."
        ) % {"limit": file_size_limit()}
        field.widget.attrs["data-max-bytes"] = limit


def kinds_for(context: FormContext, section: type[Section]) -> list[str]:
    """The kinds of file of this form: first what is mostly added in this section."""
    sections = [section, *sections_for(context)]
    asked = [one.file_kind for one in sections if one.takes_files]
    return list(dict.fromkeys([*map(str, asked), *map(str, ALWAYS)]))
