"""The secret of a machine client: generated, long, and so stored by one fast hash.

A password needs a slow hash because people choose it. Nobody guesses 128 random
characters, and a slow hash at an open address is only a way to keep us busy.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import (
    BasePasswordHasher,
    check_password,
    make_password,
)
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.access_changes import set_access_actor
from accounts.digests import text_digest
from accounts.models import MachineClient

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ALGORITHM = "sha256_of_random"
NOBODYS = "0" * 64


class HashOfRandom(BasePasswordHasher):
    """SHA-256 without salt, for what is random and long by itself."""

    algorithm = ALGORITHM

    def salt(self) -> str:
        """None: no two secrets are the same."""
        return ""

    def encode(self, password: str, salt: str) -> str:
        """`sha256_of_random$…`, in hex."""
        return f"{ALGORITHM}${text_digest(password)}"

    def verify(self, password: str, encoded: str) -> bool:
        """Is it this secret? In constant time."""
        return constant_time_compare(self.encode(password, ""), encoded)

    def decode(self, encoded: str) -> dict[str, str]:
        """The parts of what is stored."""
        algorithm, _sign, digest = encoded.partition("$")
        return {"algorithm": algorithm, "hash": digest, "salt": ""}

    def safe_summary(self, encoded: str) -> "dict[StrOrPromise, Any]":
        """Nothing of it is shown."""
        return {"algorithm": ALGORITHM}

    def must_update(self, encoded: str) -> bool:
        """Never: a new secret is a new client."""
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """It takes as long for everybody."""


def hash_secret(secret: str) -> str:
    """What the database holds of a generated secret."""
    return make_password(secret, hasher=ALGORITHM)


def is_secret_of(client_id: str, secret: str) -> bool:
    """Is it the secret of a client that may come in?

    An unknown client costs what a known one costs. A secret that was stored by the slow
    hash of earlier versions is stored anew the first time it is right.
    """
    client = MachineClient.objects.filter(client_id=client_id).first()
    if client is None:
        # Hash all the same, or the time of the answer would tell which clients exist.
        return check_password(secret, f"{ALGORITHM}${NOBODYS}")
    right = check_password(secret, client.client_secret)
    if right and not client.client_secret.startswith(ALGORITHM):
        # Here alone the secret is known in the clear, so here alone it can change its
        # hash.
        _store_anew(client, secret)
    # After the secret: whether a client is switched off is told to nobody but itself.
    return right and client.is_usable(None)


@transaction.atomic
def _store_anew(client: MachineClient, secret: str) -> None:
    set_access_actor("token endpoint")
    client.client_secret = hash_secret(secret)
    client.save(update_fields=["client_secret"])
