"""The choice of one act on many cases."""

from typing import cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossiers.handling.assigning import available_handlers
from dossiers.worklist.bulk_acts import BulkAct


class BulkForm(forms.Form):
    """What is done, and to whom cases go when they are assigned."""

    use_required_attribute = False

    act = forms.ChoiceField(
        label=_("With the ticked cases"),
        choices=BulkAct.choices,
        error_messages={
            "required": _("Choose what is to be done."),
            "invalid_choice": _("Choose what is to be done."),
        },
    )
    to = forms.ModelChoiceField(
        available_handlers().none(),
        label=_("Colleague, to assign to"),
        required=False,
        empty_label=_("choose"),
        error_messages={"invalid_choice": _("Choose a case handler.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["to"]).queryset = available_handlers()

    def clean(self) -> dict:
        """To assign, one must say to whom."""
        answers = super().clean() or {}
        needs_to = answers.get("act") == BulkAct.ASSIGN and "to" not in self.errors
        if needs_to and not answers.get("to"):
            self.add_error("to", gettext("Choose a colleague to assign to."))
        return answers
