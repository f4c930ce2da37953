"""Why something is not done, each by its own name; the apps above add theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import Invitation


class ActorNotAllowed(Exception):
    """This person or system may not do this here, or not now; `message` says why."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


class InputRefused(Exception):
    """What cannot be taken; `message` tells a person what to do instead.

    `field` names the field of the form that the text belongs to, when there is one.
    """

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.message, self.field = message, field


class InvitationClosed(Exception):
    """The invitation was accepted or withdrawn, or has expired."""

    def __init__(self, invitation: Invitation):
        super().__init__(str(invitation.pk))
        self.invitation = invitation


class HasAccount(Exception):
    """The address has an account already: sign in with it."""
