"""`manage.py flush` of the tests: what Django calls after a test without a rollback."""

from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection


class Command(flush.Command):
    """Puts back what the template of the test database holds: the law and no more.

    Django's own empties all tables, the law's too, and takes most of a second.
    """

    def handle(self, **options) -> None:
        """Only in a test database: nowhere else is there a schema `pristine`."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pristine.put_back()")
        cache.clear()  # the counters of sign-in failures are there
