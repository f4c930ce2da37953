"""The form in which a BVF, or an administrator, names a substitute."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import LabRole, Organisation, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def substitution_day_field(
    label: "StrOrPromise", needed: "StrOrPromise", help: "StrOrPromise" = ""
) -> forms.DateField:
    """A question answered by a day."""
    return forms.DateField(
        label=label,
        help_text=help,
        error_messages={
            "required": needed,
            "invalid": _("Give a date, such as 24-12-2026."),
        },
    )


class SubstitutionForm(forms.Form):
    """Who replaces whom, from which day through which day.

    Who is no administrator arranges it for himself: then `bvf` is not asked.
    """

    bvf = forms.ModelChoiceField(
        User.objects.none(),
        label=_("BVF who is away"),
        empty_label=_("choose"),
        error_messages={
            "required": _("Choose the BVF who is away."),
            "invalid_choice": _("Choose a BVF of the organisation."),
        },
    )
    substitute = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Substitute"),
        empty_label=_("choose"),
        help_text=_("A BVF of the same organisation."),
        error_messages={
            "required": _("Choose the substitute."),
            "invalid_choice": _("Choose a BVF of the organisation."),
        },
    )
    starts_on = substitution_day_field(_("First day"), _("Give the first day."))
    ends_on = substitution_day_field(
        _("Last day"), _("Give the last day."), _("On this day it still holds.")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        organisation: Organisation,
        by: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.by = by
        officers = organisation.people(LabRole.BVF)
        self.is_possible = len(officers) > 1
        if by.holds(LabRole.ADMIN, organisation):
            _people_field(self, "bvf").queryset = officers
        else:
            del self.fields["bvf"]
        # Nobody makes himself a substitute, nor replaces himself.
        _people_field(self, "substitute").queryset = officers.exclude(pk=by.pk)

    def values(self) -> dict[str, Any]:
        """What the act takes."""
        return {"bvf": self.by, **self.cleaned_data}


def _people_field(form: forms.Form, name: str) -> "forms.ModelChoiceField[User]":
    return cast("forms.ModelChoiceField[User]", form.fields[name])
