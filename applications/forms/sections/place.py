"""Where the work is done, and what its permit allows there (bijlage 5, c)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import choice_field, one_of, paragraph_field, some_of
from applications.models import Site


class PlaceSection(SectionForm):
    """A site of the organisation's register, its rooms, and the CFIs used there."""

    key = "place"
    heading = _("Place and containment")
    lead = _(
        "The location comes from your organisation's register, so you type it once."
    )
    basis = "c"
    public = {"site": "place", "cfis": "containment"}

    site = one_of(
        _("Location"),
        needed=_("Choose the location where the work is done."),
        wrong=_(
            "This location is not in your organisation's register. Choose another."
        ),
        help=_("Every location has its own environmental permit."),
    )
    rooms = paragraph_field(
        _("Exact place at the location"),
        needed=_("Say in which building and rooms the work is done."),
        help=_("Building, floor and rooms. Rooms are never shown in the register."),
        rows=3,
    )
    cfis = some_of(
        _("CFIs used there"),
        needed=_("Choose at least one CFI."),
        wrong=_("“%(value)s” is not a CFI that this procedure can be used for."),
        help=_("The categories of physical containment in which you will work."),
    )

    def prepare(self) -> None:
        """Sites of the organisation, and CFIs of at most the procedure's level."""
        choice_field(self, "site").choices = [
            (key, f"{site.name}, {site.street}, {site.municipality}")
            for key, site in self.context.sites.items()
        ]
        choice_field(self, "cfis").choices = [
            (row.key, f"{row.code} – {row.family_name}")
            for row in self.context.reachable_categories
        ]

    @property
    def notice(self) -> str:
        """That no location of the lab allows the level for which this form is."""
        context = self.context
        wanted = context.scope.wanted
        # Without any location the page asks for one already.
        if not wanted or context.asks_level or not context.sites:
            return ""
        if any(row.level == wanted for row in context.reachable_categories):
            return ""
        words = gettext(
            "None of your locations may be used at level %(level)s, for which this "
            "form is: the part “Outcome” will ask a CFI of that level. Have the BVF or "
            "the administrator correct the register of locations, or start the form "
            "for the lower level. Until then you can go on with this draft."
        )
        return words % {"level": context.level}

    def clean(self) -> dict[str, Any]:
        """Each CFI must be within what the site's permit allows."""
        answers = super().clean() or {}
        site = self.context.sites.get(answers.get("site", ""))
        for cfi in answers.get("cfis", []):
            if site and not self.context.allows(site, self.context.categories[cfi]):
                self.add_error("cfis", _beyond_permit(site, cfi))
        return answers

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The site with its address and what its permit allows."""
        site = self.context.sites.get(str(values["site"]))
        # Written out: the register may change, and what was filed must read as it was.
        return {**values, "site": site_content(site)} if site else values

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """The site as an address, with its permit."""
        if not isinstance(value, dict):
            return super().lines(name, value)
        if "street" not in value:  # as the public sees it
            return [value["municipality"]]
        return [
            value["name"],
            value["street"],
            f"{value['postcode']} {value['municipality']}",
            gettext("Permit of %(authority)s %(number)s")
            % {"authority": value["authority"], "number": value["permitNumber"]},
            gettext("Allowed at most: %(cfis)s")
            % {"cfis": ", ".join(value["permittedCfis"])},
        ]


def site_content(site: Site) -> dict[str, Any]:
    """A site as the content of an application holds it."""
    return {
        "id": site.pk,
        "name": site.name,
        "street": site.street,
        "postcode": site.postcode,
        "municipality": site.municipality,
        "authority": site.authority,
        "permitNumber": site.permit_number,
        # Frozen with the site, so that years later one sees what the permit allowed
        # then.
        "permittedCfis": [allowed.cfi for allowed in site.containments.all()],
    }


def _beyond_permit(site: Site, cfi: str) -> forms.ValidationError:
    """What is wrong, and the two ways out."""
    return forms.ValidationError(
        gettext(
            "The permit of %(site)s does not reach %(cfi)s (allowed at most: "
            "%(allowed)s). Choose another CFI or location, or have the register of "
            "locations corrected."
        )
        % {
            "site": site.name,
            "cfi": cfi,
            "allowed": ", ".join(row.cfi for row in site.containments.all()) or "–",
        },
        code="beyond-permit",
    )
