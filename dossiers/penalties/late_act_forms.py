"""What is filled in to extend a term, and to give notice of default."""

from datetime import date
from typing import cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_forms import ConfirmForm
from dossiers.extensions.extending import last_day
from dossiers.models import Case
from dossiers.penalties.amounts import penalty_of
from dossiers.states import Role
from procedures.day_field import DayField


class ExtensionForm(ConfirmForm):
    """By how many days, each with the last day it gives, and why."""

    days = forms.TypedChoiceField(
        label=_("Extend by"),
        help_text=_("With each number of days stands the last day that it gives."),
        coerce=int,
        error_messages={"required": _("Choose by how many days.")},
    )
    reason = forms.CharField(
        label=_("Reasons"),
        help_text=_("Your text stands in the letter to the applicant, word for word."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Give the reasons for the extension.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        longest = self.case.procedure.extension_days
        days = cast(forms.ChoiceField, self.fields["days"])
        days.choices = [
            ("", "–"),
            *(
                (each, extended(self.case, each, self.today))
                for each in lengths(longest)
            ),
        ]


def lengths(longest: int) -> range:
    """The numbers of days to choose from, the longest first."""
    return range(longest, 0, -1)


def extended(case: Case, days: int, today: date) -> str:
    """A number of days, and until when the term would run."""
    count = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    last = last_day(case, days, today)
    if last is None:
        return count
    until = date_format(last, "l j F Y")
    return gettext("%(days)s: through %(day)s") % {"days": count, "day": until}


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
