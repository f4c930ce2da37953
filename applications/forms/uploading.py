"""The question for a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.file_types import TYPES
from applications.models import AttachmentKind


class UploadForm(forms.Form):
    """A file and what it is for; what may be in it, `attach` decides."""

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["upload"].wanted = True

    kind = forms.ChoiceField(
        label=_("What is the file?"),
        choices=AttachmentKind.choices,
        initial=AttachmentKind.RISK_REPORT,
    )
    upload = forms.FileField(
        label=_("Choose a file"),
        required=False,
        help_text=_(
            "PDF, Word, OpenDocument, Excel, CSV, text or image; at most 100 MB."
        ),
        widget=forms.FileInput(
            attrs={"accept": ",".join(f".{ending}" for ending in TYPES)}
        ),
    )
