"""Organisms of large-scale work: one ggo in each row (Regeling ggo 18 lid 2)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.sections.organisms import OrganismsSection


class SingleGgosSection(OrganismsSection):
    """Similar ggo's are not taken together here."""

    lead = _(
        "One row for each single ggo: for a process installation similar ggo's may not "
        "be taken together (Regeling ggo, article 18)."
    )
