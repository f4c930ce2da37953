"""Who acts, for what the database puts on record by itself."""

from django.db import connection


def set_access_actor(name: str) -> None:
    """Say who changes access in the rest of this transaction; the log names him.

    Call it inside a transaction: outside one it is forgotten at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ggo.actor', %s, true)", [name[:250]])
