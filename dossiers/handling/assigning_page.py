"""Giving a case to a colleague, on its own page."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_forms import ConfirmForm
from dossiers.cases.act_page import ActPage
from dossiers.handling.assigning import assign_handler, available_handlers
from dossiers.states import Act


class AssignForm(ConfirmForm):
    """To whom; whoever handles the case already is not among them."""

    to = forms.ModelChoiceField(
        available_handlers().none(),
        label=_("Colleague"),
        empty_label=_("choose"),
        error_messages={
            "required": _("Choose a colleague to assign to."),
            "invalid_choice": _("Choose a case handler."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        to = cast(forms.ModelChoiceField, self.fields["to"])
        to.queryset = available_handlers().exclude(pk=self.case.handler_id)


PAGES: dict[Act, ActPage] = {
    Act.ASSIGN: ActPage(
        button=_("Assign to a colleague"),
        lead=_("Your colleague becomes the handler. The applicant sees the name."),
        do=assign_handler,
        done=_("Your colleague is now the handler of this case."),
        form=AssignForm,
    ),
}
