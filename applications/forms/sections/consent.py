"""Does one ask for consent with a KG of level II (Besluit ggo 2.17, 2.26, lid 2)?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.fields import one_of

SILENCE = "silence"
CONSENT = "consent"
CONSENT_TO_ALL = "consent-to-all"
REQUESTS = {CONSENT, CONSENT_TO_ALL}
"""Answers by which consent is asked."""


class ConsentSection(SectionForm):
    """Without a request for consent silence is enough (2.17 lid 5)."""

    key = "consent"
    heading = _("Decision on consent")
    lead = _(
        "Nearly everybody waits for the 45 days to pass. Ask for a decision when you "
        "need one on paper, or want to start earlier."
    )
    basis = "2.17"
    public = {"consent": "containment"}

    consent = one_of(
        _("Do you ask for a decision on consent?"),
        needed=_("Say whether you ask for a decision."),
        help=_(
            "Besluit ggo 2.17, paragraph 2. Bureau GGO decides within 45 days; with "
            "consent you may start earlier."
        ),
        choices=[
            (SILENCE, _("No: I start after 45 days, unless Bureau GGO does not agree")),
            (CONSENT, _("Yes: I ask for a decision")),
        ],
    )

    @classmethod
    def suggested(cls, context: FormContext) -> dict[str, Any]:
        """The law asks for no decision by itself."""
        return {"consent": SILENCE}


class ChangeConsentSection(ConsentSection):
    """With a change the work waits for nothing: consent is there for who needs it."""

    lead = _(
        "You may begin with the change once you have filed it. Ask for consent if you "
        "need it on paper, for the change or for all of the work."
    )
    basis = "2.26"

    consent = one_of(
        _("Do you ask for a decision on consent?"),
        needed=_("Say whether you ask for a decision."),
        help=_(
            "Besluit ggo 2.26, paragraph 2. Bureau GGO decides within eight weeks (Awb "
            "4:13)."
        ),
        choices=[
            (SILENCE, _("No: I begin with the change when it is filed")),
            (CONSENT, _("Yes: I ask for consent to the change")),
            (CONSENT_TO_ALL, _("Yes: I ask for consent to all of the work")),
        ],
    )
