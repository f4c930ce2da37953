"""One question as a form: radio buttons, or boxes to tick."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from procedures.choosing.answers import NONE
from procedures.choosing.parts import ChooserQuestion, Option


class ChooserQuestionForm(forms.Form):
    """Asks one question, with what is on offer; the field has the question's name."""

    # The page itself says what is missing, in words and with a link.
    use_required_attribute = False

    def __init__(
        self,
        question: ChooserQuestion,
        data: Mapping[str, Any] | None = None,
        *,
        options: Sequence[Option],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        several = question.several
        kind = forms.MultipleChoiceField if several else forms.ChoiceField
        widget = forms.CheckboxSelectMultiple if several else forms.RadioSelect
        unanswered = _("Tick what holds, or “none of these”.") if several else ""
        self.question = question
        self.fields[question.name] = kind(
            label=cast(str, question.text),
            help_text=cast(str, question.help),
            choices=[(each.value, _words(each)) for each in options],
            widget=widget,
            error_messages={
                "required": unanswered or _("Choose an answer."),
                "invalid_choice": _("Choose one of these answers."),
            },
        )

    def clean(self) -> dict[str, Any]:
        """“None of these” stands alone."""
        answers = super().clean() or {}
        ticked = answers.get(self.question.name) or ()
        if self.question.several and NONE in ticked and len(ticked) > 1:
            fault = _("“None of these” cannot go with another answer.")
            self.add_error(self.question.name, fault)
        return answers


def _words(option: Option) -> str | SafeString:
    """What an answer says, with its hint below it."""
    if not option.hint:
        return str(option.text)
    return format_html(
        '{}<span class="ggo-choice__help">{}</span>', option.text, option.hint
    )
