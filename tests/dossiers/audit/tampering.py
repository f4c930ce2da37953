"""Doing to the record what nobody should be able to."""

from dossiers.models import Case
from tests.behind import behind_the_trigger, sql


def remove(case) -> None:
    """Take a case out with all it has, as nobody should be able to."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    behind_the_trigger(
        "DELETE FROM dossiers_delivery USING dossiers_letter AS letter "
        "WHERE letter.id = letter_id AND case_id = %s",
        case.pk,
    )
    for table in ("letter", "event"):
        behind_the_trigger(f"DELETE FROM dossiers_{table} WHERE case_id = %s", case.pk)  # noqa: S608 - constants of the test
    sql("DELETE FROM dossiers_case WHERE id = %s", case.pk)


def keys(case: Case) -> list[int]:
    """Its events, in order."""
    return list(case.events.order_by("pk").values_list("pk", flat=True))
