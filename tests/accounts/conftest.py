"""What the tests of an organisation's people share."""

import pytest

from accounts.actor import Actor
from accounts.models import LabRole
from tests.cast import member


@pytest.fixture
def admin(lab_admin) -> Actor:
    """The administrator, as an actor."""
    return Actor(user=lab_admin)


@pytest.fixture
def second_bvf(lab):
    """Another BVF of the lab."""
    return member("Kees Prins", lab, LabRole.BVF)


@pytest.fixture
def second_admin(lab):
    """Another administrator of the lab."""
    return member("Wilma Vos", lab, LabRole.ADMIN)
