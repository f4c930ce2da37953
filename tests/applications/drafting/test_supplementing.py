"""A filed form is supplemented in a whole copy of it; it stays the same filing."""

from datetime import timedelta

import pytest
from django.db import transaction

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from applications.attachments import attaching
from applications.completeness.checks import missing_before_filing
from applications.confidentiality import claims
from applications.drafting import drafting
from applications.drafting.supplementing import (
    begin_supplement,
    changed_parts,
    file_supplement,
    is_answered_by_change,
    open_supplement,
    versions_of,
)
from applications.errors import Incomplete, NotSigned
from applications.models import Application
from applications.organisms import editing
from applications.reading.content import application_content
from applications.signing import signing
from procedures.counting.legal_day import legal_day
from tests.cast import NOW, PDF, freeze, organism, report

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=7)
PURPOSE = {"purpose": "Alleen bacteriën.", "results": "Een lijst.", "title": "Nieuw"}


@pytest.fixture
def filed(signed_kg, by):
    """A frozen filing of level I."""
    application = freeze(signed_kg(), by=by, at=NOW)
    application.filed_as = ["IG 26-001_I-000"]
    application.save(update_fields=["filed_as"])
    return application


def say(draft, by, section="purpose", **values):
    said = {row.section: row.values for row in draft.section_answers.all()}
    typed = said.get(section, {}) | (values or PURPOSE)
    drafting.save_section(draft, section, typed, by=by, at=LATER)


def file(draft, by, at=LATER):
    with transaction.atomic():
        return file_supplement(draft, by=by, at=at)


def test_it_begins_with_all_that_was_filed(filed, by):
    draft = begin_supplement(filed, by=by, at=LATER)

    same = ("procedure", "edition", "changes", "answers", "organisms", "attachments")
    said, was = application_content(draft), application_content(filed)
    assert {key: said[key] for key in same} == {key: was[key] for key in same}
    assert changed_parts(filed, draft) == set()
    assert missing_before_filing(draft, on=legal_day(LATER)) == []
    assert draft.attachments.get().file.name != filed.attachments.get().file.name


def test_claims_come_along(complete_kg, by, bvf):
    draft = complete_kg()
    claims.claim_confidentiality(
        draft,
        section="purpose",
        field="purpose",
        ground="business",
        reason="Octrooi volgt.",
        public_text="Onderzoek.",
        by=by,
        at=NOW,
    )
    signing.sign_content(draft, by=bvf, at=NOW)
    filing = freeze(draft, by=by, at=NOW)

    made = begin_supplement(filing, by=by, at=LATER)

    assert application_content(filing)["confidential"]
    assert (
        application_content(made)["confidential"]
        == application_content(filing)["confidential"]
    )


def test_begun_twice_it_is_one_draft(filed, by, bvf):
    first = begin_supplement(filed, by=by, at=LATER)

    assert begin_supplement(filed, by=bvf, at=LATER) == first
    assert open_supplement(filed) == first
    assert Application.objects.drafts().count() == 1


def test_a_stranger_begins_none(filed, outsider_user):
    with pytest.raises(ActorNotAllowed):
        begin_supplement(filed, by=Actor(user=outsider_user), at=LATER)


def test_a_draft_has_nothing_to_supplement(draft, by):
    with pytest.raises(ActorNotAllowed):
        begin_supplement(draft, by=by, at=LATER)


def test_filed_it_is_the_next_version_under_the_same_number(filed, by, bvf):
    draft = begin_supplement(filed, by=by, at=LATER)
    say(draft, by)
    signing.sign_content(draft, by=bvf, at=LATER)

    made = file(draft, by)

    assert made.filed_as == filed.filed_as
    assert versions_of(filed) == [filed, made]
    assert open_supplement(filed) is None
    assert changed_parts(filed, made) == {"purpose"}


def test_the_next_one_begins_with_the_latest(filed, by, bvf):
    first = begin_supplement(filed, by=by, at=LATER)
    say(first, by)
    signing.sign_content(first, by=bvf, at=LATER)
    file(first, by)

    second = begin_supplement(filed, by=by, at=LATER + timedelta(days=1))

    assert second != first
    assert second.supplements == filed
    assert (
        application_content(second)["answers"]["purpose"]["purpose"]
        == "Alleen bacteriën."
    )


def test_it_is_signed_and_complete_like_a_filing(filed, by):
    draft = begin_supplement(filed, by=by, at=LATER)
    say(draft, by)
    with pytest.raises(NotSigned):
        file(draft, by)

    say(draft, by, results="")
    with pytest.raises(Incomplete):
        file(draft, by)
    assert open_supplement(filed) == draft


def test_a_dossier_is_known_by_its_first_filing_and_built_on_by_the_latest(
    filed, by, bvf
):
    draft = begin_supplement(filed, by=by, at=LATER)
    say(draft, by)
    signing.sign_content(draft, by=bvf, at=LATER)
    made = file(draft, by)

    assert list(Application.objects.first_of_each_dossier()) == [filed]
    assert list(Application.objects.last_of_each_dossier()) == [made]
    assert list(Application.objects.of_dossier(filed)) == [made, filed]
    assert list(Application.objects.of_each_filing()) == [filed]


def test_a_change_that_was_filed_meanwhile_stays_the_latest(filed, signed_kg, by, bvf):
    change = freeze(signed_kg("i-other-cfi", filed), by=by, at=LATER)
    draft = begin_supplement(filed, by=by, at=LATER)
    say(draft, by)
    signing.sign_content(draft, by=bvf, at=LATER)
    made = file(draft, by, at=LATER + timedelta(days=2))

    assert list(Application.objects.last_of_each_dossier()) == [change]
    assert list(Application.objects.of_dossier(filed)) == [change, made, filed]


def test_a_supplement_is_no_newer_filing_to_itself(filed, signed_kg, by):
    change = freeze(signed_kg("i-other-cfi", filed), by=by, at=LATER)

    draft = begin_supplement(change, by=by, at=LATER)

    assert draft.newer_filing() is None
    assert (draft.changes, draft.first) == (filed, filed)


def test_new_rows_and_files_answer_a_question_at_their_part(filed, by):
    draft = begin_supplement(filed, by=by, at=LATER)
    rows = [organism(), organism(insert="il10")]
    editing.replace_rows(draft, rows, by=by, at=LATER)
    say(draft, by, results="Een langere lijst.")

    changed = changed_parts(filed, draft)

    assert changed == {"organisms", "purpose"}
    assert is_answered_by_change(changed, filed, draft, "organisms", "insert")
    assert is_answered_by_change(changed, filed, draft, "purpose", "results")
    assert not is_answered_by_change(changed, filed, draft, "purpose", "purpose")
    assert not is_answered_by_change(changed, filed, draft, "methods", "")
    assert not is_answered_by_change(changed, filed, draft, "", "")


def test_a_file_answers_a_question_at_the_part_that_takes_files(filed, by):
    draft = begin_supplement(filed, by=by, at=LATER)
    upload = report("aanvulling.pdf", PDF + b"x")
    attaching.attach_file(draft, upload=upload, kind="other", by=by, at=LATER)

    changed = changed_parts(filed, draft)

    assert changed == {"attachments"}
    assert is_answered_by_change(changed, filed, draft, "report", "")
    assert not is_answered_by_change(changed, filed, draft, "purpose", "")


def test_what_says_which_cases_there_are_cannot_change(signed_draft, by, bvf):
    filing = freeze(signed_draft("iik-new"), by=by, at=NOW)
    draft = begin_supplement(filing, by=by, at=LATER)
    say(draft, by, "consent", consent="consent")
    signing.sign_content(draft, by=bvf, at=LATER)

    with pytest.raises(InputRefused):
        file(draft, by)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_file_that_cannot_be_read_is_told(filed, by):
    stored = filed.attachments.get()
    stored.file.storage.delete(stored.file.name)

    with pytest.raises(InputRefused):
        begin_supplement(filed, by=by, at=LATER)
    assert open_supplement(filed) is None
