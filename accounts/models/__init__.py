"""People, organisations, roles and machine clients: who may act, and for whom."""

from accounts.models.clients import (
    FilingMandate,
    IdempotentAnswer,
    MachineClient,
    every_scope,
)
from accounts.models.people import (
    Membership,
    Organisation,
    Position,
    User,
    UserManager,
)
from accounts.models.roles import BureauRole, LabRole

__all__ = [
    "BureauRole",
    "FilingMandate",
    "IdempotentAnswer",
    "LabRole",
    "MachineClient",
    "Membership",
    "Organisation",
    "Position",
    "User",
    "UserManager",
    "every_scope",
]
