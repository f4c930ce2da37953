"""A small clamd: speaks INSTREAM over TCP or a Unix socket, and finds one signature."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SIGNATURE = b"EICAR-LIKE-TEST-SIGNATURE"
COMMAND = b"zINSTREAM\0"

Talk = Callable[[socket.socket], None]


class Clamd:
    """What a clamd got, and how it answers; `limit` is its StreamMaxLength."""

    def __init__(self, limit: int = 10**9):
        self.limit = limit
        self.blocks: list[int] = []
        self.scans = 0

    def talk(self, connection: socket.socket) -> None:
        """One scan, as clamd does it: what it read last matters at each boundary."""
        reader = connection.makefile("rb")
        assert reader.read(len(COMMAND)) == COMMAND
        tail, found, total = b"", False, 0
        while length := struct.unpack("!L", reader.read(4))[0]:
            block = reader.read(length)
            assert len(block) == length
            self.blocks.append(length)
            total += length
            if total > self.limit:
                connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
            found = found or SIGNATURE in tail + block
            tail = block[-len(SIGNATURE) :]
        self.scans += 1
        connection.sendall(b"stream: Eicar-Like FOUND\0" if found else b"stream: OK\0")


@contextmanager
def listening(talk: Talk, path: Path | None = None) -> Iterator[str]:
    """Serve with `talk` until the end; gives the address as the setting wants it."""
    if path:
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(path))
        server.listen()
    else:
        server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(server, talk), daemon=True)
    thread.start()
    try:
        yield str(path) if path else f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def _serve(server: socket.socket, talk: Talk) -> None:
    while True:
        try:
            connection, _peer = server.accept()
        except OSError:
            return
        with connection:
            try:
                talk(connection)
            except (OSError, struct.error):
                continue
