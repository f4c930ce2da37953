"""The risk assessment of annex 8 under a 2.8 request (Regeling ggo 19, 20)."""

from django.utils.translation import gettext_lazy as _

from applications.findings import ATTACHMENTS, Missing
from applications.forms.conditional_section import ForkedForm
from applications.forms.context import FormContext
from applications.forms.fields import one_of, paragraph_field
from applications.models import AttachmentKind

WRITTEN = "written"
ATTACHED = "attached"
CRITERIA = "criteria"

FILES = {
    ATTACHED: (
        AttachmentKind.RISK_ANNEX,
        _("Add the risk assessment of annex 8 as a file."),
    ),
    CRITERIA: (
        AttachmentKind.CRITERIA,
        _("Add the assessment by the criteria of annex 6 as a file."),
    ),
}
"""Which file an answer promises, and what to do when it is not there."""


class RiskAssessmentSection(ForkedForm):
    """As a file or in the text; large scale and S go by the criteria of annex 6."""

    key = "risk"
    heading = _("Risk assessment (annex 8)")
    lead = _("What can go wrong, how likely that is, and what keeps it in hand.")
    basis = "2.8"
    public = {"assessment": "effects", "text": "effects"}
    takes_files = True
    file_kind = AttachmentKind.RISK_ANNEX
    fork = "assessment"
    branches = {WRITTEN: ("text",)}

    assessment = one_of(
        _("The risk assessment"),
        needed=_("Say where the risk assessment stands."),
        choices=[
            (WRITTEN, _("I write it here")),
            (ATTACHED, _("It is attached below")),
            (
                CRITERIA,
                _("Annex 6 instead, attached below: large scale (MI) and S only"),
            ),
        ],
    )
    text = paragraph_field(
        _("The risk assessment by the points of annex 8"),
        needed=_("Write the risk assessment, or attach it."),
        rows=12,
    )

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """Also the file itself, when it is said to be attached."""
        found = super().missing(context)
        said = str(context.values(cls.key).get("assessment"))
        kind, text = FILES.get(said, (None, ""))
        if kind and kind not in {file.kind for file in context.attachments}:
            found.append(Missing(cls.key, ATTACHMENTS, "required", str(text)))
        return found
