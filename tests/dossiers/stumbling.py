"""Cases over which a round stumbles: somebody holds them, or no term can be counted."""

from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection

from dossiers.models import Case

NO_DAY = datetime(9999, 12, 30, tzinfo=UTC)
"""A day of receipt from which no term can be counted."""


@contextmanager
def locked(case: Case):
    """Somebody else holds the case, in a connection of his own."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM dossiers_case WHERE id = %s FOR UPDATE", [case.pk]
            )
        yield
    finally:
        other.close()


def break_data(case: Case) -> None:
    """Nothing can be reckoned with this case any more."""
    Case.objects.filter(pk=case.pk).update(received_at=NO_DAY)
