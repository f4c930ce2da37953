"""Comments on a draft: by its own people, settled and opened again, never filed."""

import pytest

from accounts.actor import SYSTEM, Actor
from accounts.models import MachineClient
from applications.collaboration.commenting import (
    COMMENT_MAX,
    comment,
    reopen,
    send_back,
    settle,
)
from applications.completeness.progress import steps
from applications.errors import AlreadyFiled, NotAllowed, Refused, UnknownSection
from applications.forms.context import FormContext
from applications.reading.content import valid_signature
from procedures.counting.legal_day import legal_day
from tests.cast import NOW, freeze

LATER = NOW.replace(hour=12)


@pytest.fixture
def said(draft, by):
    """A comment of the researcher on the purpose."""
    return comment(draft, "Klopt dit?", section="purpose", by=by, at=NOW)


def test_comment_is_kept_with_who_when_and_where(said, draft, aanvrager):
    kept = draft.comments.get()

    assert (kept.text, kept.section, kept.author) == (
        "Klopt dit?",
        "purpose",
        aanvrager,
    )
    assert kept.written_at == NOW
    assert not kept.is_settled
    assert not kept.sends_back


def test_comment_leaves_the_signature_and_the_version(signed_kg, by):
    draft = signed_kg()
    version = draft.version

    comment(draft, "Mooi.", by=by, at=NOW)

    draft.refresh_from_db()
    assert draft.version == version
    assert valid_signature(draft)


def test_comment_is_not_filed(signed_kg, by):
    draft = signed_kg()
    comment(draft, "Alleen voor ons.", by=by, at=NOW)

    filed = freeze(draft, by=by, at=NOW)

    assert "Alleen voor ons" not in str(filed.content)


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "x" * (COMMENT_MAX + 1)])
def test_comment_refuses_nothing_and_too_much(draft, by, text):
    with pytest.raises(Refused):
        comment(draft, text, by=by, at=NOW)

    assert not draft.comments.exists()


def test_comment_refuses_a_section_the_form_does_not_have(draft, by):
    with pytest.raises(UnknownSection):
        comment(draft, "x", section="waste", by=by, at=NOW)


def test_comment_refuses_what_is_filed(signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)

    with pytest.raises(AlreadyFiled):
        comment(filed, "Te laat", by=by, at=NOW)


def test_comment_refuses_strangers(draft, buitenstaander, behandelaar):
    for person in (buitenstaander, behandelaar):
        with pytest.raises(NotAllowed):
            comment(draft, "x", by=Actor(user=person), at=NOW)


def test_comment_refuses_a_system_and_the_portal(draft, lab, aanvrager):
    client = MachineClient.objects.create(name="LIMS", organisation=lab)

    for actor in (SYSTEM, Actor(client=client), Actor(user=aanvrager, client=client)):
        with pytest.raises(NotAllowed):
            comment(draft, "x", by=actor, at=NOW)


def test_send_back_is_for_the_bvf(draft, by, bvf, collega):
    kept = send_back(draft, "Volumes te grof.", section="methods", by=bvf, at=NOW)

    assert kept.sends_back
    assert list(draft.comments.sent_back()) == [kept]
    with pytest.raises(NotAllowed):
        send_back(draft, "x", by=by, at=NOW)


def test_settle_says_who_and_when(said, bvf, collega):
    settled = settle(said, by=bvf, at=LATER)

    assert (settled.settled_by, settled.settled_at) == (collega, LATER)


def test_settle_twice_keeps_the_first(said, by, bvf, collega):
    settle(said, by=bvf, at=NOW)

    again = settle(said, by=by, at=LATER)

    assert (again.settled_by, again.settled_at) == (collega, NOW)


def test_reopen_undoes_settling(said, by, bvf):
    settle(said, by=bvf, at=NOW)

    reopen(said, by=by)

    said.refresh_from_db()
    assert not said.is_settled
    assert said.settled_by is None


def test_reopen_of_what_is_open_changes_nothing(said, by):
    assert not reopen(said, by=by).is_settled


def test_settling_refuses_strangers_and_what_is_filed(signed_kg, by, buitenstaander):
    draft = signed_kg()
    kept = comment(draft, "x", by=by, at=NOW)

    for act in (
        lambda who: settle(kept, by=who, at=NOW),
        lambda who: reopen(kept, by=who),
    ):
        with pytest.raises(NotAllowed):
            act(Actor(user=buitenstaander))
    freeze(draft, by=by, at=NOW)
    kept.refresh_from_db()
    with pytest.raises(AlreadyFiled):
        settle(kept, by=by, at=NOW)
    with pytest.raises(AlreadyFiled):
        reopen(kept, by=by)


def test_open_comments_are_counted_by_section(draft, by, said):
    comment(draft, "Nog een", section="purpose", by=by, at=NOW)
    settle(comment(draft, "Oud", section="place", by=by, at=NOW), by=by, at=NOW)
    comment(draft, "Over alles", by=by, at=NOW)

    context = FormContext(draft, legal_day(NOW))

    assert context.open_comments == {"purpose": 2, "": 1}
    counted = {step.section.key: step.comments for step in steps(context)}
    assert counted["purpose"] == 2
    assert sum(counted.values()) == 2
