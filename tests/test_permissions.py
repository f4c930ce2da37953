"""Every address as every role: who enters, who must sign in, who finds nothing.

A route without a row fails, so that none is added without a thought.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import User
from tests.api.conftest import machine
from tests.cast import PASSWORD
from tests.matrix import MATRIX, ROLES, Row
from tests.signing_in import Browser
from tests.world import address, browser

TESTED_ELSEWHERE = {
    # One's own account, by allauth: tests/accounts/, tests/ggo_portal/test_pages.py.
    "account_",
    "mfa_",
    # Django's admin lets in who is_staff: tests below.
    "admin:",
    # Machines: tests below and tests/api/.
    "api-",
    "token",
}


def routes(resolver, namespace: str = "") -> list[str]:
    """The name of every address of the portal."""
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(f"{namespace}{pattern.name}")
        else:
            inner = (
                f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
            found += routes(pattern, inner)
    return found


def test_every_route_has_a_row():
    names = {
        name
        for name in routes(get_resolver())
        if name in MATRIX or not name.startswith(tuple(TESTED_ELSEWHERE))
    }

    assert names == set(MATRIX)


def answer(client: Client, method: str, url: str) -> int:
    """The status of an answer; what it did is undone."""
    with transaction.atomic():
        status = getattr(client, method)(url).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("role", ROLES)
def test_get_lets_in_whom_the_matrix_names(role, world, request):
    client = browser(role, request)
    wrong = {}
    for name, row in MATRIX.items():
        got = answer(client, "get", address(name, world))
        if not fits(got, role, row.get, row, done={200, 302} | row.tells):
            wrong[name] = got
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_post_lets_in_whom_the_matrix_names(role, world, request):
    client = browser(role, request)
    wrong = {}
    for name, row in MATRIX.items():
        if row.post is None:
            continue
        got = answer(client, "post", address(name, world))
        if not fits(got, role, row.post, row, done={200, 302, 400, 403, 409}):
            wrong[name] = got
    assert wrong == {}


def fits(
    got: int, role: str, allowed: set[str] | None, row: Row, done: set[int]
) -> bool:
    """Is this the answer that the row of the matrix promises this role?"""
    if row.hidden:
        return got == 404
    if role == "anonymous" and role not in (allowed or ()):
        return got in {302, 405}
    if allowed is None:
        return got in {404, 405}
    if role in allowed:
        return got in done
    return got in ({302, 403, 404} if role in row.refused else {404})


def test_signing_in_comes_before_everything_of_a_lab(world):
    for name in MATRIX:
        row = MATRIX[name]
        if not row.hidden and "anonymous" not in (row.get or ()):
            response = Client().get(address(name, world))
            assert (
                response.status_code == 405 or "/account/login" in response["Location"]
            )


@pytest.mark.parametrize("role", ROLES)
def test_admin_is_for_its_own_staff(role, request):
    got = browser(role, request).get("/admin/")

    assert got.status_code == 302
    assert "login" in got["Location"]


@pytest.mark.parametrize("rank", ["is_staff", "is_superuser"])
def test_who_keeps_the_admin_sees_no_case_without_a_position(world, rank):
    keeper = User.objects.create_user("root@voorbeeld.nl", PASSWORD, name="Root")
    User.objects.filter(pk=keeper.pk).update(**{"is_staff": True, rank: True})
    client = Browser()
    client.force_login(User.objects.get(pk=keeper.pk))

    seen = {
        name: got
        for name, row in MATRIX.items()
        if row.get and not row.get & {"outsider_user", "anonymous"}
        if (got := answer(client, "get", address(name, world))) != 404
    }

    assert seen == {}


MACHINE_ROUTES = [
    ("api-application", ("draft",)),
    ("api-organisms", ("draft",)),
    ("api-case", ("case",)),
    ("api-ledger", ("case",)),
    ("api-case-events", ("case",)),
    ("api-letters", ("case",)),
    ("api-information-requests", ("case",)),
]


@pytest.mark.parametrize(("name", "things"), MACHINE_ROUTES)
def test_machine_of_another_lab_finds_nothing(name, things, world, lab, other_lab):
    values = [value for thing in things for value in world[thing].values()]
    path = reverse(name, args=values).removeprefix("/api/v1")

    assert machine(lab, "eigen").get(path).status_code == 200
    assert machine(other_lab, "vreemd").get(path).status_code == 404
    assert Client().get(f"/api/v1{path}").status_code == 401
