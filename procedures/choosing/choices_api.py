"""The chooser over REST, without login and without memory: answers in, a row out."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procedures.api.api_schemas import ON
from procedures.api.names import to_camel
from procedures.api.term_views import PublicView, requested_day
from procedures.choosing import api_format
from procedures.choosing.choose import (
    AnswersIncomplete,
    choose_row,
    offered_options,
)
from procedures.choosing.parts import ChooserQuestion
from procedures.choosing.questions import QUESTIONS
from procedures.choosing.work import OUTCOME
from procedures.law_rows import law

OUTCOMES = [(value, value) for value in OUTCOME.values]


AnyField = serializers.Field[Any, Any, Any, Any]


class ChoiceAnswers(serializers.Serializer[None]):
    """The answers so far, by the name of the question."""

    def get_fields(self) -> dict[str, AnyField]:
        """One field per question, in the order in which they are asked."""
        return {to_camel(each.name): _field(each) for each in QUESTIONS}


def _field(question: ChooserQuestion) -> AnyField:
    if question.several:
        ticked = serializers.ChoiceField(list(question.values))
        return serializers.ListField(child=ticked, required=False)
    return serializers.ChoiceField(list(question.values), required=False)


class ChoiceReason(serializers.Serializer[None]):
    """Why, and the article that says so."""

    text = serializers.CharField()
    article = serializers.CharField()
    url = serializers.URLField()


class ChoiceAlternative(serializers.Serializer[None]):
    """A procedure that was not chosen, and why not."""

    procedure = serializers.CharField()
    reason = serializers.CharField()


class ChoiceOption(serializers.Serializer[None]):
    """An answer that can be given."""

    value = serializers.CharField()
    text = serializers.CharField()


class ChoiceQuestion(serializers.Serializer[None]):
    """The next question; `several` asks for a list of all that hold, empty for none."""

    name = serializers.CharField()
    text = serializers.CharField()
    several = serializers.BooleanField()
    choices = ChoiceOption(many=True)


class ProcedureChoice(serializers.Serializer[None]):
    """The procedure, or the next question, or (`contact`) ask Bureau GGO first."""

    procedure = serializers.CharField(allow_null=True)
    contact = serializers.BooleanField()
    reasons = ChoiceReason(many=True)
    prepare = serializers.ListField(child=serializers.CharField())
    alternatives = ChoiceAlternative(many=True)
    question = ChoiceQuestion(allow_null=True)


class ProcedureChoices(PublicView):
    """Which procedure do I need?"""

    @extend_schema(
        operation_id="chooseProcedure",
        tags=["law"],
        auth=[],
        parameters=[ON],
        request=ChoiceAnswers,
        responses=ProcedureChoice,
        examples=[
            OpenApiExample(
                "A changed permit at level III that may be reported",
                request_only=True,
                value={
                    "subject": "work",
                    "outcome": "III",
                    "stage": "changed",
                    "article": "same",
                    "conditions": [
                        *("comparable", "purpose", "containment"),
                        *("article", "measures", "not-process"),
                    ],
                },
            )
        ],
    )
    def post(self, request: Request) -> Response:
        """Answers in; the row in force on `?on=` out, or the next question."""
        day = requested_day(request)
        answers = api_format.read_answers(request.data)
        books = law.current_law()
        try:
            choice = choose_row(answers, on=day, books=books)
        except AnswersIncomplete as more:
            options = offered_options(more.question, on=day, books=books)
            return Response(api_format.next_question_out(more.question, options))
        return Response(api_format.choice_out(choice))
