"""The suite's own ground: real servers, a worker that works, a browser that looks."""

import os
from pathlib import Path

import pytest
import redis
from django.core.mail import send_mail
from django.db import connection

from tests import services


@pytest.mark.django_db
def test_database_is_postgresql_with_the_needed_extensions():
    with connection.cursor() as cursor:
        cursor.execute("select extname from pg_extension")
        extensions = {row[0] for row in cursor.fetchall()}

    assert "btree_gist" in extensions


def test_redis_answers_on_a_database_of_its_own():
    url = os.environ["REDIS_URL"]

    assert redis.from_url(url).ping()
    assert not url.endswith(("=0", "/0"))


def test_each_process_has_a_folder_of_files_of_its_own(settings):
    """Two processes that count each other's files fail by chance."""
    assert Path(settings.MEDIA_ROOT).name == f"media-{services.worker_number()}"
    assert Path(settings.MEDIA_ROOT).parent == services.folder()


def test_mail_arrives_in_the_sink(smtp_sink):
    send_mail("Ontvangen", "tekst", "van@voorbeeld.nl", ["aan@voorbeeld.nl"])

    (message,) = smtp_sink.wait_for(1)
    assert message["Subject"] == "Ontvangen"


def test_worker_comes_back_after_a_kill(celery_worker_process):
    celery_worker_process.kill()
    celery_worker_process.start()

    assert celery_worker_process.process.poll() is None


def test_home_page_opens_in_a_browser(page):
    answer = page.goto("/")

    assert answer is not None
    assert answer.ok
