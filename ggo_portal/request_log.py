"""One line for each request, under the id that the proxy gave it."""

import re
import time
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")
"""What is taken over from the proxy; anything else could fill a disk."""


class RequestLog(RequestMiddleware):
    """Outermost middleware: binds `request_id`, logs the end, and answers with the id.

    The path is logged without its query: that can hold what people searched for.
    """

    def prepare(self, request: HttpRequest) -> None:
        """Take over a well-formed `X-Request-ID`, or make one."""
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        if not WELL_FORMED.fullmatch(given):
            request.META["HTTP_X_REQUEST_ID"] = given = str(uuid4())
        # Monotonic, since the clock of a server is set while requests run.
        request.id, request.began = given, time.monotonic()  # type: ignore[attr-defined]
        super().prepare(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        """Log it with how long it took, and tell the caller the id."""
        # Before logging: whoever reports a fault can then name the line.
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        took = time.monotonic() - request.began  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(seconds=round(took, 3))
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and path."""
        return f"{request.method} {request.path}"
