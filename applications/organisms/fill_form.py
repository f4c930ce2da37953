"""One value for a column of the rows that are chosen in the table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.organism import OrganismForm
from applications.organisms.tables.limits import MAX_CELL


def _columns() -> list[tuple[str, str]]:
    """The columns by the name that they have above the table."""
    fields = OrganismForm.base_fields.items()
    columns = [(name, str(each.label)) for name, each in fields]
    return [("", str(_("Choose a column"))), *columns]


class FillColumnForm(forms.Form):
    """Which column, and what becomes of it; an empty value empties the cells."""

    field = forms.ChoiceField(
        label=_("Column"),
        choices=_columns,
        error_messages={
            "required": _("Choose the column to fill in."),
            "invalid_choice": _("Choose one of the columns of the table."),
        },
    )
    value = forms.CharField(
        label=_("New value"),
        help_text=_("Leave it empty to empty the cells."),
        required=False,
        max_length=MAX_CELL,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @staticmethod
    def column(name: str) -> str:
        """The name of a column as it stands above the table."""
        return str(OrganismForm.base_fields[name].label)
