"""What comes along from an earlier application."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.errors import UnknownForm
from applications.findings import ORGANISMS
from applications.forms.fields import choice_field, expect_answer
from applications.forms.procedures import CHANGES, sections_said
from applications.models import Application, Attachment, AttachmentKind
from procedures.models import Procedure

PREVIEW = 160
"""Characters of what a part holds, to tell it by."""


class CopyForm(forms.Form):
    """Which form to fill in, and which parts come along: all but those in `anew`."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    procedure = forms.ChoiceField(
        label=_("Which procedure is the copy for?"),
        help_text=_("What the other form does not ask stays behind."),
        error_messages={"required": _("Choose a procedure.")},
    )
    sections = forms.MultipleChoiceField(
        label=_("Which parts come along?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisms = forms.BooleanField(required=False)
    attachments = forms.TypedMultipleChoiceField(
        coerce=UUID,
        label=_("Which files come along?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        application: Application,
        said: dict[str, Any],
        options: Iterable[Procedure],
        anew: Collection[str],
    ) -> None:
        super().__init__(data)
        offered = copy_procedures(application, options)
        choice_field(self, "procedure").choices = [
            (row.key, f"{row.form}: {row.situation}") for row in offered
        ]
        self.initial.update(key=uuid4(), procedure=application.procedure_key)
        self._offer_sections(application, said, anew)
        self._offer_organisms(said[ORGANISMS])
        self._offer_files(application.attachments.all())
        for field in self.fields.values():
            expect_answer(field)

    def _offer_sections(
        self, application: Application, said: dict[str, Any], anew: Collection[str]
    ) -> None:
        """Each part in which something is filled in, with the beginning of it."""
        kept = set(application.section_answers.values_list("section", flat=True))
        found = [part for part in section_previews(said) if part[0] in kept]
        choice_field(self, "sections").choices = [
            (key, _described(heading, words)) for key, heading, words in found
        ]
        self.initial["sections"] = [key for key, *_more in found if key not in anew]
        if not found:
            del self.fields["sections"]

    def _offer_organisms(self, rows: list[dict[str, Any]]) -> None:
        """All rows, or none."""
        if not rows:
            del self.fields["organisms"]
            return
        count = ngettext(
            "The organisms: %(number)d row", "The organisms: %(number)d rows", len(rows)
        ) % {"number": len(rows)}
        hosts = dict.fromkeys(row["host"] for row in rows[:50] if row["host"])
        self.fields["organisms"].label = _described(count, ", ".join(hosts))
        self.initial["organisms"] = True

    def _offer_files(self, files: Iterable[Attachment]) -> None:
        """Each file; the report of the risk assessment is mostly another one."""
        rows = list(files)
        choice_field(self, "attachments").choices = [
            (str(row.pk), _described(row.name, row.get_kind_display())) for row in rows
        ]
        self.initial["attachments"] = [
            str(row.pk) for row in rows if row.kind != AttachmentKind.RISK_REPORT
        ]
        if not rows:
            del self.fields["attachments"]


def copy_procedures(
    application: Application, options: Iterable[Procedure]
) -> list[Procedure]:
    """The procedures for new work, and the application's own."""
    own = application.procedure_key
    return [row for row in options if row.key == own or row.key not in CHANGES]


def section_previews(said: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Of each section: key, heading, and what it says, in the order of the form."""
    try:
        sections = sections_said(said)
    except UnknownForm:
        return []
    return [
        (
            section.key,
            str(section.heading),
            "; ".join(str(line) for row in section.rows(said) for line in row.lines),
        )
        for section in sections
        if section.is_form
    ]


def _described(name: str, words: str) -> SafeString:
    """A choice with a second line that tells what is in it."""
    short = Truncator(words).chars(PREVIEW)
    return format_html('{}<span class="ggo-choice__help">{}</span>', name, short)
