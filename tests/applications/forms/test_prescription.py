"""The ATV form: which prescription, what instead, and the proof (Besluit ggo 2.20)."""

import pytest

from accounts.actor import Actor
from applications.attachments.attaching import detach_file
from applications.completeness.checks import missing_before_filing
from applications.drafting import drafting
from applications.models import Application
from applications.reading.content import application_content
from applications.reading.reading_view import reading_of_content
from procedures.counting.legal_day import legal_day
from tests.cast import NOW

DAY = legal_day(NOW)


@pytest.fixture
def draft(complete_draft) -> Application:
    return complete_draft("atv")


def changed(draft: Application, by, **values) -> set[tuple[str, str]]:
    """What is missing after other answers in the section."""
    saved = draft.section_answers.get(section="prescription").values
    said = saved | values
    drafting.save_section(draft, "prescription", said, by=Actor(user=by), at=NOW)
    return {(gap.field, gap.code) for gap in missing_before_filing(draft, on=DAY)}


def test_whole_request_lacks_nothing_and_has_its_title(draft):
    assert missing_before_filing(draft, on=DAY) == []
    assert draft.title == "Andere ontsmetting van afval in ML-I"


def test_permit_needs_its_number_and_a_notification_does_not(draft, researcher):
    asked = {("number", "required")}

    assert changed(draft, researcher, work="permit", number="") == asked
    assert changed(draft, researcher, work="notified", number="") == set()


def test_an_end_needs_its_day_and_a_lasting_measure_does_not(draft, researcher):
    asked = {("until", "required")}

    assert changed(draft, researcher, duration="until", until="") == asked
    assert changed(draft, researcher, duration="lasting", until="") == set()
    wrong = {("until", "invalid")}
    assert changed(draft, researcher, duration="until", until="morgen") == wrong


def test_cfi_must_be_used_at_the_place(draft, researcher):
    assert changed(draft, researcher, cfis=["DM-I"]) == {("cfis", "not-at-place")}


def test_evidence_goes_along_as_a_file(draft, researcher):
    detach_file(draft.attachments.get(), by=Actor(user=researcher), at=NOW)

    assert changed(draft, researcher) == {("attachments", "required")}


def test_last_day_is_read_in_words(draft):
    reading = reading_of_content(application_content(draft), {})

    rows = {part.section.key: part.rows for part in reading.sections}["prescription"]
    assert ["31 december 2028"] in [row.lines for row in rows]
