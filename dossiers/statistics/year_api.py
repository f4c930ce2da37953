"""`/api/v1/statistics`: the figures of a year as open data, without login."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.api.strict import StrictInput, checked_query
from dossiers.states import State
from dossiers.statistics.measures import FIRST_YEAR, has_figures
from dossiers.statistics.open_data import TABLES, open_data_records
from dossiers.statistics.report import Report, report_of_year
from procedures.api.names import to_camel
from procedures.models import ProcedureType, amsterdam_today

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


KEPT_BACK = "Null when it is suppressed: so small that somebody could be recognised."


def count_field(text: str) -> serializers.IntegerField:
    """A number of cases; null when it is kept back."""
    return serializers.IntegerField(allow_null=True, help_text=f"{text} {KEPT_BACK}")


def suppressed_field() -> serializers.BooleanField:
    """Whether the number before it was kept back."""
    return serializers.BooleanField(help_text="Was the number before it kept back?")


def days_field(text: str) -> serializers.FloatField:
    """A number of days; null when there is none or the group is too small."""
    return serializers.FloatField(allow_null=True, help_text=text)


class StatisticsFilters(StrictInput):
    """The query parameters."""

    year = serializers.IntegerField(
        required=False, help_text="A calendar year in Amsterdam. Default: the present."
    )

    def validate_year(self, value: int) -> int:
        """Only years that have begun."""
        if not has_figures(value, amsterdam_today()):
            text = _("There are figures from %(first)s up to the present year.")
            raise serializers.ValidationError(
                text % {"first": FIRST_YEAR}, "unknown-year"
            )
        return value


class InflowOfProcedure(serializers.Serializer[None]):
    """Cases received of one type and level."""

    type = serializers.ChoiceField(ProcedureType.choices)
    level = serializers.CharField(allow_blank=True)
    received = count_field("In the year.")
    receivedSuppressed = suppressed_field()
    receivedYearBefore = count_field("In the whole year before it.")
    receivedYearBeforeSuppressed = suppressed_field()


class InflowOfMonth(serializers.Serializer[None]):
    """Cases received in one month, of every kind."""

    month = serializers.CharField(help_text="As in 2026-01.")
    received = count_field("In the month.")
    receivedSuppressed = suppressed_field()
    receivedYearBefore = count_field("In the same month a year before.")
    receivedYearBeforeSuppressed = suppressed_field()


class DurationsOfProcedure(serializers.Serializer[None]):
    """Days from receipt to decision, of cases that ended in the year."""

    type = serializers.ChoiceField(ProcedureType.choices)
    level = serializers.CharField(allow_blank=True)
    inCombination = serializers.BooleanField(
        help_text="The KG or VA that came with a 2.8 request; its term is both terms."
    )
    termDays = serializers.IntegerField(help_text="The term of the law, from receipt.")
    decided = count_field("Ended by a decision.")
    decidedSuppressed = suppressed_field()
    medianDays = days_field("Half of the decisions took at most this.")
    percentile90Days = days_field("90 of 100 decisions took at most this.")
    authorityMedianDays = days_field("The same of the days at Bureau GGO.")
    authorityPercentile90Days = days_field("The same of the days at Bureau GGO.")
    standingStillMedianDays = days_field("The same of the days the clock stood still.")
    standingStillPercentile90Days = days_field(
        "The same of the days the clock stood still."
    )
    inTermPercent = days_field(
        "Of 100 decisions with a last day, how many came by that day."
    )
    closedInSilence = count_field("Closed without a decision.")
    closedInSilenceSuppressed = suppressed_field()


class EndingsOfStatus(serializers.Serializer[None]):
    """Cases that ended in one way."""

    status = serializers.ChoiceField(State.choices)
    cases = count_field("In the year.")
    casesSuppressed = suppressed_field()


class RequestsOfYear(serializers.Serializer[None]):
    """The requests for further information that were sent in the year."""

    asked = count_field("Sent in the year.")
    askedSuppressed = suppressed_field()
    missed = count_field("Without an answer when the date set for it had passed.")
    missedSuppressed = suppressed_field()
    medianDays = days_field("Days from sending to the answer.")


class StatisticsOutput(serializers.Serializer[None]):
    """The figures of a year; each is defined on the page about open data."""

    year = serializers.IntegerField()
    asOf = serializers.DateField(help_text="The day on which they were counted.")
    complete = serializers.BooleanField(help_text="Is the year over?")
    licence = serializers.URLField()
    inflowByProcedure = InflowOfProcedure(many=True)
    inflowByMonth = InflowOfMonth(many=True)
    durations = DurationsOfProcedure(many=True)
    endings = EndingsOfStatus(many=True)
    informationRequests = RequestsOfYear(many=True)


class StatisticsView(APIView):
    """The year in figures."""

    # Nobody is looked at, so that the answer is the same with a cookie and without.
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="readStatistics",
        summary="The year in figures, as open data",
        tags=["open-data"],
        auth=[],
        parameters=[StatisticsFilters],
        responses=StatisticsOutput,
    )
    def get(self, request: Request) -> Response:
        """Inflow, days to decision, endings and requests of `?year=`; CC0."""
        today = amsterdam_today()
        year = checked_query(request, StatisticsFilters).get("year", today.year)
        return Response(statistics_json(report_of_year(year, today)))


def statistics_json(found: Report) -> dict[str, Any]:
    """The open tables of a year as one object."""
    return {
        "year": found.year,
        "asOf": found.today.isoformat(),
        "complete": not found.is_running,
        "licence": LICENCE,
        **{
            to_camel(key.replace("-", "_")): open_data_records(key, found)
            for key in TABLES
        },
    }
