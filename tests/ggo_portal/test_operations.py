"""What a server needs: the documentation, the deployment check, the containers."""

import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from ggo_portal.build.places import ROOT

SETTINGS = "".join(
    it.read_text() for it in sorted((ROOT / "ggo_portal" / "settings").glob("*.py"))
)
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
TRIAL = yaml.safe_load((ROOT / "docker-compose.trial.yml").read_text())
EVERY_CONTAINER = COMPOSE["services"] | TRIAL["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
PYPROJECT = (ROOT / "pyproject.toml").read_text()
READ = re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', SETTINGS)
# Fixed by the containers, or not for a server at all.
OF_THE_CONTAINERS = {
    *("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "STATIC_ROOT"),
    *("DEBUG", "DEMO", "PROCESS"),
}
PRODUCTION = {
    "SECRET_KEY": "a-long-one-for-this-test-only-0123456789-abcdefghijklmnopqrst",
    "PORTAL_URL": "https://ggo-portaal.example",
    "ALLOWED_HOSTS": "ggo-portaal.example",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "CLAMD_ADDRESS": "none",
    "DEBUG": "0",
    "DEMO": "0",
    "DJANGO_SETTINGS_MODULE": "ggo_portal.settings",
}
DEPLOY = ("check", "--deploy", "--fail-level", "WARNING")
STAYS_HERE = ["consolemail://", "memorymail://", "dummymail://", "filemail:///tmp"]
SCANNER = "CLAMD_ADDRESS"
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


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """A folder with the static files of a server."""
    folder = tmp_path_factory.mktemp("static")
    done = manage("collectstatic", "--noinput", STATIC_ROOT=str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_deployment_check_has_no_warning_with_the_settings_of_a_server(collected):
    done = manage(*DEPLOY, STATIC_ROOT=str(collected))

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("how", [{"without": SCANNER}, {SCANNER: ""}])
def test_deployment_check_asks_to_choose_a_scanner_or_none(collected, how):
    done = manage(*DEPLOY, STATIC_ROOT=str(collected), **how)

    assert done.returncode != 0
    assert "ggo.E020" in done.stderr


def test_deployment_check_asks_for_no_scanner_without_https():
    http = {"PORTAL_URL": "http://127.0.0.1:8000"}

    done = manage("check", "--deploy", without=SCANNER, **http)

    assert "ggo.E020" not in done.stderr


def test_deployment_check_fails_where_nothing_was_built(tmp_path):
    done = manage(*DEPLOY, STATIC_ROOT=str(tmp_path))

    assert done.returncode == 1
    assert "(ggo.E001) The style sheets are not built.\n\tHINT: Run: make build" in (
        done.stderr
    )


def test_deployment_check_sees_a_collected_style_sheet_of_an_older_build(
    collected, tmp_path
):
    older = tmp_path / "static"
    shutil.copytree(collected, older)
    (older / "dist" / "portal.js").write_text("// of last week")

    done = manage(*DEPLOY, STATIC_ROOT=str(older))

    assert done.returncode == 1
    assert "(ggo.E011) The style sheets are built from older sources." in done.stderr


@pytest.mark.parametrize("url", ["", *STAYS_HERE])
def test_server_without_a_mail_server_does_not_start(url):
    done = manage("check", EMAIL_URL=url)

    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert "EMAIL_URL" in done.stderr.splitlines()[-1]


def test_server_with_no_email_setting_at_all_does_not_start():
    done = manage("check", without="EMAIL_URL")

    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].endswith("no letter leaves the portal.")


@pytest.mark.parametrize("name", ["DEBUG", "DEMO"])
@pytest.mark.parametrize("url", STAYS_HERE)
def test_mail_may_stay_on_a_desk(name, url):
    here = {name: "1", "PORTAL_URL": "http://127.0.0.1:8000"}

    assert manage("check", EMAIL_URL=url, **here).returncode == 0


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("smtp://mail.example", 25),
        ("smtp+tls://mail.example", 587),
        ("smtp://mail.example:2525", 2525),
    ],
)
def test_mail_server_has_its_usual_port(url, port):
    code = "from django.conf import settings; print(settings.EMAIL_PORT)"
    done = manage("shell", "--no-imports", "--command", code, EMAIL_URL=url)

    assert done.stdout.strip() == str(port), done.stderr


def test_mail_server_needs_a_name():
    done = manage("check", EMAIL_URL="smtp://")

    assert done.returncode != 0
    assert "EMAIL_URL has no host" in done.stderr


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
    assert {"postgres", "redis", "web", "worker", "beat"} <= set(COMPOSE["services"])


def test_no_mail_is_caught_in_production():
    assert "mail" not in COMPOSE["services"]
    assert COMPOSE["services"]["web"]["environment"]["EMAIL_URL"] == "${EMAIL_URL:-}"
    assert set(TRIAL["services"]) == {"mail"}


@pytest.mark.parametrize("name", EVERY_CONTAINER)
def test_container_is_bounded_and_may_not_rise(name):
    container = EVERY_CONTAINER[name]

    assert container["security_opt"] == ["no-new-privileges:true"]
    assert container["mem_limit"]


@pytest.mark.parametrize("name", EVERY_CONTAINER)
def test_image_is_named_by_an_exact_version_that_can_be_pinned(name):
    image = EVERY_CONTAINER[name]["image"]

    ours = image == "ggo-portal:${TAG:-latest}"
    assert ours or re.fullmatch(r"\$\{[A-Z]+_IMAGE:-[a-z/]+:v?\d+\.\d+.*\}", image)


def test_image_has_the_python_of_the_tests():
    [named] = re.findall(r"^ARG PYTHON_IMAGE=python:(\d+\.\d+)", DOCKERFILE, re.M)

    assert named == re.findall(r'python_version = "(.*)"', PYPROJECT)[0]
    assert f"PYTHON_IMAGE:-python:{named}" in COMPOSE_TEXT


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_container_is_open_on_this_machine_only(name):
    ports = COMPOSE["services"][name].get("ports", [])

    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_containers_are_given_settings_that_exist():
    web = COMPOSE["services"]["web"]["environment"]

    empty = {"POSTGRES_PASSWORD"}
    assert set(web) - {"WEB_CONCURRENCY", "HOME"} - empty <= set(READ)


@pytest.mark.parametrize("name", sorted(set(READ) - OF_THE_CONTAINERS))
def test_setting_stands_in_the_example(name):
    example = (ROOT / ".env.example").read_text()

    assert re.search(f"^#?{name}=", example, re.MULTILINE)


def test_release_alone_of_the_containers_owns_the_tables():
    owners = {
        name: it["environment"]["DATABASE_OWNER_URL"]
        for name, it in COMPOSE["services"].items()
        if it["image"].startswith("ggo-portal")
        and it["environment"]["DATABASE_OWNER_URL"]
    }

    assert list(owners) == ["release"]
    assert all(
        it["environment"]["POSTGRES_PASSWORD"] == ""
        for it in COMPOSE["services"].values()
        if it["image"].startswith("ggo-portal")
    )


def test_containers_are_given_every_setting_of_the_example():
    web = COMPOSE["services"]["web"]

    assert web["env_file"] == [".env"]


@pytest.mark.parametrize(
    "name", re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text())
)
def test_variable_of_the_containers_stands_in_the_example(name):
    example = (ROOT / ".env.example").read_text()

    assert name in {*re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)}
