"""Another measure than a prescription asks, as safe (Besluit ggo 2.20, 2.21, 2.41)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.findings import ATTACHMENTS, Missing
from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.fields import (
    choice_field,
    date_field,
    day_in_words,
    line_field,
    one_of,
    paragraph_field,
    some_of,
)
from applications.models import AttachmentKind

NOTIFIED = "notified"
PERMIT = "permit"
LASTING = "lasting"
UNTIL = "until"


class PrescriptionSection(SectionForm):
    """One prescription and what comes in its place; rooms stand at the place."""

    key = "prescription"
    heading = _("Prescription and other measure")
    lead = _(
        "From which prescription on layout or working you want to differ, what you do "
        "instead, and why that protects people and the environment as well."
    )
    basis = "2.20"
    public = {"title": "register", "cfis": "containment", "instead": "containment"}
    takes_files = True
    file_kind = AttachmentKind.EVIDENCE

    title = line_field(
        _("Title"),
        needed=_("Give the request a title."),
        help=_("Short. The public register shows it."),
    )
    work = one_of(
        _("For which work is it?"),
        needed=_("Say for which work the other measure is."),
        choices=[
            (NOTIFIED, _("Work that is notified (level I or II-k, article 2.20)")),
            (PERMIT, _("Work under a permit (article 2.41)")),
        ],
    )
    number = line_field(
        _("Number of the permit or notification"),
        help=_(
            "Such as IG 26-014_III. Needed for a permit; for a notification if there "
            "is one already."
        ),
        limit=60,
    )
    prescription = paragraph_field(
        _("Which prescription"),
        needed=_("Say which prescription it is about."),
        help=_("Annex, paragraph and article, and what it prescribes."),
        rows=3,
    )
    cfis = some_of(
        _("CFIs to which the prescription belongs"),
        needed=_("Choose at least one CFI."),
        wrong=_("“%(value)s” is not a CFI that can be chosen here."),
    )
    instead = paragraph_field(
        _("What you do instead"),
        needed=_("Describe the other measure."),
        help=_("The layout, apparatus or way of working that takes its place."),
    )
    protection = paragraph_field(
        _("Why the protection is at least equal"),
        needed=_("Argue that the other measure protects at least as well."),
        help=_(
            "For people and for the environment. Add what proves it as a file below."
        ),
    )
    handlings = paragraph_field(
        _("For which handlings"),
        needed=_("Say for which handlings the other measure is."),
        rows=3,
    )
    duration = one_of(
        _("For how long"),
        needed=_("Say for how long you want to differ."),
        choices=[
            (LASTING, _("As long as the work lasts")),
            (UNTIL, _("Until a date")),
        ],
    )
    until = date_field(
        _("Until and including"), help=_("Only when it is until a date.")
    )

    def prepare(self) -> None:
        """CFIs that the locations of the lab may reach."""
        choice_field(self, "cfis").choices = [
            (row.key, f"{row.code} – {row.family_name}")
            for row in self.context.reachable_categories
        ]

    def clean(self) -> dict[str, Any]:
        """A permit has a number, an end has a day, and CFIs are used at the place."""
        answers = super().clean() or {}
        if self.strict and answers.get("work") == PERMIT and not answers.get("number"):
            self._ask("number", gettext("Give the number of the permit."))
        ends = answers.get("duration") == UNTIL
        # By what was sent: a day that cannot be read has a fault of its own already.
        if self.strict and ends and not self.data.get("until"):
            self._ask("until", gettext("Give the last day of the other measure."))
        used = self.context.used_cfis
        elsewhere = [cfi for cfi in answers.get("cfis", []) if cfi not in used]
        # Before the place is filled in there is nothing to compare with.
        if elsewhere and used:
            self.add_error("cfis", _not_at_place(elsewhere))
        return answers

    def _ask(self, field: str, text: str) -> None:
        self.add_error(field, forms.ValidationError(text, code="required"))

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The day as it is written in JSON."""
        return {**values, "until": str(values["until"] or "")}

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """The last day in words."""
        return day_in_words(value) if name == "until" else super().lines(name, value)

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """Also a file with the proof (Besluit ggo 2.20 lid 2)."""
        found = super().missing(context)
        kinds = {file.kind for file in context.attachments}
        # Equal protection must be shown and not only argued (2.20 lid 2).
        if AttachmentKind.EVIDENCE not in kinds:
            text = gettext("Add the evidence of equal protection as a file.")
            found.append(Missing(cls.key, ATTACHMENTS, "required", text))
        return found

    @classmethod
    def is_begun(cls, context: FormContext) -> bool:
        """A file counts as a beginning."""
        return super().is_begun(context) or bool(context.attachments)


def _not_at_place(cfis: list[str]) -> forms.ValidationError:
    return forms.ValidationError(
        gettext(
            "%(cfis)s is not among the CFIs used at the place. Add it there, or leave "
            "it out here."
        )
        % {"cfis": ", ".join(cfis)},
        code="not-at-place",
    )
