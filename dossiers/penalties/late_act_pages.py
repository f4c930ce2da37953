"""Giving notice of default, deciding on the penalty: what is filled in, and pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from dossiers.cases.act_page import ActPage, ConfirmForm
from dossiers.decisions.decision_forms import SendBackForm
from dossiers.models import Case
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
        if owed := penalty_of(self.case, self.today):
            words = ngettext(
                "The penalty is %(amount)s euros, for %(days)s day",
                "The penalty is %(amount)s euros, for %(days)s days",
                owed.days,
            )
            self.fields["is_right"].label = words % owed._asdict()

    def clean(self) -> dict[str, Any]:
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
    """Is something owed that grows no more, and was not prepared?"""
    notice = default_notice_of(case)
    if notice is None or notice.fixed_at or notice.prepared_at:
        return False
    owed = penalty_of(case, amsterdam_today(), notice)
    return bool(owed and owed.is_final and owed.amount)


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
            "4:18). A colleague signs it; then the applicant gets a letter with the "
            "sum."
        ),
        do=prepare_penalty,
        done=_("The decision on the penalty is prepared. A colleague signs it."),
        form=PenaltyForm,
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
