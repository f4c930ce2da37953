"""Two people at the same moment: nothing is doubled, nothing is lost."""

import pytest

from applications.attachments import attaching
from applications.drafting import drafting
from applications.errors import AlreadyFiled, StaleSection
from applications.organisms import editing
from applications.signing import signing
from tests.at_once import at_once, kinds
from tests.cast import NOW, freeze, organism, report

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_saves_at_once_keep_one_and_tell_the_other(draft, by, bvf):
    def save(who, title):
        return lambda: drafting.save_section(
            draft, "purpose", {"title": title}, by=who, at=NOW, version=0
        )

    results = at_once(save(by, "Van Anna"), save(bvf, "Van Sem"))

    assert StaleSection in kinds(results)
    answers = draft.section_answers.get(section="purpose")
    assert answers.version == 1
    assert answers.values["title"] in ("Van Anna", "Van Sem")


def test_rows_added_at_once_get_their_own_places(draft, by):
    def add():
        editing.add_rows(draft, [organism(), organism()], by=by, at=NOW)

    at_once(*[add] * 4)

    positions = draft.organisms.values_list("position", flat=True)
    assert list(positions) == list(range(1, 9))


def test_a_file_sent_twice_at_once_is_kept_once(draft, by):
    def send():
        attaching.attach_file(draft, upload=report(), kind="other", by=by, at=NOW)

    at_once(send, send)

    assert draft.attachments.count() == 1


def test_two_clicks_on_sign_give_one_signature(complete_kg, bvf):
    draft = complete_kg()

    at_once(*[lambda: signing.sign_content(draft, by=bvf, at=NOW)] * 3)

    assert draft.signatures.count() == 1


def test_two_clicks_on_file_freeze_once(signed_kg, by):
    draft = signed_kg()

    results = at_once(*[lambda: freeze(draft, by=by, at=NOW)] * 3)

    assert [type(r) for r in results].count(AlreadyFiled) == 2
