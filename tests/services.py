"""PostgreSQL and Redis for one test run: started once, by the process that started it.

Set `DATABASE_URL` or `REDIS_URL` to use servers of your own. With pytest-xdist the
workers inherit the addresses; each has its own database in both, and its own folder
of files.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from dev.postgres import FAST, Cluster
from dev.redis_server import Redis
from ggo_portal.build import catalogues

FIXED = {
    "SECRET_KEY": "known-to-all-and-only-for-tests",
    "DEBUG": "0",
    "DEMO": "0",
    "EMAIL_URL": "smtp://127.0.0.1:9",  # nothing listens; pytest-django keeps mail here
    "PORTAL_URL": "http://localhost:8000",
}


def start() -> None:
    """Start what the environment does not name, and name it there."""
    os.environ |= FIXED
    if "GGO_TEST_FOLDER" not in os.environ:
        _make_folder()
    if "DATABASE_URL" not in os.environ:
        _start_postgres()
    if "REDIS_URL" not in os.environ:
        _start_redis()
    os.environ["REDIS_URL"] = redis_url(os.environ["REDIS_URL"], worker_number() + 1)
    os.environ["MEDIA_ROOT"] = str(folder() / f"media-{worker_number()}")


def redis_url(url: str, database: int) -> str:
    """The same server, another of its databases."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={database}"
    return f"{parts.scheme}://{parts.netloc}/{database}"


def database_url(url: str, name: str) -> str:
    """The same server, another of its databases."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"


def folder() -> Path:
    """Where this run keeps its files; removed at the end."""
    return Path(os.environ["GGO_TEST_FOLDER"])


def worker_number() -> int:
    """Which process of the run this is; 0 when there is one."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def _make_folder() -> None:
    made = Path(tempfile.mkdtemp(prefix="ggo-test-"))
    made.chmod(0o711)  # as root the database runs as another user
    os.environ["GGO_TEST_FOLDER"] = str(made)
    catalogues.compile_all()
    atexit.register(shutil.rmtree, made, ignore_errors=True)


def _start_postgres() -> None:
    cluster = Cluster(folder() / "postgres", FAST)
    cluster.start()
    atexit.register(cluster.remove)
    atexit.register(cluster.stop)  # the last one registered runs first
    os.environ["DATABASE_URL"] = cluster.url()


def _start_redis() -> None:
    redis = Redis(folder() / "redis", keep=False)
    redis.start()
    atexit.register(redis.stop)
    os.environ["REDIS_URL"] = redis.url()
