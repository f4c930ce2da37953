"""Is the portal alive, and can it serve? For load balancers, Docker and the demo."""

from functools import cache

import redis
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dossiers.models import Letter
from dossiers.models.outgoing import IN_TIME
from ggo_portal.built import missing_parts
from ggo_portal.work import work_signs

SECONDS = 1  # how long Redis may take to answer


@csrf_exempt
@require_safe
@never_cache
def health_live(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers at all; asks nothing of other parts."""
    return JsonResponse({"status": "ok"})


@csrf_exempt
@require_safe
@never_cache
def health_ready(request: HttpRequest) -> JsonResponse:
    """200 when pages and filings work, else 503; with the state of each part.

    Redis is told but does not count: without it filings still work, and what
    follows them (PDF, mail) happens once it is back. Neither do letters that do not
    go out: the moment since when the oldest waits is told, for an alarm.
    """
    checks = {
        "build": _build(),
        "database": _database(),
        "redis": _redis(),
        "letters": _letters(),
    }
    works = checks["build"] == checks["database"] == "ok"
    status = {"status": "ok" if works else "unavailable", "checks": checks}
    return JsonResponse(status, status=200 if works else 503)


def _build() -> str:
    """`ok`, or what `make build` has not made here."""
    parts = missing_parts()
    return f"missing: {', '.join(parts)}" if parts else "ok"


@csrf_exempt
@require_safe
@never_cache
def health_work(request: HttpRequest) -> JsonResponse:
    """200 when all that nobody waits for goes on, else 503; with each part of it.

    Not for a load balancer: a mail server that is down makes no page unfit.
    """
    try:
        checks = {sign.name: sign.told for sign in work_signs(at=timezone.now())}
    except Error:
        checks = {"database": "down"}
    goes_on = set(checks.values()) == {"ok"}
    status = {"status": "ok" if goes_on else "stuck", "checks": checks}
    return JsonResponse(status, status=200 if goes_on else 503)


def _database() -> str:
    """`ok`, `down`, or `migrations pending` while a release is half-way."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except Error:
        return "down"
    # A subset: a newer release may have migrated already while this process still
    # serves.
    return "ok" if _wanted() <= applied else "migrations pending"


@cache
def _wanted() -> set[tuple[str, str]]:
    """The migrations of the code that runs, also when a newer release lies beside it.

    Read once: what is put in place under a running process is not what it serves.
    """
    return set(MigrationLoader(None).graph.nodes)


def _redis() -> str:
    """`ok` or `down`."""
    client = redis.from_url(
        settings.REDIS_URL, socket_timeout=SECONDS, socket_connect_timeout=SECONDS
    )
    try:
        client.ping()
    except redis.RedisError:
        return "down"
    finally:
        client.close()
    return "ok"


def _letters() -> str:
    """`ok`, `unknown`, or since when the oldest letter waits that was not sent in time.

    Counted from the act that promised it: a letter that is tried in vain stays late.
    """
    late = Letter.objects.unsent().filter(created_at__lt=timezone.now() - IN_TIME)
    try:
        oldest = late.order_by("created_at").values_list("created_at", flat=True)
        since = oldest.first()
    except Error:
        return "unknown"
    return f"unsent since {since:%Y-%m-%dT%H:%MZ}" if since else "ok"
