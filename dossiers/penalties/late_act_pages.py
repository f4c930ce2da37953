"""Giving notice of default, deciding on the penalty: what is filled in, and pages."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from dossiers.cases.act_page import ActPage, ConfirmForm
from dossiers.decisions.decision_forms import SendBackForm
from dossiers.models import Case
from dossiers.models.decision import NothingOwed
from dossiers.penalties.acts import (
    FIX_PENALTY,
    GIVE_NOTICE,
    PREPARE_PENALTY,
    RETURN_PENALTY,
)
from dossiers.penalties.amounts import default_notice_of, is_overdue, penalty_of
from dossiers.penalties.notices import (
    fix_penalty,
    give_notice,
    prepare_penalty,
    return_penalty,
)
from dossiers.penalties.penalty_page import PREVIEW_ROUTE, require_penalty_seen
from dossiers.states import Act, Role
from procedures.counting.penalty import Penalty
from procedures.day_field import DayField
from procedures.models import amsterdam_today


class PenaltyForm(ConfirmForm):
    """The amount, to be seen before it is fixed."""

    is_right = forms.BooleanField(
        label=_("The amount is right"),
        error_messages={"required": _("Confirm the amount.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notice = default_notice_of(self.case)
        if notice and notice.outcome:
            self.fields["is_right"].label = _("No penalty is owed")
        elif owed := penalty_of(self.case, self.today, notice):
            self.fields["is_right"].label = owed_in_words(owed)

    def clean(self) -> dict[str, Any]:
        """Nothing more than that: the act derives the amount itself."""
        super().clean()
        return {}


def owed_in_words(owed: Penalty) -> str:
    """The sum, and for how many days."""
    words = ngettext(
        "The penalty is %(amount)s euros, for %(days)s day",
        "The penalty is %(amount)s euros, for %(days)s days",
        owed.days,
    )
    return words % owed._asdict()


class PreparePenaltyForm(ConfirmForm):
    """Is it owed, and if not, why (Awb 4:17 lid 6); how many share it (lid 7)."""

    outcome = forms.ChoiceField(
        label=_("Is a penalty owed?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the answers.")},
    )
    reason = forms.CharField(
        label=_("Why no penalty is owed"),
        help_text=_("Stands in the letter, word for word. Only if none is owed."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    applicants = forms.IntegerField(
        label=_("Number of applicants"),
        help_text=_("Each is owed an equal share (Awb 4:17 lid 7)."),
        initial=1,
        required=False,
        min_value=1,
        max_value=100,
        error_messages={
            "invalid": _("Give a whole number."),
            "min_value": _("There is at least one applicant."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owed = penalty_of(self.case, self.today)
        choices = [
            (one.value, _("No: %(why)s") % {"why": one.label}) for one in NothingOwed
        ]
        # What still grows can only be found not to be owed at all.
        if owed and owed.is_final:
            choices.insert(0, ("", owed_in_words(owed)))
        field = cast(forms.ChoiceField, self.fields["outcome"])
        field.choices = choices
        field.required = not (owed and owed.is_final)

    def clean(self) -> dict[str, Any]:
        """A penalty that is not owed has its reasons (Awb 3:46)."""
        answers = super().clean() or {}
        if answers.get("outcome") and not answers.get("reason"):
            self.add_error("reason", _("Write why no penalty is owed."))
        return answers | {"applicants": answers.get("applicants") or 1}


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Role.APPLICANT in self.held:
            # What the applicant sends here is received now; another day would be his
            # word against the clock's.
            del self.fields["received_on"]

    def clean(self) -> dict[str, Any]:
        """What the applicant sends is received today."""
        return {"received_on": None} | (super().clean() or {})


def can_give_notice(case: Case) -> bool:
    """Is it late, and was no notice given yet?"""
    return is_overdue(case, amsterdam_today()) and default_notice_of(case) is None


def has_penalty_to_prepare(case: Case) -> bool:
    """Was notice given, and nothing prepared or fixed?

    That nothing is owed can be found from the notice on; what is owed once it grows no
    more. Decided in time after the notice there is nothing to fix.
    """
    notice = default_notice_of(case)
    if notice is None or notice.fixed_at or notice.prepared_at:
        return False
    owed = penalty_of(case, amsterdam_today(), notice)
    return bool(owed and (owed.amount or not owed.is_final))


def has_penalty_to_fix(case: Case) -> bool:
    """Does a decision on the penalty wait for a signature?"""
    notice = default_notice_of(case)
    return bool(notice and notice.prepared_at and not notice.fixed_at)


def did_not_prepare(case: Case, user: User) -> bool:
    """A decision on the penalty has four eyes; the panel says who may sign it."""
    notice = default_notice_of(case)
    return notice is None or notice.prepared_by != user


PAGES: dict[Act, ActPage] = {
    GIVE_NOTICE: ActPage(
        button=_("Notice of default"),
        lead=_(
            "When the term for the decision has passed, a notice of default (Awb 4:17) "
            "asks for the decision in writing. If there is none two weeks later, "
            "Bureau GGO owes a penalty for every day."
        ),
        do=give_notice,
        done=_("The notice of default is recorded. Its confirmation is being sent."),
        form=NoticeForm,
        is_apt=can_give_notice,
    ),
    PREPARE_PENALTY: ActPage(
        button=_("Prepare the decision on the penalty"),
        lead=_(
            "The penalty for the late decision is what the page of the case shows (Awb "
            "4:18), or none is owed (Awb 4:17 lid 6). A colleague signs it; then the "
            "applicant gets a letter with the sum, or the reasons."
        ),
        do=prepare_penalty,
        done=_("The decision on the penalty is prepared. A colleague signs it."),
        form=PreparePenaltyForm,
        is_apt=has_penalty_to_prepare,
    ),
    FIX_PENALTY: ActPage(
        button=_("Fix the penalty"),
        lead=_(
            "The penalty for the late decision is fixed at what the page of the case "
            "shows (Awb 4:18). The applicant gets a letter with the sum."
        ),
        do=fix_penalty,
        done=_("The penalty is fixed. The letter is being made and sent."),
        form=PenaltyForm,
        is_grave=True,
        is_apt=has_penalty_to_fix,
        is_open_to=did_not_prepare,
        paper_route=PREVIEW_ROUTE,
        require_seen=require_penalty_seen,
    ),
    RETURN_PENALTY: ActPage(
        button=_("Send the decision on the penalty back"),
        lead=_("It is prepared anew. Your remark stands in the log."),
        do=return_penalty,
        done=_("The decision on the penalty was sent back."),
        form=SendBackForm,
        is_aside=True,
        is_apt=has_penalty_to_fix,
    ),
}
