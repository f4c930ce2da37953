"""Where mail goes, from `EMAIL_URL`: on a server to a mail server, or nothing starts.

A letter counts as sent when it has been handed over. A backend that prints it, keeps it
or drops it would count as well, while nobody hears.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SMTP = "django.core.mail.backends.smtp.EmailBackend"
EXAMPLE = "smtp+tls://name:password@smtp.example:587"

PORT = 25
PORT_TLS = 587  # STARTTLS; `smtp+ssl://` names its own
PLAIN = {"EMAIL_USE_TLS": False}


def mail_settings(
    url: str, read: Callable[..., dict[str, Any]], *, stays_here: bool
) -> Mapping[str, Any]:
    """Django's mail settings from the address of a mail server.

    `read` parses it. `stays_here`: nothing has to leave this machine (the demo, a
    desk). Raises `ImproperlyConfigured` where mail would go nowhere.
    """
    if not url and not stays_here:
        raise ImproperlyConfigured(
            f"Set EMAIL_URL to the mail server, such as {EXAMPLE}: without one no "
            "letter leaves the portal."
        )
    # Plain first: the parser leaves the key out for an address without TLS.
    made = PLAIN | read("EMAIL_URL", default="consolemail://")
    # Refused at the start: found out later, letters have counted as sent by then (ADR
    # 18).
    if made["EMAIL_BACKEND"] != SMTP and not stays_here:
        raise ImproperlyConfigured(
            "EMAIL_URL names no mail server, so letters would count as sent while "
            f"nobody gets them. Give one, such as {EXAMPLE}."
        )
    return made | _server(made)


def _server(made: Mapping[str, Any]) -> dict[str, Any]:
    """Host and port; the usual port where the address has none."""
    if made["EMAIL_BACKEND"] != SMTP:
        return {}
    if not made["EMAIL_HOST"]:
        raise ImproperlyConfigured(f"EMAIL_URL has no host. Give one as in {EXAMPLE}.")
    usual = PORT_TLS if made["EMAIL_USE_TLS"] else PORT
    return {"EMAIL_PORT": made["EMAIL_PORT"] or usual}
