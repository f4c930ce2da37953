"""What a handler fills in to ask for further information, and to change a request."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.fields import expect_answer
from dossiers.cases.act_page import ConfirmForm, RemarkForm
from dossiers.information_requests.asking import RequestedQuestion
from dossiers.information_requests.question_places import PLACE_SEPARATOR, form_parts
from dossiers.models import Case, InformationRequest
from dossiers.reminders.recipients import case_applicant_recipients
from procedures.day_field import DayField
from procedures.law_rows import law
from procedures.models import amsterdam_today

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    _RequestField = forms.ModelChoiceField[InformationRequest]
else:  # Django's own takes no type when it runs
    _RequestField = forms.ModelChoiceField


USUAL_DAYS = 28
"""What Bureau GGO usually gives for an answer: house policy, no number of the law."""

MAX_QUESTIONS = 50
"""More questions than anybody asks in one letter."""


def answer_day_field(label: "StrOrPromise") -> DayField:
    """A question for the last day of an answer."""
    return DayField(
        label=label,
        error_messages={
            "required": _("Give the last day for the answer."),
            "invalid": _("Give a date, such as 24-12-2026."),
        },
    )


def valid_answer_day(day: date, today: date) -> date:
    """A day for an answer: after today, and not beyond the known free days."""
    if day <= today:
        raise forms.ValidationError(gettext("Give a day after today."))
    # Beyond the free days that are known no date can be reckoned, and this one goes
    # into the clock.
    if not law.current_calendar().covers(day):
        raise forms.ValidationError(gettext("Give an earlier day."))
    return day


def usual_answer_day(today: date) -> date:
    """The day for an answer that is proposed: a working day, so roll a free one on."""
    return law.current_calendar().roll(today + timedelta(days=USUAL_DAYS))


class RequestForm(ConfirmForm):
    """What stands above the questions, and until when they can be answered.

    `seen` is the head of the case when the dates were shown, so that nothing is sent
    into a case that has moved on, nor twice.
    """

    opening = forms.CharField(
        label=_("Introduction"),
        help_text=_("Stands above the questions in the letter, word for word."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answer_by = answer_day_field(_("Answer before or on"))
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, today: date, **kwargs: Any) -> None:
        super().__init__(*args, case=case, today=today, **kwargs)
        self.fields["opening"].initial = usual_opening(case)
        self.fields["answer_by"].initial = usual_answer_day(today)
        self.fields["answer_by"].help_text = answer_day_help(case)

    def clean_answer_by(self) -> date:
        """A day on which an answer can still come."""
        return valid_answer_day(self.cleaned_data["answer_by"], self.today)


def answer_day_help(case: Case) -> str:
    """How many days are usual, and what a missed day does to the clock of this case."""
    usual = gettext(
        "Bureau GGO usually gives %(days)s days. That is a custom: the law sets no "
        "number."
    ) % {"days": USUAL_DAYS}
    if case.procedure.resume_on_missed_deadline:
        missed = gettext(
            "With this procedure the clock runs on from the day after this date, also "
            "when no answer came (Awb 4:15 lid 1 onder a)."
        )
    else:
        missed = gettext("A missed day does not make the clock run again.")
    return f"{usual} {missed}"


def usual_opening(case: Case) -> str:
    """How a request usually begins, in the language of who gets the letter."""
    # The words go into the letter, so they are in the language of its reader, not of
    # its writer.
    with translation.override(
        case_applicant_recipients(case, on=amsterdam_today()).language
    ):
        return gettext(
            "We are assessing what you filed. To finish that we need further "
            "information. Please answer the questions below."
        )


class RequestQuestionForm(forms.Form):
    """One question, and the place in the form that it is about."""

    use_required_attribute = False

    place = forms.ChoiceField(
        label=_("About"),
        required=False,
        error_messages={"invalid_choice": _("Choose a part or question of this form.")},
    )
    text = forms.CharField(
        label=_("What do you ask?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the question, or remove it.")},
    )

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = cast(forms.ChoiceField, self.fields["place"])
        place.choices = places
        expect_answer(place)  # the whole filing is an answer too, so it is not optional

    @property
    def requested_question(self) -> RequestedQuestion:
        """What is asked, once the form is valid."""
        section, _between, field = self.cleaned_data["place"].partition(PLACE_SEPARATOR)
        return RequestedQuestion(section, field, self.cleaned_data["text"])


def place_choices(case: Case) -> list[Any]:
    """The choices for what a question is about: parts of the form, and questions."""
    whole: list[Any] = [("", _("the filing as a whole"))]
    return whole + [
        (
            str(part.heading),
            [
                (part.key, gettext("%(part)s: as a whole") % {"part": part.heading}),
                *(
                    (f"{part.key}{PLACE_SEPARATOR}{key}", label)
                    for key, label in labels.items()
                ),
            ],
        )
        for part, labels in form_parts(case.application)
    ]


class OpenRequestField(_RequestField):
    """One of the open requests of a case, named by its day and its last day."""

    def label_from_instance(self, obj: InformationRequest) -> str:
        """How a request is told apart from another."""
        return gettext("asked on %(asked)s, answer by %(day)s") % {
            "asked": date_format(obj.asked_at, "j F Y H:i"),
            "day": date_format(obj.answer_by, "j F Y"),
        }


class OpenRequestForm(ConfirmForm):
    """Which open request it is about: asked only when there are several."""

    request = OpenRequestField(
        label=_("Which request?"),
        queryset=InformationRequest.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose a request."),
            "invalid_choice": _("This request is not open any more."),
        },
    )

    def __init__(self, *args: Any, case: Case, today: date, **kwargs: Any) -> None:
        super().__init__(*args, case=case, today=today, **kwargs)
        field = cast(
            "forms.ModelChoiceField[InformationRequest]", self.fields["request"]
        )
        field.queryset = case.information_requests.open()
        # Two tell whether there are several; how many is no matter.
        found = list(field.queryset[:2])
        self.last_day = found[0].answer_by if len(found) == 1 else None
        if len(found) == 1:
            field.widget = forms.HiddenInput()
            self.initial["request"] = found[0].pk


class RenewForm(OpenRequestForm):
    """The later day, which must be after the one that was set before."""

    answer_by = answer_day_field(_("Answer before or on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if day := self.last_day:
            self.fields["answer_by"].help_text = gettext("The day is now %(day)s.") % {
                "day": date_format(day, "j F Y")
            }

    def clean_answer_by(self) -> date:
        """A day on which an answer can still come."""
        return valid_answer_day(self.cleaned_data["answer_by"], self.today)

    def clean(self) -> dict[str, Any]:
        """Later than the day that was set before."""
        answers = super().clean() or {}
        request, day = answers.get("request"), answers.get("answer_by")
        if request and day and day <= request.answer_by:
            before = date_format(request.answer_by, "j F Y")
            message = gettext("Give a day later than %(day)s, the day set before.")
            self.add_error("answer_by", message % {"day": before})
        return answers


class RevokeForm(RemarkForm, OpenRequestForm):
    """Which request, and a remark for the file that the applicant does not see."""
