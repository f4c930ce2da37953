"""The forms of the worklist: its filters, as a question too; one act on many cases."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from applications.forms.fields import choice_field, model_field, offered_choices
from dossiers.cases.search import cleaned_search
from dossiers.handling.absences import colleagues_covered_by
from dossiers.handling.assigning import available_handlers
from dossiers.states import OPEN, State
from dossiers.worklist.bulk_acts import BulkAct
from dossiers.worklist.chips import CHIPS
from dossiers.worklist.question import (
    COLUMNS,
    DEFAULT_COLUMNS,
    DUE,
    NEWEST,
    NOBODY,
    Cursor,
    WorklistQuery,
)
from procedures.day_field import DayField
from procedures.models import Level, Procedure

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


NOT_KEPT = {"after", "select", "csrfmiddlewaretoken"}
"""What in an address is about one moment, and no part of a filter."""


def optional_day(label: "StrOrPromise", help_text: "StrOrPromise" = "") -> DayField:
    """A question answered by a day, or left open."""
    return DayField(
        label=label,
        help_text=help_text,
        required=False,
        error_messages={"invalid": _("Give a date, such as 24-12-2026.")},
    )


def optional_choice(
    label: "StrOrPromise",
    choices: "Iterable[tuple[Any, StrOrPromise]]",
    every: "StrOrPromise",
) -> forms.ChoiceField:
    """One of a list, or all of them."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", every), *choices],
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )


class FilterForm(forms.Form):
    """Whatever narrows the list down, and which columns it shows; all may be left."""

    use_required_attribute = False
    auto_id = "search-%s"

    filter = forms.ChoiceField(
        choices=[(key, chip.label) for key, chip in CHIPS.items()],
        required=False,
        widget=forms.HiddenInput,
    )
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    state = optional_choice(
        _("Status"),
        [(state.value, state.label) for state in State if state in OPEN],
        _("every status"),
    )
    form = optional_choice(_("Form"), [], _("every form"))
    level = optional_choice(_("Level"), Level.choices, _("every level"))
    handler = optional_choice(_("Handler"), [], _("everybody"))
    organisation = optional_choice(_("Organisation"), [], _("every organisation"))
    received_from = optional_day(_("Received from"))
    received_until = optional_day(_("Received through"))
    due_before = optional_day(_("Due before"))
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[(DUE, _("what is due first")), (NEWEST, _("the newest first"))],
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        choices=list(COLUMNS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict):
        data = data.copy()
        # No columns in an address means the usual ones, and none at all would be no
        # list.
        data.setlistdefault("columns", list(DEFAULT_COLUMNS))
        super().__init__(data, auto_id=self.auto_id)
        self._offer("form", [(form, form) for form in forms_of_the_law()])
        people = [(str(user.pk), user.name) for user in available_handlers()]
        self._offer("handler", [(NOBODY, _("nobody")), *people])
        labs = Organisation.objects.values_list("pk", "name")
        self._offer("organisation", [(str(pk), name) for pk, name in labs])

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        field = choice_field(self, name)
        field.choices = [*offered_choices(field), *choices]

    @property
    def chosen(self) -> list[forms.BoundField]:
        """The fields behind “More filters”."""
        return [self[name] for name in self.fields if name not in ("filter", "q")]


def forms_of_the_law() -> list[str]:
    """The form of every procedure there was or is."""
    found = Procedure.objects.exclude(form="").order_by("form")
    return list(found.values_list("form", flat=True).distinct())


def worklist_query(
    form: FilterForm, data: QueryDict, user: User, today: date
) -> WorklistQuery:
    """An address as a question; what makes no sense in it is left out."""
    # For its cleaned answers, valid or not: a kept address of which one part lost its
    # sense still gives a list.
    form.is_valid()
    answers = form.cleaned_data
    shown = answers.get("columns") or DEFAULT_COLUMNS
    return WorklistQuery(
        user=user,
        today=today,
        chip=answers.get("filter") or "all",
        state=answers.get("state", ""),
        words=cleaned_search(data.get("q", "")),
        form=answers.get("form", ""),
        level=answers.get("level", ""),
        handler=answers.get("handler", ""),
        organisation=answers.get("organisation", ""),
        received_from=answers.get("received_from"),
        received_until=answers.get("received_until"),
        due_before=answers.get("due_before"),
        order=answers.get("order") or DUE,
        columns=tuple(key for key in COLUMNS if key in shown),
        after=Cursor.read(data.get("after", "")),
        covering_for=colleagues_covered_by(user, today),
    )


def kept_query(data: QueryDict) -> str:
    """What of an address makes a filter, the same for the same filter."""
    pairs = QueryDict(mutable=True)
    # Sorted and without what is empty, so that one filter is one text, however it was
    # typed.
    for name in sorted(set(data) - NOT_KEPT):
        if values := [value for value in data.getlist(name) if value]:
            pairs.setlist(name, values)
    return pairs.urlencode()


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field(self, "to").queryset = available_handlers()

    def clean(self) -> dict[str, Any]:
        """To assign, one must say to whom."""
        answers = super().clean() or {}
        needs_to = answers.get("act") == BulkAct.ASSIGN and "to" not in self.errors
        if needs_to and not answers.get("to"):
            self.add_error("to", gettext("Choose a colleague to assign to."))
        return answers
