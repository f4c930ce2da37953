"""Dossier numbers without gaps or doubles (ADR 5)."""

from datetime import datetime

from django.db import connection
from django.db.models import F

from applications.models import Application
from dossiers.cases.case_plan import CasePlan
from dossiers.errors import NoDossier
from dossiers.models import Case, Dossier
from dossiers.states import Part, State
from procedures.counting.legal_day import legal_day


def allocate_number(
    application: Application, plan: CasePlan, *, at: datetime
) -> tuple[Dossier, int]:
    """The dossier and follow number for a case: a new dossier, or the next change.

    Call it inside the filing's transaction: the row it updates stays locked until the
    commit, so a filing that fails gives its number back.
    """
    if application.changes_id:
        return next_in_dossier(application, plan, at=at)
    return open_dossier(application, plan.tag, at=at), 0


# What is treated as another procedure goes on in the dossier of that one.
SAME_DOSSIER_PARTS = {part: (part,) for part in Part} | {
    Part.WHOLE: (Part.WHOLE, Part.CONVERTED)
}


def next_in_dossier(
    application: Application, plan: CasePlan, *, at: datetime
) -> tuple[Dossier, int]:
    """The dossier that is changed, with its next follow number.

    Where a change couples a KG or VA that the earlier filing did not have, that part
    gets a dossier of its own.
    """
    changes = application.changes
    earlier = Case.objects.filter(application=changes and changes.filing_id)
    # Without a case of what it changes there is no dossier to go on in, and opening one
    # would hide that.
    if not earlier.exists():
        raise NoDossier(f"{application.pk} changes an application that has no dossier.")
    # The dossier by the part that is changed. What was converted is over: its dossier
    # gets no follow number any more.
    same = earlier.filter(part__in=SAME_DOSSIER_PARTS[plan.part]).exclude(
        state=State.CONVERTED
    )
    rows = Dossier.objects.filter(
        cases__in=same if same.exists() else earlier.filter(dossier__tag=plan.tag),
        organisation=application.organisation_id,
    )
    # Counted in the statement that locks the row: two changes of one dossier wait here
    # for each other, and neither reads the number of the other.
    if not rows.update(last_follow_number=F("last_follow_number") + 1):
        return open_dossier(application, plan.tag, at=at), 0
    dossier = rows.get()
    return dossier, dossier.last_follow_number


def open_dossier(application: Application, tag: str, *, at: datetime) -> Dossier:
    """A new dossier with the next serial of the year of receipt in Amsterdam."""
    # By the day in Amsterdam: filed in the first hour of 1 January it has the new year,
    # though UTC is still in the old one.
    year = legal_day(at).year
    return Dossier.objects.create(
        organisation_id=application.organisation_id,
        year=year,
        serial=next_serial(year),
        tag=tag,
        opened_at=at,
    )


# One statement takes the number and locks the counter, the first of a year included.
TAKE_SERIAL_SQL = """
    INSERT INTO dossiers_numbercounter (year, last) VALUES (%s, 1)
    ON CONFLICT (year) DO UPDATE SET last = dossiers_numbercounter.last + 1
    RETURNING last
"""


def next_serial(year: int) -> int:
    """The next serial of a year; the counter row stays locked until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_SERIAL_SQL, [year])
        serial: int = cursor.fetchone()[0]
        return serial


def case_number(dossier: Dossier, follow_number: int) -> str:
    """The number as it stands in addresses: `IG-26-014_I-000`."""
    return f"{dossier.number.replace(' ', '-')}-{follow_number:03d}"


def administrative_reference(application: Application) -> str:
    """How a filing without a number of its own is called: `ADM-3F9A12C4`."""
    return f"ADM-{application.pk.hex[:8].upper()}"
