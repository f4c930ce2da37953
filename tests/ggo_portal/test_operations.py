"""What a server needs: the documentation, the deployment check, the containers."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from ggo_portal.local.places import ROOT

SETTINGS = (ROOT / "ggo_portal" / "settings.py").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
READ = re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', SETTINGS)
PRODUCTION = {
    "SECRET_KEY": "a-long-one-for-this-test-only-0123456789-abcdefghijklmnopqrst",
    "PORTAL_URL": "https://ggo-portaal.example",
    "ALLOWED_HOSTS": "ggo-portaal.example",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "DEBUG": "0",
    "DEMO": "0",
    "DJANGO_SETTINGS_MODULE": "ggo_portal.settings",
}
INHERITED = {"PATH", "DATABASE_URL", "REDIS_URL"}


def manage(
    *arguments: str, without: str = "", **settings: str
) -> subprocess.CompletedProcess:
    """Run manage.py with the settings of a server, and nothing else."""
    inherited = {name: os.environ[name] for name in INHERITED}
    known = inherited | PRODUCTION | settings
    known.pop(without, None)
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=known,
        capture_output=True,
        text=True,
    )


def test_settings_are_read_from_the_environment():
    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"} <= set(READ)


@pytest.mark.parametrize("name", READ)
def test_setting_stands_in_the_table_of_operations(name):
    assert f"\n| `{name}` |" in OPERATIONS


def test_table_of_operations_has_no_setting_that_is_gone():
    listed = re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE)

    assert set(listed) == set(READ)


@pytest.mark.parametrize("address", ["clamav", "clamav:", "run/clamd.ctl"])
def test_malformed_address_of_the_scanner_stops_the_start(address):
    done = manage("check", CLAMD_ADDRESS=address)

    assert done.returncode != 0
    assert "CLAMD_ADDRESS" in done.stderr


def test_deployment_check_has_no_warning_with_the_settings_of_a_server():
    done = manage("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_demo_is_refused_on_a_public_address():
    done = manage("check", DEMO="1")

    assert done.returncode != 0
    assert "published passwords" in done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "REDIS_URL"])
def test_missing_setting_is_named(name):
    done = manage("check", without=name)

    assert done.returncode != 0
    assert f"Set the {name} environment variable" in done.stderr


def test_static_files_of_a_server_are_collected(tmp_path):
    done = manage("collectstatic", "--noinput", STATIC_ROOT=str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob("dist/portal.*.css"))
    assert not (tmp_path / "src").exists()


def test_containers_are_those_of_the_design():
    assert {"postgres", "redis", "web", "worker", "beat", "mail"} <= set(
        COMPOSE["services"]
    )


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_container_is_open_on_this_machine_only(name):
    ports = COMPOSE["services"][name].get("ports", [])

    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_containers_are_given_settings_that_exist():
    web = COMPOSE["services"]["web"]["environment"]

    assert set(web) - {"WEB_CONCURRENCY"} <= set(READ)


@pytest.mark.parametrize(
    "name", re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text())
)
def test_variable_of_the_containers_stands_in_the_example(name):
    example = (ROOT / ".env.example").read_text()

    assert name in {*re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)}
