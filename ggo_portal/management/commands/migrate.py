"""`manage.py migrate`: Django's own, as who owns the tables, and the rights after."""

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections

from ggo_portal.database_roles import (
    as_owner,
    grant_rights,
    keep_triggers_on,
    role_of,
)


class Command(migrate.Command):
    """Brings the tables up to date, and keeps their owner and the portal apart."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; then no trigger can be passed by, and the portal has its rights."""
        connection = connections[options["database"]]
        # Asked before the owner connects: the rights are for the role that the portal
        # runs as.
        role = role_of(connection)
        with as_owner(connection):
            super().handle(*args, **options)
            if options["plan"]:
                return
            keep_triggers_on(connection)
            if settings.DATABASE_OWNER_URL:
                grant_rights(connection, role)
