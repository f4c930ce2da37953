"""Comments and copies by two people at the same moment."""

from uuid import uuid4

import pytest

from applications.collaboration.commenting import (
    place_comment,
    reopen_comment,
    settle_comment,
)
from applications.drafting.copying import copy_as_draft
from applications.errors import AlreadyFiled
from applications.models import Application
from tests.at_once import at_once, kinds
from tests.cast import NOW, freeze

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_comments_at_once_both_stand(draft, by, bvf):
    def say(who):
        return lambda: place_comment(draft, who.name, section="purpose", by=who, at=NOW)

    at_once(say(by), say(bvf))

    assert {said.text for said in draft.comments.all()} == {by.name, bvf.name}


def test_settling_at_once_is_done_by_one(draft, by, bvf):
    said = place_comment(draft, "Klopt dit?", by=by, at=NOW)

    results = at_once(
        *[lambda w=who: settle_comment(said, by=w, at=NOW) for who in (by, bvf)]
    )

    assert len({result.settled_by_id for result in results}) == 1


def test_settling_and_opening_at_once_ends_in_either(draft, by):
    said = settle_comment(place_comment(draft, "x", by=by, at=NOW), by=by, at=NOW)

    at_once(
        lambda: settle_comment(said, by=by, at=NOW), lambda: reopen_comment(said, by=by)
    )

    said.refresh_from_db()
    assert (said.settled_at is None) == (said.settled_by is None)


def test_a_comment_at_the_moment_of_filing_is_placed_or_told(signed_kg, by, bvf):
    draft = signed_kg()

    results = at_once(
        lambda: freeze(draft, by=by, at=NOW),
        lambda: place_comment(draft, "Wacht!", by=bvf, at=NOW),
    )

    assert draft.comments.exists() != (AlreadyFiled in kinds(results))


def test_two_clicks_on_copy_make_one_draft(complete_kg, by):
    source, key = complete_kg(), uuid4()

    def make():
        return copy_as_draft(
            source,
            procedure_key="i-new",
            sections=["purpose"],
            organisms=True,
            attachments=[row.pk for row in source.attachments.all()],
            by=by,
            at=NOW,
            key=key,
        )

    results = at_once(*[make] * 3)

    assert {result.pk for result in results} == {key}
    assert Application.objects.filter(copied_from=source).count() == 1
