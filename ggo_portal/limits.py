"""How long anything may wait or work before it is given up: in seconds, in one place.

What hangs must hold up nobody (ADR 19). Web processes serve people who wait, workers
do long work, a command of an operator may take as long as it needs.
"""

from typing import Any, NamedTuple


class Patience(NamedTuple):
    """What a kind of process grants the database; 0 is without end."""

    statement: int
    lock: int
    idle_in_transaction: int


WEB, WORKER, COMMAND = "web", "worker", "command"
PATIENCE = {
    # Locks shorter than statements: who waits behind a hanging act should hear it while
    # still at the page.
    WEB: Patience(statement=30, lock=10, idle_in_transaction=60),
    WORKER: Patience(statement=300, lock=10, idle_in_transaction=120),
    # Migrating or restoring takes as long as it takes, and an operator watches it.
    COMMAND: Patience(statement=0, lock=0, idle_in_transaction=0),
}

CONNECT = 5
MAIL = 15  # for each step of the talk with the mail server
REDIS_CONNECT = 1
REDIS_ANSWER = {WEB: 2, WORKER: 10, COMMAND: 10}
BEATS = 60  # beat hands out the sending and the signs of life so often

TASK = 5 * 60
ROUND_STEP = 9 * 60
TO_STOP = 60  # for a task that was told to stop; then its process is killed

# A server that is gone without a word is found out within a minute.
KEEPALIVE = {
    "keepalives": 1,
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}


def database_options(
    patience: Patience, connect: int, given: str = ""
) -> dict[str, Any]:
    """What libpq is told for each connection; `given` are options of the URL itself."""
    limits = {
        "statement_timeout": patience.statement,
        "lock_timeout": patience.lock,
        "idle_in_transaction_session_timeout": patience.idle_in_transaction,
    }
    told = [f"-c {name}={seconds}s" for name, seconds in limits.items()]
    return KEEPALIVE | {
        "connect_timeout": connect,
        "options": " ".join([*told, given]).strip(),
    }
