"""`/metrics` for Prometheus: what waits, what is late, and what fails.

All of it is asked of the database and of Redis at each scrape, so every web process
gives the same numbers and none keeps any.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from secrets import compare_digest

import redis
from celery import current_app
from django.conf import settings
from django.db.models import Avg, Count, F, Func, Max, Min, QuerySet, TextField, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    generate_latest,
)
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from accounts.models import Invitation, SignOfLife
from accounts.models.unseen_work import Promise
from dossiers.models import Advice, Case, Letter, LetterKind, Reminder, Seal
from dossiers.models.outgoing import Delivery
from dossiers.models.reminder import Digest
from dossiers.reminders.reminder_rules import running_cases
from ggo_portal.work import WITHIN
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law

SECONDS = 1  # how long Redis may take to answer
RECENT = timedelta(days=30)

PROMISED: dict[type[Promise], str] = {
    Letter: "created_at",
    Delivery: "letter__created_at",
    Advice: "asked_at",
    Reminder: "created_at",
    Digest: "created_at",
    Invitation: "invited_at",
}
"""When each was promised; `send_after` moves on with every try that fails."""

POSTED: dict[type[Promise], str] = {
    Letter: "posted_on",
    Delivery: "letter__posted_on",
}


@csrf_exempt
@require_safe
@never_cache
def metrics_page(request: HttpRequest) -> HttpResponse:
    """The numbers, for who has `METRICS_TOKEN`; for others there is nothing here."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted = settings.METRICS_TOKEN
    # Without a token set nobody gets in: an empty one would equal an empty header.
    if not wanted or not compare_digest(given.encode(), wanted.encode()):
        raise Http404
    registry = CollectorRegistry()
    registry.register(PortalNumbers())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class PortalNumbers(Collector):
    """Asks for every number anew; durations are in seconds."""

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: registering must ask nothing."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Each family of numbers."""
        now = timezone.now()
        yield from unsent_metrics(now)
        yield from failure_metrics()
        yield from case_metrics(now)
        yield from acknowledgement_metrics(now)
        yield from queue_metrics()
        yield from seal_metrics()
        yield from success_metrics(now)


def unsent_metrics(now: datetime) -> Iterator[Metric]:
    """How much is promised and not sent, and since when, by what it is."""
    count = portal_gauge("unsent", "Promised and not sent yet", "what")
    oldest = portal_gauge(
        "oldest_unsent_seconds", "Age of the oldest unsent promise", "what"
    )
    for model, promised_at in PROMISED.items():
        rows = unsent_rows(model)
        count.add_metric([metric_label(model)], rows.count())
        began = rows.aggregate(at=Min(promised_at))["at"]
        age = (now - began).total_seconds() if began else 0
        oldest.add_metric([metric_label(model)], max(0, age))
    yield from (count, oldest)


def failure_metrics() -> Iterator[Metric]:
    """What was tried in vain and is not sent, by what it is and by kind of error."""
    failed_sending = portal_gauge(
        "sending_failures", "Tried in vain, unsent", "what", "error"
    )
    # Up to the first colon: the rest names addresses, and would be a label for each
    # mail.
    parts = [F("last_error"), Value(":"), Value(1)]
    kind = Func(*parts, function="split_part", output_field=TextField())
    for model in PROMISED:
        rows = unsent_rows(model).exclude(last_error="").order_by()
        for error, number in rows.values_list(kind).annotate(Count("pk")):
            failed_sending.add_metric([metric_label(model), error], number)
    yield failed_sending


def case_metrics(now: datetime) -> Iterator[Metric]:
    """Open cases by state, and those of which the last day to decide has passed."""
    states = portal_gauge("open_cases", "Open cases", "state")
    for state, number in Case.objects.open().values_list("state").annotate(Count("pk")):
        states.add_metric([state], number)
    late = running_cases().filter(due_on__isnull=False, due__lt=legal_day(now))
    overdue = portal_gauge("overdue_cases", "Cases whose last day to decide has passed")
    overdue.add_metric([], late.count())
    behind = portal_gauge(
        "cases_behind_the_law", "Open cases whose dates are to be derived"
    )
    behind.add_metric([], Case.objects.behind(law.current_law().number).count())
    yield from (states, overdue, behind)


def acknowledgement_metrics(now: datetime) -> Iterator[Metric]:
    """How long it took from a filing until its acknowledgement was sent."""
    took = portal_gauge(
        "acknowledgement_seconds", "Filing to receipt, 30 days", "measure"
    )
    sent = Letter.objects.filter(kind=LetterKind.RECEIPT, sent_at__gt=now - RECENT)
    wait = F("sent_at") - F("created_at")
    for name, value in sent.aggregate(average=Avg(wait), longest=Max(wait)).items():
        took.add_metric([name], value.total_seconds() if value else 0)
    yield took


def queue_metrics() -> Iterator[Metric]:
    """How many tasks wait in each queue; no numbers while Redis is down."""
    up = portal_gauge("redis_up", "Does Redis answer?")
    length = portal_gauge("queue_length", "Tasks that wait", "queue")
    client = redis.from_url(
        settings.REDIS_URL, socket_timeout=SECONDS, socket_connect_timeout=SECONDS
    )
    try:
        for name in current_app.amqp.queues:
            length.add_metric([name], client.llen(name))
        up.add_metric([], 1)
    except redis.RedisError:
        up.add_metric([], 0)
    finally:
        client.close()
    yield from (up, length)


def seal_metrics() -> Iterator[Metric]:
    """When the record was sealed last: the last step of a daily round."""
    last = portal_gauge("last_seal_timestamp_seconds", "Moment of the last seal")
    if sealed := Seal.objects.aggregate(last=Max("at"))["last"]:
        last.add_metric([], sealed.timestamp())
    yield last


def success_metrics(now: datetime) -> Iterator[Metric]:
    """How long ago each step of the round, queue and sender last did its work.

    What never did counts from when anything was first seen to work.
    """
    age = portal_gauge("last_success_age_seconds", "Since it last finished", "work")
    rows = {row.name: row for row in SignOfLife.objects.all()}
    # A new server would else alarm at once for all that has not had its turn yet.
    first = min((row.known_at for row in rows.values()), default=now)
    for name in WITHIN:
        row = rows.get(name)
        last = row.finished_at if row and row.finished_at else first
        age.add_metric([name], max(0, (now - last).total_seconds()))
    yield age


def unsent_rows(model: type[Promise]) -> QuerySet[Promise]:
    """What of it is promised and not sent; what went by post is not waiting."""
    rows = model._default_manager.filter(sent_at=None)
    return rows.filter(**{POSTED[model]: None}) if model in POSTED else rows


def metric_label(model: type[Promise]) -> str:
    """What it is called in the numbers: `letter`, `reminder` …"""
    return str(model._meta.model_name)


def portal_gauge(name: str, told: str, *labels: str) -> GaugeMetricFamily:
    """A number of the portal that goes up and down."""
    return GaugeMetricFamily(f"ggo_{name}", told, labels=labels)
