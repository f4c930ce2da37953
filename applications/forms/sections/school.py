"""Why a ggo may be used at S-I: it is on annex 11, or meets annex 6 (Regeling ggo)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.conditional_section import ForkedForm
from applications.forms.fields import choice_field, one_of, paragraph_field
from applications.forms.sections.criteria import (
    ASKED,
    CriteriaByPartSection,
    CriteriaSection,
    order_questions,
)
from applications.forms.sections.place import PlaceSection

LISTED = "annex-11"
ARGUED = "annex-6"


class SchoolGround(ForkedForm):
    """Either the entry of annex 11, or every criterion of annex 6."""

    heading = _("Annex 11 or annex 6")
    lead = _(
        "At S-I only ggo's may be used that are on annex 11 or that meet the criteria "
        "of annex 6."
    )
    basis = "bijlage 11, bijlage 6"
    body = "applications/forms/_school.html"
    fork = "ground"

    ground = one_of(
        _("Why may these ggo's be used at S-I?"),
        needed=_("Say whether the ggo's are on annex 11 or meet annex 6."),
        choices=[
            (LISTED, _("They are on annex 11")),
            (ARGUED, _("They meet the criteria of annex 6")),
        ],
    )
    entry = paragraph_field(
        _("Which ggo's of annex 11"),
        needed=_("Name the ggo's as they stand on annex 11."),
        help=_(
            "As they stand on the list, or the 2.13a decision that adds them for your "
            "organisation."
        ),
        rows=3,
    )


class SchoolSection(SchoolGround, CriteriaSection):
    """By annex 6 as it was until 30 June 2026."""

    public = {"ground": "effects", "entry": "organisms", **CriteriaSection.public}
    field_order = ("ground", "entry", *ASKED, "summary")
    branches = {LISTED: ("entry",), ARGUED: (*ASKED, "summary")}


BY_PART = CriteriaByPartSection.field_order


class SchoolByPartSection(SchoolGround, CriteriaByPartSection):
    """By annex 6 as it is since 1 July 2026."""

    lead = SchoolGround.lead
    public = {"ground": "effects", "entry": "organisms", **CriteriaByPartSection.public}
    field_order = ("ground", "entry", *BY_PART)
    branches = {LISTED: ("entry",), ARGUED: BY_PART}


for _section in (SchoolSection, SchoolByPartSection):
    order_questions(_section)


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

    def clean(self) -> dict[str, Any]:
        """There is no permit to stay within."""
        # Past `PlaceSection`: what it checks against is the environmental permit that a
        # place at S has not.
        return super(SectionForm, self).clean() or {}
