"""What the applicant fills in after filing: answers, a correction, a withdrawal."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossiers.cases.act_page import multiline_field
from dossiers.information_requests.answering import ANSWER_MAX, REMARK_MAX
from dossiers.information_requests.correcting import CORRECTION_MAX
from dossiers.models import InformationRequest, Question

ANSWER_PREFIX = "answer-"
ANSWER_LACKING = _(
    "Give an answer in words, or change what is asked about in the form."
)


class AnswerForm(forms.Form):
    """A text for each question of a request, and a remark with it all.

    `in_form` are the keys of the questions that a change in the form answers already.
    """

    use_required_attribute = False

    remark = multiline_field(
        3,
        REMARK_MAX,
        required=False,
        label=_("Remark"),
        help_text=_("If there is anything else that Bureau GGO should know."),
    )

    def __init__(
        self,
        *args: Any,
        request: InformationRequest,
        in_form: Collection[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(request.questions.all())
        for question in self.questions:
            self.fields[self.name_of(question)] = multiline_field(
                5,
                ANSWER_MAX,
                required=question.pk not in in_form,
                error_messages={"required": ANSWER_LACKING},
                label=gettext("Answer to question %(number)s")
                % {"number": question.position},
            )
            # `setdefault`: what was typed before signing in anew goes before what was
            # saved.
            self.initial.setdefault(self.name_of(question), question.draft)
        self.initial.setdefault("remark", request.remark)
        self.order_fields([*(self.name_of(one) for one in self.questions), "remark"])

    @staticmethod
    def name_of(question: Question) -> str:
        """The name of the field for a question."""
        return f"{ANSWER_PREFIX}{question.pk}"

    def typed_answers(self) -> dict[int, str]:
        """What was typed for each question, also when that is not valid."""
        return {
            question.pk: self.data.get(self.name_of(question), "")
            for question in self.questions
        }

    def add_unanswered_errors(self, questions: list[Question]) -> None:
        """Say at each of these questions that it lacks an answer."""
        for question in questions:
            self.add_error(self.name_of(question), str(ANSWER_LACKING))

    def rows(self) -> list[tuple[Question, forms.BoundField]]:
        """Each question with its field."""
        return [(one, self[self.name_of(one)]) for one in self.questions]


class CorrectionForm(forms.Form):
    """Why the form is corrected."""

    use_required_attribute = False

    reason = multiline_field(
        4,
        CORRECTION_MAX,
        label=_("What was wrong?"),
        help_text=_("Bureau GGO reads it with the new version."),
        error_messages={"required": _("Say what was wrong.")},
    )
