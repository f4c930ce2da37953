"""The letters of the demo went out when the demo says that things happened."""

from datetime import timedelta

import pytest

from dossiers.audit.verifying import verify_cases
from dossiers.models import Case, Letter
from dossiers.models.outgoing import DECISIONS
from ggo_portal.demo.cases import load_application, read_rows
from ggo_portal.demo.people import load_people
from procedures.counting.legal_day import legal_day
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided() -> Case:
    """The case of the demo of thirty days ago to which Bureau GGO said no."""
    load_people(at=NOW)
    row = next(
        row
        for row in read_rows()
        if any(step.get("template") == "cannot-agree" for step in row.get("then", []))
    )
    return Case.objects.get(application=load_application(row, {}, at=NOW))


def test_each_letter_was_sent_at_the_moment_of_its_act(decided):
    letters = Letter.objects.filter(case=decided)

    assert len(letters) == 2
    assert all(letter.sent_at == letter.event.at for letter in letters)
    decision = letters.get(kind__in=DECISIONS)
    assert decision.made_known_on == legal_day(NOW) - timedelta(days=18)
    assert decision.is_on_record
    assert decision.sha256
    batches = verify_cases(Case.objects.filter(pk=decided.pk), at=NOW)
    assert [fault for batch in batches for fault in batch.faults] == []
