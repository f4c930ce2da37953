"""What somebody fills in to do an act."""

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossiers.actions.objecting import ObjectionKind
from dossiers.models import Case
from procedures.models import ContainmentCategory, Level

LEVELS = (Level.I, Level.II_K, Level.II_V, Level.III, Level.IV)


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer. It knows its case and the day.

    The portal says what is missing, in the reader's language; not the browser.
    """

    use_required_attribute = False

    def __init__(self, *args, case: Case, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.today = case, today


class NoObjectionForm(ConfirmForm):
    """A remark for the file, which only Bureau GGO sees."""

    remark = forms.CharField(
        label=_("Remark"),
        help_text=_("For the file. Only Bureau GGO sees it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ObjectionForm(ConfirmForm):
    """The decision of article 2.19: what is decided, what is assigned, and why."""

    kind = forms.ChoiceField(
        label=_("What does Bureau GGO decide?"),
        choices=ObjectionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what Bureau GGO decides.")},
    )
    level = forms.ChoiceField(
        label=_("Level that is assigned"),
        help_text=_("Only when another level is assigned."),
        required=False,
        choices=[("", "–"), *[(level.value, level.label) for level in LEVELS]],
    )
    cfi = forms.ChoiceField(
        label=_("CFI that is assigned"),
        help_text=_("Only when another CFI, or another level and CFI, are assigned."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reasons"),
        help_text=_("Your text stands in the letter to the applicant, word for word."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Give the reasons for the decision.")},
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, today=today, **kwargs)
        codes = [(row.key, row.key) for row in ContainmentCategory.objects.on(today)]
        cfi = cast(forms.ChoiceField, self.fields["cfi"])
        cfi.choices = [("", "–"), *codes]

    def clean(self) -> dict:
        """What is assigned fits the kind; what does not belong to it is left out."""
        answers = super().clean() or {}
        kind = answers.get("kind")
        needs_cfi = kind in (ObjectionKind.OTHER_CFI, ObjectionKind.OTHER_LEVEL)
        if needs_cfi and not answers.get("cfi") and "cfi" not in self.errors:
            self.add_error("cfi", gettext("Choose the CFI that is assigned."))
        if kind == ObjectionKind.OTHER_LEVEL and not answers.get("level"):
            self.add_error("level", gettext("Choose the level that is assigned."))
        if kind != ObjectionKind.OTHER_LEVEL:
            answers["level"] = ""
        if not needs_cfi:
            answers["cfi"] = ""
        return answers
