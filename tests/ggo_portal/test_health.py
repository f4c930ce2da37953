"""The two health addresses: what a load balancer sees."""

import pytest
from django.db.migrations.recorder import MigrationRecorder


def test_live_answers_without_the_database(client):
    answer = client.get("/health/live")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_when_all_parts_answer(client):
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["checks"] == {"database": "ok", "redis": "ok"}


@pytest.mark.django_db
def test_ready_without_redis_because_filing_needs_it_not(client, settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/none.sock"

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["checks"] == {"database": "ok", "redis": "down"}


@pytest.mark.django_db
def test_not_ready_while_migrations_are_pending(client):
    MigrationRecorder.Migration.objects.filter(app="dossiers").delete()

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "migrations pending"


@pytest.mark.django_db
def test_probe_is_not_sent_on_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/health/ready").status_code == 200
    assert client.get("/").status_code == 301


@pytest.mark.django_db
def test_health_is_never_cached(client):
    assert "no-store" in client.get("/health/ready")["Cache-Control"]
