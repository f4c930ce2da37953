"""Who is away, and whose cases somebody looks after."""

from datetime import date

from accounts.models import User
from dossiers.models import Absence


def colleagues_covered_by(user: User, on: date) -> frozenset[int]:
    """The people whose cases this person looks after on a day."""
    rows = Absence.objects.filter(substitute=user, days__contains=on)
    return frozenset(rows.values_list("person", flat=True))
