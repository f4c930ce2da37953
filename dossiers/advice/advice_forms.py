"""What is filled in to ask for advice, to withdraw the question, and to give it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.attachments.uploads import file_size_limit
from applications.forms.fields import date_field, expect_answer, model_field
from dossiers.advice.advice_link import USUAL_BODY
from dossiers.cases.act_page import ConfirmForm
from dossiers.models import Advice, Case


class AdviceQuestionForm(ConfirmForm):
    """Whom to ask, what, and before when.

    A day after Bureau GGO's own last day is asked for once more: the box for it is
    shown only then.
    """

    body = forms.CharField(
        label=_("Advisory body"),
        max_length=100,
        initial=USUAL_BODY,
        help_text=_("The applicant sees the body, not the name or the question."),
        error_messages={"required": _("Say which body you ask.")},
    )
    name = forms.CharField(
        label=_("Name of the adviser"),
        max_length=150,
        error_messages={"required": _("Give the name of the adviser.")},
    )
    email = forms.EmailField(
        label=_("E-mail address of the adviser"),
        max_length=254,
        help_text=_("The personal link goes there. It opens this case alone."),
        error_messages={
            "required": _("Give the e-mail address of the adviser."),
            "invalid": _("Give a full e-mail address, such as name@adviser.nl."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of the message"),
        choices=[("nl", "Nederlands"), ("en", "English")],
        initial="nl",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )
    question = forms.CharField(
        label=_("Question"),
        help_text=_("The adviser reads it in the mail and above the form."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what you ask the adviser.")},
    )
    advise_by = date_field(
        _("Advice before or on"), needed=_("Choose the day of the advice.")
    )
    is_late_meant = forms.BooleanField(
        label=_("Ask for advice after our own last day all the same"), required=False
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.last_day: date | None = case.due
        self._tell_last_day()
        self.shows_late = self.is_bound and self.is_late()
        if not self.shows_late:
            self.fields["is_late_meant"].widget = forms.HiddenInput()

    def _tell_last_day(self) -> None:
        """Our own last day under the question for a day; no day before tomorrow."""
        field = self.fields["advise_by"]
        field.widget.attrs["min"] = str(self.today + timedelta(days=1))
        if self.last_day:
            text = gettext("Bureau GGO’s own last day is %(day)s; the clock runs on.")
            words = {"day": date_format(self.last_day, "j F Y")}
            field.help_text = text % words

    def is_late(self) -> bool:
        """Was a day filled in that lies after Bureau GGO's own last day?"""
        field = self.fields["advise_by"]
        try:
            chosen = field.clean(self["advise_by"].data)
        except forms.ValidationError:
            return False
        return bool(self.last_day and chosen > self.last_day)

    def clean_advise_by(self) -> date:
        """A day to come: nobody can advise before today is over."""
        chosen: date = self.cleaned_data["advise_by"]
        if chosen <= self.today:
            raise forms.ValidationError(gettext("Choose a day after today."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """An advice after our own last day comes too late, unless it is meant."""
        answers = super().clean() or {}
        meant = answers.pop("is_late_meant", False)
        if self.last_day and self.shows_late and not meant:
            text = gettext(
                "Bureau GGO’s own last day is %(day)s: this advice comes after it. "
                "Choose an earlier day, or tick the box."
            )
            words = {"day": date_format(self.last_day, "j F Y")}
            self.add_error("is_late_meant", text % words)
        return answers


if TYPE_CHECKING:
    _AdviceField = forms.ModelChoiceField[Advice]
else:  # Django's own takes no type when it runs
    _AdviceField = forms.ModelChoiceField


class AdviceChoiceField(_AdviceField):
    """A question for advice, by whom it was put to."""

    def label_from_instance(self, advice: Advice) -> str:
        return f"{advice.body}, {advice.name}"


class AdviceWithdrawalForm(ConfirmForm):
    """Which question is withdrawn, where several are open."""

    advice = AdviceChoiceField(
        Advice.objects.none(),
        label=_("Which question?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the question that you withdraw."),
            "invalid_choice": _("Choose a question that is still open."),
        },
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        found = case.advices.open()
        model_field(self, "advice").queryset = found
        self.fields["advice"].initial = found.first()


class AdviceForm(forms.Form):
    """The advice itself. `is_final`: it is filed, so it may not be empty."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Your advice"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    upload = forms.FileField(
        label=_("Your advice as a PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    def __init__(
        self, *args: Any, has_file: bool, is_final: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.has_file, self.is_final = has_file, is_final
        text, upload = self.fields["text"], self.fields["upload"]
        for field in (text, upload):  # one of the two: neither is an extra
            expect_answer(field)
        help_text = gettext("At most %(limit)s. With a PDF the text may be empty.")
        upload.help_text = help_text % {"limit": file_size_limit()}

    def clean(self) -> dict[str, Any]:
        """A text, a PDF, or both; while it is only saved, neither is needed."""
        answers = super().clean() or {}
        given = answers.get("text") or answers.get("upload") or self.has_file
        if self.is_final and not given and not self.errors:
            self.add_error("text", gettext("Write your advice, or add it as a PDF."))
        return answers
