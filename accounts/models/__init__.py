"""People, organisations, roles and machine clients: who may act, and for whom."""

from accounts.models.access import AccessEvent, AccessKind
from accounts.models.clients import (
    FilingMandate,
    IdempotentAnswer,
    MachineClient,
    all_scopes,
)
from accounts.models.invitation import Invitation, InvitationState
from accounts.models.people import (
    BureauRole,
    LabRole,
    Membership,
    Organisation,
    Position,
    User,
    UserManager,
)
from accounts.models.substitution import Substitution
from accounts.models.unseen_work import SignOfLife

__all__ = [
    "AccessEvent",
    "AccessKind",
    "BureauRole",
    "FilingMandate",
    "IdempotentAnswer",
    "Invitation",
    "InvitationState",
    "LabRole",
    "MachineClient",
    "Membership",
    "Organisation",
    "Position",
    "SignOfLife",
    "Substitution",
    "User",
    "UserManager",
    "all_scopes",
]
