"""The place of work at S, which has no environmental permit (bijlage 5, d)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.field_kinds import choice_field
from applications.forms.sections.place import PlaceSection


class SchoolPlaceSection(PlaceSection):
    """No permit says which CFI is allowed, so any of the procedure may be chosen."""

    lead = _(
        "The location comes from your organisation's register. A laboratory at S needs "
        "no environmental permit for it."
    )
    basis = "d"

    def prepare(self) -> None:
        """All CFIs of the procedure."""
        super().prepare()
        choice_field(self, "cfis").choices = [
            (row.key, f"{row.code} – {row.family_name}")
            for row in self.context.open_categories
        ]

    def clean(self) -> dict:
        """There is no permit to stay within."""
        return super(SectionForm, self).clean() or {}
