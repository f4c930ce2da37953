"""Extending a term, on its own page: by how many days, each with its last day, why."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_page import ActPage, ConfirmForm
from dossiers.extensions.acts import EXTEND
from dossiers.extensions.extending import (
    can_be_extended,
    extend_term,
    last_day_if_extended,
)
from dossiers.models import Case
from dossiers.states import Act


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = self.case.procedure.extension_days
        days = cast(forms.ChoiceField, self.fields["days"])
        days.choices = [
            ("", "–"),
            *(
                (each, extension_choice(self.case, each, self.today))
                for each in extension_lengths(longest)
            ),
        ]


def extension_lengths(longest: int) -> range:
    """The numbers of days to choose from, the longest first."""
    # The longest first: a term is extended once, so the days that are not taken are
    # lost.
    return range(longest, 0, -1)


def extension_choice(case: Case, days: int, today: date) -> str:
    """A number of days, and until when the term would run."""
    count = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    last = last_day_if_extended(case, days, today)
    if last is None:
        return count
    until = date_format(last, "l j F Y")
    return gettext("%(days)s: through %(day)s") % {"days": count, "day": until}


PAGES: dict[Act, ActPage] = {
    EXTEND: ActPage(
        button=_("Extend the term"),
        lead=_(
            "A term is extended once, before it has ended. The applicant gets a letter "
            "with your reasons and the new last day at once."
        ),
        do=extend_term,
        done=_("The term is extended. The letter is being made and sent."),
        form=ExtensionForm,
        is_apt=can_be_extended,
    ),
}
