"""The log of the law from the side of the portal: who acts, and is the log whole?"""

from django.db import connection

from procedures.models.change import DIGEST

BROKEN = f"""
    SELECT id FROM (
        SELECT *, lag(sha256, 1, '') OVER (ORDER BY id) AS last
        FROM procedures_lawchange
    ) AS change
    WHERE previous <> last OR sha256 <> {DIGEST}
    ORDER BY id
"""


def acting(name: str) -> None:
    """Say who changes the law in the rest of this transaction; the log names him.

    Call it inside a transaction: outside one it is forgotten at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ggo.actor', %s, true)", [name[:250]])


def broken() -> list[int]:
    """The changes in the log that were tampered with, or follow what was."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        return [row[0] for row in cursor.fetchall()]
