"""Giving a case to a colleague: the act, and its page."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import BureauRole, User
from dossiers.cases.act_page import ActPage, ConfirmForm
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.errors import NotAllowed
from dossiers.facts.handling_facts import HandlerFacts
from dossiers.handling.acts import ASSIGN, TAKE_UP
from dossiers.handling.taking_up import handler_named
from dossiers.models import Case, Event
from dossiers.states import Act, State


@transaction.atomic
def assign_handler(case: Case, *, to: User, by: Actor, at: datetime) -> Event:
    """Make a colleague the handler of a case, taking it in hand when nobody has.

    A received case is taken up in the colleague's name (`TAKE_UP`), another one
    changes hands (`ASSIGN`); the event names who did it and whose it was. Raises
    `NotAllowed` for the wrong state or person, for a colleague who is no case handler,
    and when he handles it already.
    """
    act = assigning_act(case)
    lock_for(act, case, by=by, at=at)
    # Asked here too and not by the form alone: a position may end after the list of
    # colleagues was shown.
    if BureauRole.HANDLER not in to.bureau_roles() or not to.is_active:
        text = _("%(name)s is no case handler.") % {"name": to.name}
        raise NotAllowed(text, case.events.last())
    if case.handler_id == to.pk:
        text = _("%(name)s handles this case already.") % {"name": to.name}
        raise NotAllowed(text, case.events.last())
    earlier = case.handler.name if case.handler else ""
    case.handler = to
    facts = HandlerFacts(earlier_handler=earlier, **handler_named(case))
    return apply_transition(act, case, by=by, at=at, facts=facts)


def assigning_act(case: Case) -> Act:
    """By which act of the table a case gets a handler."""
    # Two acts, for only the first one moves the state: a case that nobody handled is
    # now in handling.
    return TAKE_UP if case.state == State.RECEIVED else ASSIGN


def available_handlers() -> QuerySet[User]:
    """The active case handlers, by name; nobody is left out for being away."""
    staff = User.objects.filter(positions__role=BureauRole.HANDLER, is_active=True)
    return staff.order_by("name")


class AssignForm(ConfirmForm):
    """To whom; whoever handles the case already is not among them."""

    to = forms.ModelChoiceField(
        available_handlers().none(),
        label=gettext_lazy("Colleague"),
        empty_label=gettext_lazy("choose"),
        error_messages={
            "required": gettext_lazy("Choose a colleague to assign to."),
            "invalid_choice": gettext_lazy("Choose a case handler."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = cast("forms.ModelChoiceField[User]", self.fields["to"])
        others = available_handlers()
        if self.case.handler_id is not None:
            others = others.exclude(pk=self.case.handler_id)
        to.queryset = others


PAGES: dict[Act, ActPage] = {
    ASSIGN: ActPage(
        button=gettext_lazy("Assign to a colleague"),
        lead=gettext_lazy(
            "Your colleague becomes the handler. The applicant sees the name."
        ),
        do=assign_handler,
        done=gettext_lazy("Your colleague is now the handler of this case."),
        form=AssignForm,
    ),
}
