"""One database under `var/`, for the demo and for commands beside it.

Who uses it holds a shared lock; the last command to leave stops the server.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from dev.postgres import Cluster
from ggo_portal.build.places import VAR, make_folders

CLUSTER = Cluster(VAR / "postgres")
DATABASE = "ggo_portal"
LOCK = VAR / "postgres.lock"


@contextmanager
def shared_cluster(*, stop_always: bool = False) -> Iterator[str]:
    """Run the cluster for the length of a `with`; gives the address of the database.

    `stop_always` is for the demo: it ends what it started, whoever looks on.
    """
    make_folders()
    with LOCK.open("a") as lock:
        _join(lock)
        try:
            yield CLUSTER.url(DATABASE)
        finally:
            if stop_always or _is_last(lock):
                CLUSTER.stop()


def _join(lock: TextIO) -> None:
    """Start the cluster and hold on to it.

    Between the two locks the last user may just leave and stop it: then once more.
    """
    while True:
        # Alone while starting: two commands at once would both find no server and both
        # start one.
        fcntl.flock(lock, fcntl.LOCK_EX)
        CLUSTER.start()
        CLUSTER.create_database(DATABASE)
        fcntl.flock(lock, fcntl.LOCK_SH)
        if CLUSTER.is_running():
            return


def _is_last(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def remove_cluster() -> None:
    """Throw the database away."""
    CLUSTER.stop()
    CLUSTER.remove()
