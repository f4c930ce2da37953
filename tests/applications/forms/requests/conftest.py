"""What the tests of the requests of table III share."""

import pytest

from applications.completeness.checks import missing_before_filing
from applications.drafting import drafting
from procedures.counting.legal_day import legal_day
from tests.cast import NOW


@pytest.fixture
def say(by):
    """`say(draft, "request", ground=[])` answers some questions of a section anew."""

    def say(draft, section: str, **values):
        saved = draft.section_answers.filter(section=section).first()
        known = saved.values if saved else {}
        drafting.save_section(draft, section, known | values, by=by, at=NOW)

    return say


@pytest.fixture
def lacking():
    """What a draft still needs: `section.field` with what is said of it, in Dutch."""

    def lacking(draft) -> dict[str, str]:
        found = missing_before_filing(draft, on=legal_day(NOW))
        return {f"{each.section}.{each.field}": str(each.message) for each in found}

    return lacking


@pytest.fixture
def prefilled(lab, by):
    """`prefilled("2.8", "request", doubt="doubt")`: what the chooser fills in there."""

    def prefilled(procedure: str, section: str, **choice) -> dict:
        draft = drafting.start_draft(
            procedure_key=procedure, organisation=lab, by=by, at=NOW, choice=choice
        )
        saved = draft.section_answers.filter(section=section).first()
        return saved.values if saved else {}

    return prefilled
