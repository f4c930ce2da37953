"""Real servers that take a connection and then say nothing, or nothing about one."""

import asyncio
import socket
import threading
from typing import NamedTuple

import pytest
from aiosmtpd.controller import Controller

from tests.mailbox import Mailbox


class Silent(NamedTuple):
    """Where it listens; named as aiosmtpd names it."""

    hostname: str
    port: int


@pytest.fixture
def silent_server():
    """Accepts every connection, reads nothing, answers nothing, hangs up at the end."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def accept():
        while True:
            try:
                taken.append(listener.accept()[0])
            except OSError:
                return

    threading.Thread(target=accept, daemon=True).start()
    yield Silent(*listener.getsockname())
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for connection in taken:
        connection.close()


class SlowFor(Mailbox):
    """Takes mail, but says nothing when it hears one address."""

    def __init__(self, address: str):
        super().__init__()
        self.address = address

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address == self.address:
            await asyncio.sleep(60)
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def slow_for(settings):
    """`slow_for(address)`: a mail server that hangs on this one; gives its mailbox."""
    started: list[Controller] = []

    def start(address: str) -> SlowFor:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        controller = Controller(SlowFor(address), hostname="127.0.0.1", port=port)
        controller.start()
        started.append(controller)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        return controller.handler

    yield start
    for controller in started:
        controller.stop()
