"""The question with which an import begins: what, and what becomes of the rest."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.fields import one_of
from applications.models import PendingImport

ACCEPT = ".xlsx,.ods,.csv,.txt,.tsv"


class ImportForm(forms.Form):
    """Pasted rows or a file with rows, and whether they come beside or instead."""

    text = forms.CharField(
        label=_("Paste rows"),
        help_text=_(
            "Select the rows in Excel or LibreOffice, with their headers if you can, "
            "copy them and paste them here."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("XLSX, ODS or CSV, up to 10 MB and 1,000 rows."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    mode = one_of(
        _("What happens to the rows that are there?"),
        needed=_("Say whether the rows are added, or take the place of all there are."),
        choices=PendingImport.Mode.choices,
    )

    def clean(self) -> dict:
        """Something must be there to read."""
        answers = super().clean() or {}
        if not answers.get("file") and not (answers.get("text") or "").strip():
            self.add_error("text", _("Paste rows here, or choose a file below."))
        return answers
