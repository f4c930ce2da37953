"""One line for each thing that happened: JSON on a server, readable at a desk."""

from typing import Any

import structlog

SHARED: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
]


def logging_to_stdout(*, level: str, as_json: bool) -> dict[str, Any]:
    """Django's `LOGGING`; structlog's own loggers go the same way."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": _formatter(as_json)},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["out"], "level": level},
        # Django's own default would mail the admins and print everything twice.
        "loggers": {"django": {"handlers": [], "propagate": True}},
    }


def _formatter(as_json: bool) -> dict[str, Any]:
    wide = structlog.dev.ConsoleRenderer(colors=False)
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": structlog.processors.JSONRenderer() if as_json else wide,
        "foreign_pre_chain": SHARED,
    }
