"""What the tests of the form share."""

import pytest

from accounts.actor import Actor
from applications.drafting import drafting
from tests.cast import NOW


@pytest.fixture
def bvf(bvf_user) -> Actor:
    """The biological safety officer, as an actor."""
    return Actor(user=bvf_user)


@pytest.fixture
def draft(lab, by):
    """A draft for level I in which nothing is filled in yet."""
    return drafting.start_draft(procedure_key="i-new", organisation=lab, by=by, at=NOW)


@pytest.fixture
def anna(client, researcher):
    """A browser in which the researcher is signed in."""
    client.force_login(researcher)
    return client
