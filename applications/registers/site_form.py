"""A site in the organisation's register: address, permit, highest CFI of each kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from applications.forms.fields import expect_answer, line_field
from applications.models import Site
from procedures.models import ContainmentCategory

FIELDS = (
    "name",
    "street",
    "postcode",
    "municipality",
    "authority",
    "permit_number",
)


class SiteForm(forms.Form):
    """Besluit ggo, bijlage 5, c: address, what the permit allows, who granted it."""

    name = line_field(
        _("Name of the location"),
        needed=_("Give the location a name that colleagues know it by."),
        help=_("For example the name of the building."),
    )
    street = line_field(
        _("Street and number"),
        needed=_("Give street and number."),
        autocomplete="street-address",
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=7,
        validators=[
            RegexValidator(
                r"^[1-9]\d{3} ?[A-Za-z]{2}$", _("Give a postcode such as 9713 GZ.")
            )
        ],
        error_messages={"required": _("Give the postcode.")},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    municipality = line_field(
        _("Municipality"), needed=_("Give the municipality."), limit=100
    )
    authority = line_field(
        _("Authority that granted the environmental permit"),
        needed=_("Give the authority that granted the permit."),
        help=_("Municipality or province."),
    )
    permit_number = line_field(_("Number of the environmental permit"), limit=100)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        organisation: Organisation,
        on: date,
        site: Site | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.organisation = organisation
        self.site = site
        self.families = _families(on)
        for key, rows in self.families.items():
            self.fields[key] = _highest(rows)
        self.initial = {**_initial(site, self.families), **self.initial}

    def clean_name(self) -> str:
        """Each site of a lab has its own name."""
        name: str = self.cleaned_data["name"]
        same = self.organisation.sites.filter(name=name)
        if self.site:
            same = same.exclude(pk=self.site.pk)
        if same.exists():
            raise forms.ValidationError(
                _("Your organisation has a location of this name already.")
            )
        return name

    def clean_postcode(self) -> str:
        """As the Dutch post writes it: 9713 GZ."""
        compact = self.cleaned_data["postcode"].replace(" ", "").upper()
        return f"{compact[:4]} {compact[4:]}"

    def clean(self) -> dict[str, Any]:
        """Something must be allowed there."""
        answers = super().clean() or {}
        if not any(answers.get(key) for key in self.families):
            self.add_error(None, _("Choose the highest CFI for at least one kind."))
        return answers

    def values(self) -> dict[str, Any]:
        """What the acts take: the fields, and the CFIs in one list."""
        chosen = [self.cleaned_data[key] for key in self.families]
        fields = {name: self.cleaned_data[name] for name in FIELDS}
        return {**fields, "cfis": [cfi for cfi in chosen if cfi]}

    @property
    def address_fields(self) -> list[forms.BoundField]:
        """The fields on address and permit."""
        return [self[name] for name in FIELDS]

    @property
    def containment_fields(self) -> list[forms.BoundField]:
        """One field for each kind of CFI."""
        return [self[key] for key in self.families]


def _families(on: date) -> dict[str, list[ContainmentCategory]]:
    """The CFIs in force, by kind, under the names of their fields."""
    families: dict[str, list[ContainmentCategory]] = {}
    for row in ContainmentCategory.objects.on(on):
        families.setdefault(f"highest-{row.family}", []).append(row)
    return families


def _highest(rows: list[ContainmentCategory]) -> forms.ChoiceField:
    """Which CFI of one kind is the highest that the permit allows."""
    ordered = sorted(rows, key=lambda row: row.rank)
    field = forms.ChoiceField(
        label=f"{rows[0].family} – {rows[0].family_name}",
        choices=[("", _("not allowed")), *((row.key, row.code) for row in ordered)],
        required=False,
    )
    expect_answer(field)  # “not allowed” is an answer too
    return field


def _initial(
    site: Site | None, families: dict[str, list[ContainmentCategory]]
) -> dict[str, Any]:
    """What the register says now."""
    if site is None:
        return {}
    allowed = {row.cfi for row in site.containments.all()}
    highest = {
        key: row.key
        for key, rows in families.items()
        for row in rows
        if row.key in allowed
    }
    return {**{name: getattr(site, name) for name in FIELDS}, **highest}
