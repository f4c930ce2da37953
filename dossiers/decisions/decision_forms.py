"""What somebody fills in to draft a decision, to send it back, and to sign it."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.text_input.untouched import prints_of
from dossiers.cases.act_page import ConfirmForm
from dossiers.cases.time_left import days_left
from dossiers.decisions.containment import (
    assignable_categories,
    assignable_levels,
    containment_contradictions,
    filed_containment,
    level_from_cfis,
)
from dossiers.decisions.conversion import ConversionOption, conversion_options
from dossiers.decisions.decision_parts import given_advices
from dossiers.decisions.hearing import (
    advice_use_missing,
    hearing_faults,
    may_ask_hearing,
)
from dossiers.models import Case, Decision
from procedures.counting.legal_day import legal_day
from procedures.day_field import DayField
from procedures.law_rows import law
from procedures.models import DecisionTemplate

Assigns = DecisionTemplate.Assigns
NEEDS: dict[str, tuple[str, ...]] = {
    Assigns.LEVEL: ("level", "cfis"),
    Assigns.CFI: ("cfis",),
    Assigns.PROCEDURE: ("becomes",),
    Assigns.NOTIFICATION: ("becomes", "level", "cfis"),
}
"""What is asked, by what the decision names."""


class DecisionForm(ConfirmForm):
    """The draft of a decision of one kind; what that kind does not name is left out.

    Anything may be saved, also what is not whole or cannot be true; with `strict` all
    that the decision needs must be there. `version` is that of the draft which the
    writer saw, `begun` the prints of its texts.
    """

    level = forms.ChoiceField(
        label=_("Containment level"),
        help_text=_("It follows from the highest CFI, so it may be left open."),
        required=False,
    )
    cfis = forms.MultipleChoiceField(
        label=_("Category of physical containment (CFI)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    becomes = forms.ChoiceField(label=_("Treated from now on as"), required=False)
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("Your text stands in the letter to the applicant, word for word."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        help_text=_(
            "One a line. They are numbered in the letter. Leave empty if none."
        ),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    advice_use = forms.ChoiceField(
        label=_("The advice that was given"),
        choices=Decision.AdviceUse.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "The letter names who advised and has the advice as an annex (Awb 3:8)."
        ),
    )
    hearing = forms.ChoiceField(
        label=_("Was the applicant heard?"),
        choices=Decision.Hearing.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Needed before a decision that refuses, that gives another level or CFI "
            "than was asked, or of article 2.19 (Awb 4:7, 4:8)."
        ),
    )
    heard_on = DayField(
        label=_("Heard on"),
        help_text=_("The day of the hearing, or on which the view came in writing."),
        required=False,
    )
    hearing_text = forms.CharField(
        label=_("What was said, or why nobody was heard"),
        help_text=_(
            "It stands in the letter, word for word. Not heard: for instance because "
            "the decision rests on what the applicant gave himself (Awb 4:7, 4:8), or "
            "because it could not wait (Awb 4:11)."
        ),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
    begun = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        template: DecisionTemplate,
        strict: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.template, self.strict = template, strict
        # What the writer began with travels with the form: at a conflict it tells what
        # he changed from what he only sent along.
        self.initial.setdefault("begun", prints_of(self.initial))
        # Fields that this kind does not have are taken out, so that what is typed for
        # another kind cannot come along.
        wanted = {"reasons", "version", "begun", *NEEDS.get(template.assigns, ())}
        if template.takes_conditions:
            wanted.add("conditions")
        if may_ask_hearing(template):
            wanted |= {"hearing", "heard_on", "hearing_text"}
        if given_advices(self.case):
            wanted.add("advice_use")
        for name in set(self.fields) - wanted:
            del self.fields[name]
        for name, choices in self._choices().items():
            if name in self.fields:
                cast(forms.ChoiceField, self.fields[name]).choices = choices
        for name in self._needed():  # may be empty in a draft, but is not optional
            vars(self.fields[name])["wanted"] = True

    def _choices(self) -> dict[str, list[Any]]:
        """The lists of today; the procedures are those of the day of receipt."""
        books = law.current_law()
        becomes = conversion_options(self.case, books, self.today)
        categories = assignable_categories(self.case, self.template, self.today)
        levels = assignable_levels(self.case, self.template)
        return {
            "level": [("", "–"), *[(one.value, one.label) for one in levels]],
            "cfis": [(row.key, row.key) for row in categories],
            "becomes": [
                ("", "–"),
                *[(one.procedure.key, conversion_option_label(one)) for one in becomes],
            ],
        }

    def clean(self) -> dict[str, Any]:
        """Level and CFI fit; with `strict` all that is named is there, with reasons."""
        answers = super().clean() or {}
        self._follow_level(answers)
        if self.strict:
            for name, words in self._needed().items():
                if not answers.get(name) and name not in self.errors:
                    self.add_error(name, words)
            self._check_hearing(answers)
        return answers

    def _check_hearing(self, answers: dict[str, Any]) -> None:
        """What must still be said of the hearing stands at its field."""
        decision = Decision(
            template=self.template,
            **{name: answers.get(name) or "" for name in ("level", "hearing")},
            cfis=answers.get("cfis") or [],
            heard_on=answers.get("heard_on"),
            hearing_text=answers.get("hearing_text") or "",
        )
        for name, words in hearing_faults(self.case, decision, self.today):
            if name not in self.errors:
                self.add_error(name, words)

    def _follow_level(self, answers: dict[str, Any]) -> None:
        """The level that the CFIs give; what cannot be true beside it is an error."""
        decision = Decision(
            template=self.template,
            level=answers.get("level", ""),
            cfis=answers.get("cfis") or [],
        )
        decision.level = level_from_cfis(self.case, decision, self.today)
        if "level" in self.fields:
            answers["level"] = decision.level
        # A draft may say what cannot be true: somebody is in the middle of writing it.
        if not self.strict:
            return
        place = "cfis" if "cfis" in self.fields else None
        for words in containment_contradictions(self.case, decision, self.today):
            self.add_error(place, words)

    def _needed(self) -> dict[str, str]:
        """What may not be empty, with what to say when it is."""
        words = {
            "level": gettext("Choose the level that is assigned."),
            "cfis": gettext("Choose the CFI that is assigned."),
            "becomes": gettext("Choose the procedure as which it is treated."),
        }
        needed = {name: words[name] for name in NEEDS.get(self.template.assigns, ())}
        if "advice_use" in self.fields:
            needed["advice_use"] = advice_use_missing()
        if self.template.needs_reasons:
            needed["reasons"] = gettext("Give the reasons for the decision.")
        return needed

    def draft_values(self) -> dict[str, Any]:
        """What `save_decision_draft` takes, as filled in well; `version` is apart."""
        given = self.cleaned_data
        key = given.get("becomes")
        day = legal_day(self.case.received_at)
        return {
            "template": self.template,
            "level": given.get("level", ""),
            "cfis": given.get("cfis", []),
            # The row of the day of receipt: under that law the new case goes on (ADR
            # 16).
            "becomes": law.current_law().in_force(key, day) if key else None,
            "reasons": given.get("reasons", ""),
            "conditions": given.get("conditions", ""),
            "hearing": given.get("hearing", ""),
            "heard_on": given.get("heard_on"),
            "hearing_text": given.get("hearing_text", ""),
            "advice_use": given.get("advice_use", ""),
        }


def conversion_option_label(one: ConversionOption) -> str:
    """A row as which a filing may be treated, with the last day that it gives."""
    name = one.procedure.name
    if one.day is None or one.days_left is None:
        return f"{name} – {gettext('the clock stands still')}"
    words = (
        gettext("%(row)s – decide by %(day)s, %(left)s")
        if one.is_decision
        else gettext("%(row)s – refusing to agree possible until %(day)s, %(left)s")
    )
    left = days_left(one.days_left)
    if one.days_left < 0:
        left = gettext("which has passed")
    day = date_format(one.day, "j F Y")
    return words % {"row": name, "day": day, "left": left}


def draft_initial(decision: Decision) -> dict[str, Any]:
    """A stored draft as the form begins with it."""
    return {
        "level": decision.level,
        "cfis": decision.cfis,
        "becomes": decision.becomes.key if decision.becomes else "",
        "reasons": decision.reasons,
        "conditions": decision.conditions,
        "hearing": decision.hearing,
        "heard_on": str(decision.heard_on or ""),
        "hearing_text": decision.hearing_text,
        "advice_use": decision.advice_use,
        "version": decision.version,
    }


def falls_away(
    form: DecisionForm, stored: Decision | None
) -> Iterator[tuple[str, str]]:
    """What a stored draft says and the kind of this form has no place for, in words.

    What was filed and not changed is no loss: every draft begins with it.
    """
    if stored is None or stored.template == form.template:
        return
    said, blank = draft_initial(stored), blank_initial(form.case)
    for name in ("level", "cfis", "becomes", "conditions", "hearing_text"):
        given = said[name] if name == "cfis" else [said[name]]
        lost = [one for one in given if one and not _has_place(form, name, one)]
        if lost and said[name] != blank.get(name):
            words = str(stored.becomes) if name == "becomes" else ", ".join(lost)
            yield str(DecisionForm.base_fields[name].label), words


def _has_place(form: DecisionForm, name: str, answer: str) -> bool:
    """Can this answer stand in the form?"""
    field = form.fields.get(name)
    if isinstance(field, forms.ChoiceField):
        return field.valid_value(answer)
    return field is not None


def blank_initial(case: Case) -> dict[str, Any]:
    """What a new draft begins with: what the applicant asked."""
    filed = filed_containment(case)
    return {
        "level": filed.level,
        "cfis": list(filed.cfis),
        "version": 0,
    }


class SendBackForm(ConfirmForm):
    """Why a prepared decision goes back, for who prepared it."""

    remark = forms.CharField(
        label=_("Remark"),
        help_text=_("For who prepared the decision. Only Bureau GGO sees it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say what has to change.")},
    )


class SignForm(ConfirmForm):
    """The digest of what the signer read; there is nothing else to fill in."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
