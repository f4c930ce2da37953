"""What somebody fills in to do an act."""

from collections.abc import Collection
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.models import Case
from dossiers.states import Role


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer. It knows its case and the day.

    `held` are the roles of the reader in the case.
    The portal says what is missing, in the reader's language; not the browser.
    """

    use_required_attribute = False

    def __init__(
        self, *args, case: Case, today: date, held: Collection[Role] = (), **kwargs
    ):
        self.case, self.today, self.held = case, today, held
        super().__init__(*args, **kwargs)


class RemarkForm(ConfirmForm):
    """A remark for the file, which only Bureau GGO sees."""

    remark = forms.CharField(
        label=_("Remark"),
        help_text=_("For the file. Only Bureau GGO sees it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def multiline_field(rows: int, limit: int, **more) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )
