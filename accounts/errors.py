"""What can be wrong with a change in who may act, each by its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import Invitation


class AccessNotAllowed(Exception):
    """This person or system may not do this here; the text says why."""


class ChangeRefused(Exception):
    """A change that cannot be; the text tells a person what to do instead.

    `field` names the field of the form that the text belongs to, when there is one.
    """

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


class InvitationClosed(Exception):
    """The invitation was accepted or withdrawn, or has expired."""

    def __init__(self, invitation: Invitation):
        super().__init__(str(invitation.pk))
        self.invitation = invitation


class HasAccount(Exception):
    """The address has an account already: sign in with it."""
