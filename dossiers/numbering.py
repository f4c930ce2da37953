"""Dossier numbers without gaps or doubles (design section 6)."""

from datetime import datetime

from django.db import connection
from django.db.models import F

from applications.models import Application
from dossiers.errors import NoDossier
from dossiers.models import Case, Dossier
from procedures.legal_day import legal_day
from procedures.models import Procedure


def place(
    application: Application, procedure: Procedure, *, at: datetime
) -> tuple[Dossier, int]:
    """The dossier and follow number for a filing: a new dossier, or the next change.

    Call it inside the filing's transaction: the row it updates stays locked until the
    commit, so a filing that fails gives its number back.
    """
    if application.changes_id:
        return next_in_dossier(application)
    return open_dossier(application, procedure, at=at), 0


def next_in_dossier(application: Application) -> tuple[Dossier, int]:
    """The dossier that is changed, with its next follow number."""
    earlier = Case.objects.filter(application=application.changes_id)
    rows = Dossier.objects.filter(
        cases__in=earlier, organisation=application.organisation_id
    )
    if not rows.update(last_follow_number=F("last_follow_number") + 1):
        raise NoDossier(f"{application.pk} changes an application that has no dossier.")
    dossier = rows.get()
    return dossier, dossier.last_follow_number


def open_dossier(
    application: Application, procedure: Procedure, *, at: datetime
) -> Dossier:
    """A new dossier with the next serial of the year of receipt in Amsterdam."""
    year = legal_day(at).year
    return Dossier.objects.create(
        organisation_id=application.organisation_id,
        year=year,
        serial=next_serial(year),
        tag=procedure.number_tag,
        opened_at=at,
    )


# One statement takes the number and locks the counter, the first of a year included.
TAKE = """
    INSERT INTO dossiers_numbercounter (year, last) VALUES (%s, 1)
    ON CONFLICT (year) DO UPDATE SET last = dossiers_numbercounter.last + 1
    RETURNING last
"""


def next_serial(year: int) -> int:
    """The next serial of a year; the counter row stays locked until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [year])
        return cursor.fetchone()[0]


def case_number(dossier: Dossier, follow_number: int) -> str:
    """The number as it stands in addresses: `IG-26-014_I-000`."""
    return f"{dossier.number.replace(' ', '-')}-{follow_number:03d}"
