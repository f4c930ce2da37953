"""Is the portal alive, and can it serve? For load balancers, Docker and the demo."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ggo_portal.built import missing

SECONDS = 1  # how long Redis may take to answer


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers at all; asks nothing of other parts."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when pages and filings work, else 503; with the state of each part.

    Redis is told but does not count: without it filings still work, and what
    follows them (PDF, mail) happens once it is back.
    """
    checks = {"build": _build(), "database": _database(), "redis": _redis()}
    works = checks["build"] == checks["database"] == "ok"
    status = {"status": "ok" if works else "unavailable", "checks": checks}
    return JsonResponse(status, status=200 if works else 503)


def _build() -> str:
    """`ok`, or what `make build` has not made here."""
    parts = missing()
    return f"missing: {', '.join(parts)}" if parts else "ok"


def _database() -> str:
    """`ok`, `down`, or `migrations pending` while a release is half-way."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "down"
    return "migrations pending" if pending else "ok"


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
