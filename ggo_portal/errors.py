"""What nobody foresaw: 503 when it passes by itself, else 500; with a number to name.

Named by `handler500` in `urls.py`, so that it also answers for middleware. It asks
nothing of database or cache: they may be what is wrong.
"""

import errno
import sys
from collections.abc import Iterator
from uuid import uuid4

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from psycopg import errors

log = structlog.get_logger(__name__)

SOON, LATER = 5, 30  # seconds after which trying again makes sense
LOCKED = (
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.QueryCanceled,
)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to the error that is being handled."""
    # Django calls this while the error is being handled, and does not pass it on.
    error = sys.exc_info()[1]
    wait = seconds_to_wait(error)
    status = 503 if wait else 500
    # Short enough to read out on the telephone; the log has it in full.
    reference = getattr(request, "id", uuid4().hex)[:8]
    log.error(
        "unavailable" if wait else "server_error",
        reference=reference,
        path=request.path,
        kind=type(error).__name__,
    )
    answer = _error_response(request, status, reference)
    answer.reference = reference  # type: ignore[attr-defined]
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


def seconds_to_wait(error: BaseException | None) -> int | None:
    """After how long the same may well go right; None when it will not by waiting.

    The database is full, restarts, has no connection left or is read-only for a moment;
    somebody holds a row for too long; the disk is full.
    """
    for cause in _causes(error):
        if isinstance(cause, LOCKED):
            return SOON
        passing = OperationalError | InterfaceError | errors.ReadOnlySqlTransaction
        if isinstance(cause, passing) or getattr(cause, "errno", None) in FULL:
            # Django's OperationalError wraps the one of psycopg that tells a lock from
            # a server that is down.
            held = any(isinstance(each, LOCKED) for each in _causes(cause))
            return SOON if held else LATER
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it came from, the last first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _error_response(request: HttpRequest, status: int, reference: str) -> HttpResponse:
    """A page, or for the token endpoint what OAuth clients read (RFC 6749)."""
    if request.path_info == "/oauth/token":
        oauth_code = "temporarily_unavailable" if status == 503 else "server_error"
        words = f"Reference {reference}."
        return JsonResponse(
            {"error": oauth_code, "error_description": words}, status=status
        )
    page = render_to_string(f"{status}.html", {"reference": reference})
    return HttpResponse(page, status=status)
