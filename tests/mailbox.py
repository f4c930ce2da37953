"""A real SMTP server that keeps what it gets."""

import socket
import time
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """What aiosmtpd hands over, in order of arrival."""

    def __init__(self):
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)
        return "250 OK"

    def wait_for(self, count: int, seconds: float = 20) -> list[EmailMessage]:
        """The messages, as soon as there are that many; fails when they stay away."""
        until = time.monotonic() + seconds
        while len(self.messages) < count and time.monotonic() < until:
            time.sleep(0.05)
        subjects = [message["Subject"] for message in self.messages]
        assert len(subjects) >= count, f"{count} mails expected, came: {subjects}"
        return self.messages


@pytest.fixture(scope="session")
def smtp_server():
    """The server, for a whole session: it has `hostname`, `port`, and a `handler`."""
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=_free_port())
    controller.start()
    yield controller
    controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def smtp_sink(smtp_server, settings) -> Mailbox:
    """An empty mailbox to which this process and the Celery worker both send."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = smtp_server.hostname
    settings.EMAIL_PORT = smtp_server.port
    smtp_server.handler.messages.clear()
    return smtp_server.handler
