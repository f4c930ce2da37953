"""The report of the risk assessment, unless none is needed (bijlage 5, k)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.findings import ATTACHMENTS, Missing
from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.fields import one_of, paragraph_field
from applications.models import AttachmentKind

ATTACHED = "attached"
NOT_NEEDED = "not-needed"


class ReportSection(SectionForm):
    """The report goes along as a file; annex 2 combinations need none (2.10)."""

    key = "report"
    heading = _("Report of the risk assessment")
    lead = _("The report shows how you came to level and CFI.")
    basis = "k"
    public = {"report": "effects", "reason": "effects"}
    takes_files = True

    report = one_of(
        _("The report"),
        needed=_("Say whether you attach the report."),
        choices=[
            (ATTACHED, _("The report is attached below")),
            (
                NOT_NEEDED,
                _("None is needed: only combinations of annex 2 (Besluit ggo 2.10)"),
            ),
        ],
    )
    reason = paragraph_field(
        _("Why no report is needed"),
        help=_("Which host and vector combinations of annex 2 you use."),
        rows=3,
    )

    @classmethod
    def suggested(cls, context: FormContext) -> dict[str, Any]:
        """Nearly always there is a report."""
        return {"report": ATTACHED}

    def clean(self) -> dict[str, Any]:
        """Without a report the reason is needed, before filing."""
        answers = super().clean() or {}
        unexplained = answers.get("report") == NOT_NEEDED and not answers.get("reason")
        if self.strict and unexplained:
            text = gettext("Say why no report is needed.")
            self.add_error("reason", forms.ValidationError(text, code="required"))
        return answers

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """Also the file itself, when it is said to be attached."""
        found = super().missing(context)
        reports = [
            file
            for file in context.attachments
            if file.kind == AttachmentKind.RISK_REPORT
        ]
        said = context.values(cls.key).get("report")
        # Also while nothing is said: a report is needed unless somebody says why not
        # (2.10).
        if said != NOT_NEEDED and not reports:
            text = gettext("Add the report of the risk assessment as a file.")
            found.append(Missing(cls.key, ATTACHMENTS, "required", text))
        return found

    @classmethod
    def is_begun(cls, context: FormContext) -> bool:
        """A file counts as a beginning."""
        return super().is_begun(context) or bool(context.attachments)
