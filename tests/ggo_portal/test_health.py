"""The two health addresses: what a load balancer sees."""

import os

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from ggo_portal import built
from ggo_portal.build import catalogues


def test_live_answers_without_the_database(client):
    answer = client.get("/health/live")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_when_all_parts_answer(client):
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["checks"] == {
        "build": "ok",
        "database": "ok",
        "redis": "ok",
        "letters": "ok",
    }


@pytest.mark.django_db
def test_ready_without_redis_because_filing_needs_it_not(client, settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/none.sock"

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["checks"] == {
        "build": "ok",
        "database": "ok",
        "redis": "down",
        "letters": "ok",
    }


@pytest.mark.django_db
def test_not_ready_while_migrations_are_pending(client):
    MigrationRecorder.Migration.objects.filter(app="dossiers").delete()

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "migrations pending"


@pytest.fixture
def manifest_storage(settings, tmp_path):
    """Static files as on a server, collected into an empty folder."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        }
    }


@pytest.mark.django_db
def test_not_ready_while_the_style_sheets_are_not_built(client, manifest_storage):
    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"]["build"] == "missing: style sheets"


@pytest.mark.django_db
def test_not_ready_while_a_catalogue_is_not_compiled(client, monkeypatch, tmp_path):
    source = tmp_path / "nl.po"
    source.touch()
    monkeypatch.setattr(catalogues, "catalogue_sources", lambda: [source])

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"]["build"] == "missing: catalogues"


@pytest.mark.django_db
def test_probe_is_not_sent_on_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/health/ready").status_code == 200
    assert client.get("/").status_code == 301


@pytest.mark.django_db
def test_health_is_never_cached(client):
    assert "no-store" in client.get("/health/ready")["Cache-Control"]


def test_catalogue_older_than_its_words_is_told(monkeypatch, tmp_path):
    source = tmp_path / "nl.po"
    source.touch()
    compiled = catalogues.compiled_path(source)
    compiled.touch()
    os.utime(compiled, (0, 0))
    monkeypatch.setattr(catalogues, "catalogue_sources", lambda: [source])

    assert built.missing_parts() == []
    assert built.outdated_parts() == ["catalogues"]


@pytest.mark.parametrize("path", ["live", "ready", "work"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_health_is_only_read(db, path, method):
    strict = Client(enforce_csrf_checks=True)

    assert getattr(strict, method)(f"/health/{path}").status_code == 405
