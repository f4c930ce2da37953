"""Who performs an act: a person, a machine in a person's name, or the portal itself."""

from dataclasses import dataclass
from typing import Literal

from accounts.models import MachineClient, User


@dataclass(frozen=True, slots=True)
class Actor:
    """The real actor of an act, as events record it.

    `user` is the person, also when a `client` (LIMS) acts in that person's name.
    `guest` is somebody without an account, let in by a personal link. Without any it is
    the portal itself: a term that passed, a nightly run.
    """

    user: User | None = None
    client: MachineClient | None = None
    guest: str = ""

    @property
    def kind(self) -> Literal["person", "machine", "system"]:
        """What sort of actor this is."""
        if self.client:
            return "machine"
        # A guest with a link is somebody: only the portal acts without a person.
        return "person" if self.user or self.guest else "system"

    @property
    def person(self) -> User:
        """The person who acts; the portal itself has none, and never files."""
        if self.user is None:
            raise LookupError("The portal itself is no person.")
        return self.user

    @property
    def name(self) -> str:
        """How the event log names the actor."""
        if self.client and self.user:
            # Both names: the record must tell that a system filed, and under whose
            # mandate.
            return f"{self.client.name} ({self.user.name})"
        actor = self.client or self.user
        return actor.name if actor else self.guest or "GGO-portaal"


SYSTEM = Actor()
