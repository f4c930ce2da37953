"""One line for each thing that happened: JSON on a server, readable at a desk.

All goes one way: structlog, Django, gunicorn, Celery, warnings, and what nobody caught.
What happens for a request carries its `request_id`, in the worker too (ADR 23).
"""

import logging
import re
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, cast

import structlog

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
]

SECRETS = [
    # Personal links: who has the address is let in.
    re.compile(
        r"(/(?:advice|invitations|password/reset/key|confirm-email)/)[^/\s\"'\\?]+"
    ),
    re.compile(r"(\bBearer )[^\s\"'\\]+"),
    # The password in DATABASE_URL and its like, as errors quote it.
    re.compile(r"(://[^/\s:@\"']*:)[^@/?#\s\"']+(?=@)"),
]

# Each says a second time what django-structlog has said with the request or the task.
SAID_TWICE = ["django.request", "django.server", "celery.app.trace"]
CHATTY = {"celery.worker.strategy": "WARNING", "httpx": "WARNING"}


def logging_by_line(*, level: str, as_json: bool) -> dict[str, Any]:
    """Django's `LOGGING`, on standard error; structlog's loggers go the same way."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    silent = {"handlers": ["none"], "propagate": False}
    onward = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": _formatter(as_json)},
        "handlers": {
            "none": {"class": "logging.NullHandler"},
            "out": {"class": "logging.StreamHandler", "formatter": "line"},
        },
        "root": {"handlers": ["out"], "level": level},
        # Django and gunicorn have handlers of their own, which would print it twice.
        "loggers": {
            **dict.fromkeys(["django", "gunicorn.error", "gunicorn.access"], onward),
            **dict.fromkeys(SAID_TWICE, silent),
            **{name: {"level": least} for name, least in CHATTY.items()},
        },
    }


def log_what_nobody_catches() -> None:
    """Have warnings and uncaught exceptions of this process logged like the rest."""
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda raised: _uncaught(
        raised.exc_type, raised.exc_value, raised.exc_traceback
    )


def without_secrets(line: str) -> str:
    """A line of the log with what would let its reader in left out."""
    for secret in SECRETS:
        line = secret.sub(r"\1…", line)
    return line


def _uncaught(
    kind: type[BaseException],
    error: BaseException | None,
    traceback: TracebackType | None,
) -> None:
    # Of a thread there may be none to show, which the types of `logging` leave out.
    said = cast(Any, (kind, error, traceback))
    logging.getLogger("uncaught").critical("uncaught_exception", exc_info=said)


def _formatter(as_json: bool) -> dict[str, Any]:
    wide = structlog.dev.ConsoleRenderer(colors=False)
    render = structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else wide
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _rendered_without_secrets(render),
        ],
        "foreign_pre_chain": SHARED,
    }


def _rendered_without_secrets(render: Callable[..., Any]) -> Callable[..., str]:
    """The whole line is looked through, so that no field is forgotten."""

    def rendered(logger: Any, name: str, event_dict: Any) -> str:
        return without_secrets(str(render(logger, name, event_dict)))

    return rendered
