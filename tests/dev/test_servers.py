"""The embedded PostgreSQL and Redis: where they live, that they start and stop."""

import stat
from pathlib import Path

import psycopg
import pytest
import redis

from dev.postgres import FAST, Cluster
from dev.redis_server import Redis
from ggo_portal.build.places import is_root, socket_folder
from tests import services


@pytest.fixture
def folder():
    """A folder that the server's user may enter, deeper than a socket may lie."""
    deep = services.folder() / ("deep" * 20) / ("deeper" * 10)
    deep.mkdir(parents=True, exist_ok=True)
    return deep


@pytest.fixture
def cluster(folder):
    """A cluster that has not been started yet."""
    cluster = Cluster(folder / "cluster", FAST)
    yield cluster
    cluster.stop()
    cluster.remove()


def test_cluster_starts_stops_and_keeps_its_data(cluster):
    cluster.start()
    cluster.create_database("shop")
    with psycopg.connect(cluster.url("shop")) as connection:
        connection.execute("create table kept as select 1 as one")
    cluster.stop()
    assert not cluster.is_running()

    cluster.start()
    cluster.create_database("shop")

    with psycopg.connect(cluster.url("shop")) as connection:
        assert connection.execute("select one from kept").fetchone() == (1,)


def test_cluster_that_runs_is_kept_by_a_second_start(cluster):
    cluster.start()
    address = cluster.url()

    cluster.start()

    assert cluster.url() == address


def test_cluster_listens_on_no_network(cluster):
    cluster.start()

    with psycopg.connect(cluster.url()) as connection:
        row = connection.execute("show listen_addresses").fetchone()

    assert row == ("",)


@pytest.mark.skipif(not is_root(), reason="only root has folders closed to others")
def test_cluster_in_a_closed_folder_opens_nothing(folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "cluster", FAST)

    cluster.start()
    home = cluster.home.resolve()
    running = cluster.is_running()
    cluster.stop()
    cluster.remove()

    assert running
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not home.exists()


def test_redis_starts_in_a_deep_folder_and_stops(folder):
    server = Redis(folder / "redis")

    server.start()
    address = server.url(3)
    redis.from_url(address).set("a", 1)
    server.stop()

    with pytest.raises(redis.ConnectionError):
        redis.from_url(address).ping()


def test_redis_keeps_its_data(folder):
    server = Redis(folder / "kept")
    server.start()
    redis.from_url(server.url()).set("a", "one")
    server.stop()

    again = Redis(folder / "kept")
    again.start()
    kept = redis.from_url(again.url()).get("a")
    again.stop()

    assert kept == b"one"


def test_socket_folder_is_short_and_private():
    folder = socket_folder()

    assert len(str(folder / ".s.PGSQL.5432.lock")) < 100
    assert stat.S_IMODE(Path(folder).stat().st_mode) == 0o700
    folder.rmdir()
