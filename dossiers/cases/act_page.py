"""How an act is offered on the page of a case, and what is filled in to do it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dossiers.models import Case
from dossiers.states import Role


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer. It knows its case and the day.

    `held` are the roles of the reader in the case.
    The portal says what is missing, in the reader's language; not the browser.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        case: Case,
        today: date,
        held: Collection[Role] = (),
        **kwargs: Any,
    ) -> None:
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


def multiline_field(rows: int, limit: int, **more: Any) -> forms.CharField:
    """A text of at most `limit` characters, in a box of so many `rows`."""
    return forms.CharField(
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def is_always_apt(case: Case) -> bool:
    """Nothing but the table of states decides."""
    return True


def is_open_to_all(case: Case, user: User) -> bool:
    """Nothing but the roles in the table of states decides."""
    return True


@dataclass(frozen=True, slots=True)
class ActPage:
    """How an act is offered: its button, what it means, what is asked, who does it.

    `do` takes the case, the form's cleaned data, `by` and `at`. `is_apt` says of a case
    whether the button makes sense now, `is_open_to` whether it does for this reader.
    `route` names the address of a page of its own,
    with the case's number; then the rest belongs to that page. `plan` is what the act
    will do, to look at first. `ahead` gives what it does to the dates, of case, answers
    and day: it is shown before the act is done. `paper_route` is where the letter is,
    as PDF, that who does it must have opened; `require_seen` refuses who did not.
    `is_aside` says that it leads back or hands over, so that it is never the button
    that stands out.
    """

    button: str | Promise
    lead: str | Promise = ""
    do: Callable[..., object] | None = None
    done: str | Promise = ""
    form: type[ConfirmForm] = ConfirmForm
    is_grave: bool = False
    is_aside: bool = False
    plan: Callable[[Case], object] | None = None
    ahead: Callable[[Case, dict[str, Any], date], dict[str, Any]] | None = None
    paper_route: str = ""
    require_seen: Callable[[HttpRequest, Case], None] | None = None
    is_apt: Callable[[Case], bool] = is_always_apt
    is_open_to: Callable[[Case, User], bool] = is_open_to_all
    route: str = ""
