"""What is filled in to fix a penalty, and to give notice of default."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dossiers.cases.act_forms import ConfirmForm
from dossiers.penalties.amounts import penalty_of
from dossiers.states import Role
from procedures.day_field import DayField


class PenaltyForm(ConfirmForm):
    """The amount, to be seen before it is fixed."""

    is_right = forms.BooleanField(
        label=_("The amount is right"),
        error_messages={"required": _("Confirm the amount.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if owed := penalty_of(self.case, self.today):
            words = ngettext(
                "The penalty is %(amount)s euros, for %(days)s day",
                "The penalty is %(amount)s euros, for %(days)s days",
                owed.days,
            )
            self.fields["is_right"].label = words % owed._asdict()

    def clean(self) -> dict:
        """Nothing more than that: the act derives the amount itself."""
        super().clean()
        return {}


class NoticeForm(ConfirmForm):
    """What the applicant writes; for one that came by post also the day."""

    received_on = DayField(
        label=_("Received on"),
        help_text=_("The day on which the letter was received."),
        error_messages={"required": _("Give the day on which it was received.")},
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if Role.APPLICANT in self.held:
            del self.fields["received_on"]

    def clean(self) -> dict:
        """What the applicant sends is received today."""
        return {"received_on": None} | (super().clean() or {})
