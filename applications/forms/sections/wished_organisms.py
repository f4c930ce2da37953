"""The organisms of a 2.8 request: each row asks for a CFI and a level."""

from django.utils.translation import gettext_lazy as _

from applications.forms.sections.organisms import OrganismsSection


class WishedOrganismsSection(OrganismsSection):
    """Several requests may go together: each row is one."""

    lead = _(
        "Each row is a request: a group of similar ggo's, with the CFI and the level "
        "that you wish. The classification article may stay empty."
    )
