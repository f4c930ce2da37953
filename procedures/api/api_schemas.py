"""What the public calls of the law take and answer, as OpenAPI describes them."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework import serializers

from procedures.counting.terms import Effect, WorkStart
from procedures.models import Procedure


class LegalReference(serializers.Serializer[None]):
    """A reference to the law."""

    text = serializers.CharField()
    article = serializers.CharField()
    url = serializers.URLField()


class TermAim(serializers.Serializer[None]):
    """What BGGO aims for: working days on top of the term. It binds nobody.

    They count from the last day as it is before free days lengthen the term.
    """

    amount = serializers.IntegerField()
    unit = serializers.ChoiceField(Procedure.Unit.choices)
    workingDays = serializers.IntegerField()


class Term(serializers.Serializer[None]):
    """The term of a procedure; `count` is 2 for a combination."""

    amount = serializers.IntegerField()
    unit = serializers.ChoiceField(Procedure.Unit.choices)
    kind = serializers.ChoiceField(Procedure.Kind.choices)
    count = serializers.IntegerField()
    aim = TermAim(allow_null=True)


class MayStartRule(serializers.Serializer[None]):
    """From when work may start."""

    rule = serializers.ChoiceField([rule.value for rule in WorkStart])
    text = serializers.CharField()


class OpenQuestionRow(serializers.Serializer[None]):
    """What Bureau GGO has still to say about a row, and how it can be read.

    `followedForBureau` and `followedForApplicant` are the readings that the portal
    follows, the first being 1.
    """

    text = serializers.CharField()
    readings = serializers.ListField(child=serializers.CharField())
    restsOn = serializers.CharField()
    followedForBureau = serializers.IntegerField(allow_null=True)
    followedForApplicant = serializers.IntegerField(allow_null=True)


class ProcedureRow(serializers.Serializer[None]):
    """A row of the law; `validUntil` is its last day, null while no end is known."""

    key = serializers.CharField()
    table = serializers.CharField()
    level = serializers.CharField(allow_blank=True)
    situation = serializers.CharField()
    name = serializers.CharField()
    type = serializers.CharField()
    form = serializers.CharField(allow_blank=True)
    term = Term()
    objectionDays = serializers.IntegerField()
    extensionDays = serializers.IntegerField()
    runsOnAfterMissedAnswer = serializers.BooleanField(
        help_text="Does the clock run on from the day after the date for an answer, "
        "when none came (Awb 4:15 lid 1 onder a)? Else it waits for the answer."
    )
    mayStart = MayStartRule()
    ending = serializers.CharField()
    numberTag = serializers.CharField(allow_blank=True)
    validFrom = serializers.DateField()
    validUntil = serializers.DateField(allow_null=True)
    checkedOn = serializers.DateField()
    questions = OpenQuestionRow(many=True)
    legalBasis = LegalReference(many=True)


class TermInformationRequest(serializers.Serializer[None]):
    """A request for further information; without an answer the clock stands still.

    `answerBy` matters only for procedures on which a missed date lets the clock run.
    """

    askedOn = serializers.DateField()
    answeredOn = serializers.DateField(allow_null=True, required=False)
    answerBy = serializers.DateField(allow_null=True, required=False)


class TermFacts(serializers.Serializer[None]):
    """The dated facts that all dates follow from.

    `startOn` also asks back from a day on which work should start: see `fileBy`.
    """

    procedure = serializers.CharField()
    receivedOn = serializers.DateField()
    requests = TermInformationRequest(many=True, required=False, allow_null=True)
    extensionDays = serializers.IntegerField(required=False, allow_null=True)
    firstDecisionOn = serializers.DateField(required=False, allow_null=True)
    startOn = serializers.DateField(required=False, allow_null=True)
    today = serializers.DateField(required=False, allow_null=True)


class TermStep(serializers.Serializer[None]):
    """One line of the term ledger; `fact` are the dates that it rests on."""

    vars()["from"] = serializers.DateField()
    to = serializers.DateField(allow_null=True)
    days = serializers.IntegerField()
    effect = serializers.ChoiceField([effect.value for effect in Effect])
    text = serializers.CharField()
    ground = LegalReference()
    furtherGrounds = LegalReference(many=True)
    fact = serializers.ListField(child=serializers.DateField())
    factText = serializers.CharField(allow_blank=True)


class TermResult(serializers.Serializer[None]):
    """Every date, null where there is none, and how each came about."""

    procedure = serializers.CharField()
    procedureValidFrom = serializers.DateField()
    lastDay = serializers.DateField(allow_null=True)
    coupledLastDay = serializers.DateField(
        allow_null=True,
        help_text="Of a combination: the KG or VA by its own term, from its receipt.",
    )
    secondLastDay = serializers.DateField(
        allow_null=True,
        help_text="The same by the procedures page: 2 times 45 days, at the latest.",
    )
    mayStartOn = serializers.DateField(allow_null=True)
    objectionUntil = serializers.DateField(allow_null=True)
    aimOn = serializers.DateField(allow_null=True)
    standingStill = serializers.BooleanField()
    ifAnsweredToday = serializers.DateField(allow_null=True)
    suspendedDays = serializers.IntegerField()
    freeDaysKnownThrough = serializers.DateField(
        allow_null=True,
        help_text="Free days by decree are known through it: later dates may move.",
    )
    steps = TermStep(many=True)


class TermAnswer(TermResult):
    """The same, with `fileBy`: the latest day of receipt for work to start in time.

    It is null without `startOn`, where no term runs, and where no day on which the
    procedure is in force is early enough. Bureau GGO is taken to use its whole term,
    and the clock to stand still for as many days as `suspendedDays` says.
    """

    fileBy = serializers.DateField(allow_null=True)


ON = OpenApiParameter(
    "on", {"type": "string", "format": "date"}, description="Default: today."
)
PROCEDURE_LIST: dict[str, Any] = {
    "operation_id": "listProcedures",
    "tags": ["law"],
    "auth": [],
    "parameters": [ON],
    "responses": ProcedureRow(many=True),
}
PROCEDURE_ONE: dict[str, Any] = {
    "operation_id": "readProcedure",
    "tags": ["law"],
    "auth": [],
    "parameters": [ON],
    "responses": ProcedureRow,
}
TERM_CALCULATION: dict[str, Any] = {
    "operation_id": "calculateTerm",
    "tags": ["law"],
    "auth": [],
    "request": TermFacts,
    "responses": TermAnswer,
    "examples": [
        OpenApiExample(
            "A permit application with one request for information",
            request_only=True,
            value={
                "procedure": "iiv-new",
                "receivedOn": "2026-06-01",
                "requests": [{"askedOn": "2026-06-15", "answeredOn": "2026-06-29"}],
            },
        )
    ],
}
