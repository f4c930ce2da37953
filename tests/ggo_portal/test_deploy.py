"""The units and the proxy in `deploy/`: as hard as they say, and named by the page."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ggo_portal.build.places import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
PAGE = (ROOT / "docs" / "operations.md").read_text()
HARD = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "User": "ggo",
}


def service(unit: Path) -> configparser.SectionProxy:
    """The settings of a service; of a repeated one the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(unit)
    return parser["Service"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_service_is_bounded_and_may_not_rise(unit):
    said = service(unit)

    assert {name: said.get(name) for name in HARD} == HARD
    assert re.fullmatch(r"\d+[MG]", said["MemoryMax"])


@pytest.mark.parametrize("name", ["web", "worker", "mailer", "beat"])
def test_service_that_runs_on_waits_for_the_release_and_comes_back(name):
    unit = DEPLOY / f"ggo-portal-{name}.service"

    assert "Requires=ggo-portal-release.service\n" in unit.read_text()
    assert service(unit)["Restart"] == "always"


def test_release_alone_of_the_units_is_told_who_owns_the_tables():
    told = [it.stem for it in UNITS if "/etc/ggo-portal/owner" in it.read_text()]

    assert told == ["ggo-portal-release"]
    assert "install -m 0600 /dev/null /etc/ggo-portal/owner" in PAGE


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_celery_of_a_unit_writes_no_banner(unit):
    command = service(unit)["ExecStart"]

    assert ("celery" in command) == ("celery --quiet" in command)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_has_nothing_to_say_about_the_units():
    units = [*UNITS, *DEPLOY.glob("*.timer"), *DEPLOY.glob("*.target")]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],  # noqa: S607 - by the PATH, as an operator runs it
        capture_output=True,
        text=True,
    )

    absent = re.compile(r"is not executable|Failed to open /")  # only on a server
    ours = [line for line in done.stderr.splitlines() if "ggo-portal" in line]
    assert [line for line in ours if not absent.search(line)] == []


@pytest.mark.parametrize("file", ["nginx.conf", "nginx-proxy.conf", "ggo-manage"])
def test_file_is_put_in_place_by_the_page(file):
    assert f"/srv/ggo-portal/deploy/{file} " in PAGE


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_unit_is_not_writable_by_the_service(unit):
    assert not unit.stat().st_mode & 0o002


def test_proxy_sets_every_header_that_the_portal_believes():
    proxy = (DEPLOY / "nginx-proxy.conf").read_text()

    assert re.findall(r"proxy_set_header (\S+) ", proxy) == [
        "Host",
        "X-Forwarded-Proto",
        "X-Forwarded-For",
        "X-Request-ID",
        "Connection",
    ]
