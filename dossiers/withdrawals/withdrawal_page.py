"""Withdrawing a filing: why, and what goes with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_page import ActPage, ConfirmForm, multiline_field
from dossiers.states import Act
from dossiers.withdrawals.acts import WITHDRAW
from dossiers.withdrawals.withdrawing import REASON_MAX, cases_resting_on, withdraw_case


class WithdrawForm(ConfirmForm):
    """Why, and of a 2.8 request that what rests on it is withdrawn as well."""

    reason = multiline_field(
        4,
        REASON_MAX,
        required=False,
        label=_("Reason"),
        help_text=_("Stands in the confirmation, word for word."),
    )
    along = forms.BooleanField(
        error_messages={"required": _("Confirm that both are withdrawn.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        resting = cases_resting_on(self.case)
        if not resting:
            # A box that asks nothing would only hold somebody up.
            del self.fields["along"]
            return
        self.fields["along"].label = gettext(
            "%(other)s rests on this request, and is withdrawn with it"
        ) % {"other": ", ".join(case.label for case in resting)}

    def clean(self) -> dict[str, Any]:
        """Only the reason goes to the act."""
        answers = super().clean() or {}
        answers.pop("along", None)
        return answers


PAGES: dict[Act, ActPage] = {
    WITHDRAW: ActPage(
        button=_("Withdraw"),
        lead=_(
            "The case ends at once, and Bureau GGO takes no decision on it. Work that "
            "it was to cover may not be done, or must stop. You cannot undo this: for "
            "the same work you file anew."
        ),
        do=withdraw_case,
        done=_("Withdrawn. You get a confirmation by e-mail."),
        form=WithdrawForm,
        is_grave=True,
    ),
}
