"""What hangs is given up after a time, and holds up nobody meanwhile."""

import os
import subprocess
import sys
import time

import pytest
from celery import current_app
from django.conf import settings as configured
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.models import SignOfLife
from dossiers.models import Case, Delivery
from dossiers.operations.sending_round import send_due
from dossiers.tasks import round_step
from ggo_portal import limits, queues
from ggo_portal.build.places import ROOT
from tests import services
from tests.cast import NOW
from tests.dossiers.conftest import case as case_fixture
from tests.dossiers.conftest import file as file_fixture
from tests.worker import Worker, environment, log_file

file, case = file_fixture, case_fixture

SHOWN = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
ASK = """
import {start}
from django.db import connection
with connection.cursor() as cursor:
    for name in {names}:
        cursor.execute("SHOW " + name)
        print(cursor.fetchone()[0])
"""


def limits_of(start: str, **given: str) -> list[str]:
    """The limits of a database connection in a process that starts in this way."""
    name = connection.settings_dict["NAME"]
    known = {
        "DJANGO_SETTINGS_MODULE": "ggo_portal.settings",
        "DATABASE_URL": services.database_url(os.environ["DATABASE_URL"], name),
    }
    # A test that imports `wsgi` has said for this process that it serves pages.
    inherited = {key: it for key, it in os.environ.items() if key != "PROCESS"}
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(start=start, names=SHOWN)],
        cwd=ROOT,
        env=inherited | known | given,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.django_db
def test_web_is_more_impatient_with_the_database_than_a_worker():
    assert limits_of("ggo_portal.wsgi") == ["30s", "10s", "1min"]
    assert limits_of("ggo_portal.celery") == ["5min", "10s", "2min"]
    assert limits_of("ggo_portal.celery", PROCESS="command") == ["0", "0", "0"]


@pytest.mark.django_db
def test_limits_of_the_database_are_settings():
    given = {"STATEMENT_SECONDS": "7", "LOCK_SECONDS": "3", "IDLE_SECONDS": "0"}

    assert limits_of("ggo_portal.wsgi", **given) == ["7s", "3s", "0"]


def test_options_of_the_address_itself_stay():
    options = limits.database_options(limits.PATIENCE["web"], 5, "-c jit=off")

    assert options["options"].endswith(
        "lock_timeout=10s -c idle_in_transaction_session_timeout=60s -c jit=off"
    )
    assert options["connect_timeout"] == 5


def test_every_connection_has_a_limit():
    assert configured.EMAIL_TIMEOUT == limits.MAIL
    assert configured.DATABASES["default"]["OPTIONS"]["connect_timeout"] > 0
    redis = configured.CELERY_BROKER_TRANSPORT_OPTIONS
    assert 0 < redis["socket_connect_timeout"] <= redis["socket_timeout"] <= 10


def test_every_task_has_limits_and_stands_in_a_queue_that_is_served():
    current_app.loader.import_default_modules()
    own = [name for name in current_app.tasks if not name.startswith("celery.")]

    assert set(queues.ROUTES) < set(own)
    for name in own:
        task = current_app.tasks[name]
        soft = task.soft_time_limit or current_app.conf.task_soft_time_limit
        hard = task.time_limit or current_app.conf.task_time_limit
        assert 0 < soft < hard < 3600, name
        queue = current_app.amqp.router.route({}, name)["queue"].name
        assert queue in queues.ALL, name


def test_what_beat_hands_out_is_there():
    current_app.loader.import_default_modules()

    for entry in configured.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in current_app.tasks


@pytest.mark.django_db(transaction=True)
def test_letters_of_others_go_while_the_mail_server_hangs_on_one(
    file, settings, slow_for
):
    settings.EMAIL_TIMEOUT = 1
    held, *_others = (file() for _ in range(3))
    slow = Delivery.objects.filter(letter__case=held).first()
    Delivery.objects.filter(pk=slow.pk).update(address="hangt@voorbeeld.nl")
    mailbox = slow_for("hangt@voorbeeld.nl")

    send_due(at=NOW)

    assert len(mailbox.messages) == Delivery.objects.count() - 1
    unsent = Delivery.objects.get(sent_at=None)
    assert unsent == slow
    assert "timed out" in unsent.last_error


@pytest.fixture
def mailer(celery_worker_process, silent_server):
    """A worker for mail alone, with a mail server that says nothing, and short limits.

    It waits for the server longer than a task may take. What an earlier test asked for
    is forgotten before it starts.
    """
    how = ("--queues", "mail", "--concurrency", "1", "--hostname", "mail@%h")
    known = environment(silent_server, EMAIL_TIMEOUT="300", TASK_SECONDS="2")
    worker = Worker(known, log_file("mailer"), how=how)
    worker.start()
    yield worker
    worker.stop()


def test_a_silent_mail_server_holds_up_neither_round_nor_worker(
    mailer, celery_worker_process, file
):
    celery_worker_process.stop()
    celery_worker_process.how = ("--pool", "solo", "--queues", "round,other")
    celery_worker_process.start()
    file(at=timezone.now())  # wakes the mailer

    round_step.delay("derive")
    celery_worker_process.until(lambda: done("round derive"))
    assert not done("sending")

    tried = Delivery.objects.filter(attempts__gt=0)
    mailer.until(tried.exists)
    assert "SoftTimeLimitExceeded" in tried.get().last_error
    assert not Delivery.objects.exclude(sent_at=None).exists()
    current_app.send_task("accounts.tasks.show_life", args=["mail"], queue="mail")
    mailer.until(lambda: done("queue mail"))
    assert SignOfLife.objects.get(name="sending").fails


def done(name: str) -> bool:
    """Has a piece of work finished?"""
    return SignOfLife.objects.filter(name=name, finished_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_a_silent_broker_holds_up_no_filing(silent_server, file):
    conf = current_app.conf
    url, options = conf.broker_url, conf.broker_transport_options
    address = f"redis://{silent_server.hostname}:{silent_server.port}/0"
    began = time.monotonic()
    try:
        conf.update(
            broker_url=address,
            broker_transport_options=options
            | {"socket_timeout": limits.REDIS_ANSWER["web"]},
        )
        forget_connections()
        case = file()
    finally:
        conf.update(broker_url=url, broker_transport_options=options)
        forget_connections()

    assert Case.objects.get() == case
    assert time.monotonic() - began < 30


def forget_connections() -> None:
    """Let Celery connect anew, by the settings as they are now."""
    current_app.amqp._producer_pool = None
    current_app.set_current()


@pytest.mark.django_db(transaction=True)
def test_a_locked_row_is_waited_for_no_longer_than_the_limit(case):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM dossiers_case FOR UPDATE")
        other = connection.copy()
        try:
            with other.cursor() as second:
                second.execute("SET lock_timeout = '100ms'")
                with pytest.raises(OperationalError, match="lock timeout"):
                    second.execute("UPDATE dossiers_case SET title = 'x'")
        finally:
            other.close()
