"""The database of the tests: the law is in it, before and after whatever they do."""

from django.core.management import call_command
from django.db import connection

from accounts.models import Organisation
from procedures.law_rows import change_log
from procedures.models import FreeDay, LawChange, Procedure
from tests.database import LAW_SINCE


def behind_the_triggers(statement: str) -> None:
    """As the superuser, whom no trigger stops."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def contents() -> list[list[tuple]]:
    """The law with its log, as it is stored."""
    kept = (Procedure, FreeDay, LawChange)
    return [list(model.objects.order_by("pk").values_list()) for model in kept]


def test_the_law_was_loaded_before_all_that_the_tests_play(db):
    assert {change.at for change in LawChange.objects.all()} == {LAW_SINCE}
    assert change_log.broken_changes() == []


def test_flush_empties_what_a_test_filled_and_puts_the_law_back(lab):
    before = contents()
    behind_the_triggers("DELETE FROM procedures_freeday WHERE key = 'good-friday'")
    behind_the_triggers("UPDATE procedures_procedure SET key = 'x' || key")
    behind_the_triggers("DELETE FROM procedures_lawchange WHERE id % 2 = 0")
    assert contents() != before

    call_command("flush", interactive=False)

    assert contents() == before
    assert not Organisation.objects.exists()
    assert not lab.sites.exists()
