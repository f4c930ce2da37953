"""What the views answer, as OpenAPI describes it.

`case_payloads`, `event_payload` and `procedures.api.term_output` make it.
"""

from rest_framework import serializers

from applications.api.outputs import Fault
from dossiers.case_api.case_rows import OUTCOMES
from dossiers.models import LetterKind
from dossiers.states import Act, State, Turn
from procedures.api.api_schemas import TermResult

VERDICTS = ["yes", "no", "not-before", "on-condition"]


class VerdictOutput(serializers.Serializer[None]):
    """May work start?"""

    verdict = serializers.ChoiceField(VERDICTS)
    # `from` is a word of Python, so it cannot be assigned as the other fields are.
    vars()["from"] = serializers.DateField(allow_null=True)
    reason = serializers.CharField()


class CaseOutput(serializers.Serializer[None]):
    """One filing at Bureau GGO."""

    number = serializers.CharField()
    dossier = serializers.CharField(
        allow_null=True, help_text="None for an administrative filing."
    )
    coupledWith = serializers.ListField(
        child=serializers.CharField(),
        help_text="The other case of a combination.",
    )
    application = serializers.UUIDField()
    externalReference = serializers.CharField()
    title = serializers.CharField()
    procedure = serializers.CharField()
    level = serializers.CharField()
    status = serializers.ChoiceField(State.choices)
    turn = serializers.ChoiceField(Turn.choices)
    receivedAt = serializers.DateTimeField()
    dueOn = serializers.DateField(allow_null=True)
    objectionUntil = serializers.DateField(allow_null=True)
    mayStart = VerdictOutput()
    standingStill = serializers.BooleanField()
    outcome = serializers.ChoiceField(OUTCOMES, allow_null=True)
    madeKnownOn = serializers.DateField(
        allow_null=True,
        help_text="The day on which the decision was sent; null as long as it was not.",
    )
    changedAt = serializers.DateTimeField()


class CasesOutput(serializers.Serializer[None]):
    """A page of cases; `next` is the address of the one after it."""

    results = CaseOutput(many=True)
    next = serializers.URLField(allow_null=True)


class LedgerOutput(TermResult):
    """The term ledger of a case."""

    case = serializers.CharField()
    mayStart = VerdictOutput()


class DryRunOutput(TermResult):
    """What filing now would give; nothing is filed."""

    dryRun = serializers.BooleanField()
    dossier = serializers.CharField(allow_null=True)
    numberTag = serializers.CharField()
    missing = Fault(many=True)
    receivedOn = serializers.DateField()
    mayStart = VerdictOutput()


class ActorOutput(serializers.Serializer[None]):
    """Who did it."""

    kind = serializers.ChoiceField(["person", "machine", "system"])
    name = serializers.CharField()


class EventOutput(serializers.Serializer[None]):
    """One act on a case."""

    sequence = serializers.IntegerField()
    type = serializers.ChoiceField(Act.choices)
    case = serializers.CharField()
    at = serializers.DateTimeField()
    actor = ActorOutput()
    data = serializers.DictField()  # type: ignore[assignment]  # a field


class EventsOutput(serializers.Serializer[None]):
    """The log of a case, in order."""

    results = EventOutput(many=True)


class LetterOutput(serializers.Serializer[None]):
    """A letter; its PDF is at `url` once it has been made."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(LetterKind.choices)
    order = serializers.IntegerField(
        min_value=1, help_text="Which letter of its kind this is in the case, from 1."
    )
    createdAt = serializers.DateTimeField()
    madeAt = serializers.DateTimeField(allow_null=True)
    sentAt = serializers.DateTimeField(allow_null=True)
    postedOn = serializers.DateField(
        allow_null=True, help_text="The day on which it went by post."
    )
    madeKnownOn = serializers.DateField(
        allow_null=True,
        help_text="The day on which it was sent, by mail or by post (Awb 3:41).",
    )
    sha256 = serializers.CharField(allow_null=True)
    url = serializers.URLField(allow_null=True)


class LettersOutput(serializers.Serializer[None]):
    """The letters of a case."""

    results = LetterOutput(many=True)
