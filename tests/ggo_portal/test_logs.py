"""Logs: one JSON object a line from every process, one id, and no secrets."""

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
import structlog
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from accounts.outbox import wake_worker
from ggo_portal.build.places import ROOT
from ggo_portal.logs import logging_by_line, without_secrets
from tests import services

ID = "from-the-proxy-0123456789"
GUNICORN = "ggo_portal.wsgi --no-control-socket --bind".split()
PERSONAL = re.compile("<token>|<uidb36>|confirm-email/.*<key>")


def lines_of(log: str) -> list[dict]:
    """Every line as JSON; one that is none fails."""
    return [json.loads(line) for line in log.splitlines()]


def personal_addresses(patterns, before="/") -> list[str]:
    """An address for each route with a secret in it, with the secret `s3cret-1`."""
    found = []
    for entry in patterns:
        text = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            found += personal_addresses(entry.url_patterns, text)
        elif PERSONAL.search(before + entry.pattern.regex.pattern):
            plain = text.replace("^", "").replace("$", "")
            named = re.sub(r"<(\w+:)?(token)>|\(\?P<key>.*?\)", "s3cret-1", plain)
            found.append(re.sub(r"<(\w+:)?\w+>|\(\?P<.*?\)", "1", named))
    return found


def test_no_personal_link_of_any_route_stands_in_a_line():
    addresses = personal_addresses(get_resolver().url_patterns)

    assert {urlsplit(it).path.split("/")[1] for it in addresses} >= {
        "advice",
        "invitations",
    }
    shown = [without_secrets(f'{{"request": "GET {it}"}}') for it in addresses]
    assert [line for line in shown if "s3cret-1" in line] == []


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("GET /en/advice/aBc-1_x/file", "GET /en/advice/…/file"),
        ("GET /advice/help", "GET /advice/…"),
        ("smtp+tls://me:s3cret@host:587", "smtp+tls://me:…@host:587"),
        ("redis://:s3cret@host/0", "redis://:…@host/0"),
        ("Authorization: Bearer abc.def-1", "Authorization: Bearer …"),
        ('{"at": "12:30", "by": "x@y.nl"}', '{"at": "12:30", "by": "x@y.nl"}'),
        ("https://host:443/a?b=c@d", "https://host:443/a?b=c@d"),
    ],
)
def test_secret_is_left_out_and_the_rest_stays(line, shown):
    assert without_secrets(line) == shown


@pytest.fixture
def breaks(settings, caplog):
    """A client of a portal in which `/broken` breaks, as on a server."""
    settings.ROOT_URLCONF = "tests.ggo_portal.broken"
    caplog.set_level(logging.INFO)
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/broken", "/api/broken"])
def test_crash_is_logged_once_with_its_trace(breaks, caplog, path):
    answer = breaks.get(path, headers={"X-Request-ID": ID})

    assert answer.status_code == 500
    told = [record for record in caplog.records if "500" in record.getMessage()]
    traced = [it for it in caplog.records if "nobody foresaw" in it.getMessage()]
    assert len(told) == len(traced) == 1
    assert told == traced
    assert ID in told[0].getMessage()


@pytest.mark.django_db
def test_request_is_one_line_without_its_query(client, caplog):
    caplog.set_level(logging.INFO)

    client.get("/health/live?q=van+der+Zon", headers={"X-Request-ID": ID})

    [record] = caplog.records
    assert {
        key: record.msg[key] for key in ("event", "request", "code", "request_id")
    } == {
        "event": "request_finished",
        "request": "GET /health/live",
        "code": 200,
        "request_id": ID,
    }


@pytest.mark.parametrize(
    "given", ["", "short", "a b c d e f g h", "x" * 65, "né-é-é-é-é"]
)
def test_id_that_is_not_well_formed_is_replaced(client, given):
    answer = client.get("/health/live", headers={"X-Request-ID": given})

    assert re.fullmatch(r"[0-9a-f-]{36}", answer["X-Request-ID"])


def test_id_of_the_proxy_is_taken_over_and_answered(client):
    answer = client.get("/health/live", headers={"X-Request-ID": ID})

    assert answer["X-Request-ID"] == ID


def test_warning_and_uncaught_error_are_lines_like_the_rest():
    code = (
        "import logging.config, warnings\n"
        "from ggo_portal.logs import *\n"
        "logging.config.dictConfig(logging_by_line(level='INFO', as_json=True))\n"
        "log_what_nobody_catches()\n"
        "warnings.warn('old')\n"
        "raise RuntimeError('smtp://me:s3cret@host')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )

    warned, failed = lines_of(done.stderr)
    assert (warned["level"], warned["logger"]) == ("warning", "py.warnings")
    assert (failed["level"], failed["event"]) == ("critical", "uncaught_exception")
    assert failed["exception"].endswith("RuntimeError: smtp://me:…@host")


def test_desk_reads_words():
    made = logging_by_line(level="INFO", as_json=False)

    assert made["formatters"]["line"]["processors"]


def production() -> dict[str, str]:
    """The environment of a server, on the database of this test."""
    name = connection.settings_dict["NAME"]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "ggo_portal.settings",
        "DATABASE_URL": services.database_url(os.environ["DATABASE_URL"], name),
    }


def ask(port: int, path: str) -> None:
    """Ask until somebody answers: “405”, which needs no style sheets."""
    address = f"http://127.0.0.1:{port}{path}"
    asked = urllib.request.Request(
        address, headers={"X-Request-ID": ID}, method="OPTIONS"
    )
    last = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(asked, timeout=10).close()  # noqa: S310 - an address of this machine
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            assert time.monotonic() < last
            time.sleep(0.2)


@pytest.mark.django_db(transaction=True)
def test_web_server_writes_nothing_but_lines(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    log = tmp_path / "web.log"
    with log.open("w") as out:
        web = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *GUNICORN, f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=production(),
            stdout=out,
            stderr=out,
        )
    ask(port, "/health/live")
    ask(port, "/advice/s3cret-1")
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nBad\x00Header: y\r\n\r\n")
        raw.recv(1000)
    web.send_signal(signal.SIGTERM)
    web.wait(timeout=30)

    said = lines_of(log.read_text())
    assert {line["logger"] for line in said} >= {"gunicorn.error"}
    under_id = [line for line in said if line.get("request_id") == ID]
    ours = [line.get("request", line) for line in under_id]
    assert ours == ["OPTIONS /health/live", "OPTIONS /advice/…"]


@pytest.mark.django_db(transaction=True)
def test_worker_carries_the_id_of_the_request_on(celery_worker_process):
    with structlog.contextvars.bound_contextvars(request_id=ID):
        wake_worker("dossiers.tasks.send_outgoing")

    log = celery_worker_process.log
    celery_worker_process.until(lambda: "task_succeeded" in log.read_text())
    said = lines_of(log.read_text())
    assert [it["event"] for it in said if it.get("request_id") == ID][:2] == [
        "task_started",
        "task_succeeded",
    ]


def test_beat_writes_nothing_but_lines(tmp_path):
    command = f"{sys.executable} -m celery --quiet -A ggo_portal beat --pidfile="
    beat = subprocess.Popen(
        [*command.split(), "--schedule", str(tmp_path / "schedule")],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "ggo_portal.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    first = beat.stdout.readline()
    beat.terminate()
    rest = beat.communicate(timeout=30)[0]

    assert lines_of(first + rest)[0]["event"] == "beat: Starting..."
