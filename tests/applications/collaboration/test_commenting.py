"""Comments on a draft: by its own people, settled and opened again, never filed."""

import pytest

from accounts.actor import SYSTEM, Actor
from accounts.errors import ActorNotAllowed, InputRefused
from accounts.models import MachineClient
from applications.collaboration.commenting import (
    COMMENT_MAX,
    place_comment,
    reopen_comment,
    send_back,
    settle_comment,
)
from applications.completeness.progress import section_steps
from applications.errors import AlreadyFiled, UnknownSection
from applications.forms.context import FormContext
from applications.reading.content import valid_signature
from procedures.counting.legal_day import legal_day
from tests.cast import NOW, freeze

LATER = NOW.replace(hour=12)


@pytest.fixture
def said(draft, by):
    """A comment of the researcher on the purpose."""
    return place_comment(draft, "Klopt dit?", section="purpose", by=by, at=NOW)


def test_comment_is_kept_with_who_when_and_where(said, draft, researcher):
    kept = draft.comments.get()

    assert (kept.text, kept.section, kept.author) == (
        "Klopt dit?",
        "purpose",
        researcher,
    )
    assert kept.written_at == NOW
    assert not kept.is_settled
    assert not kept.sends_back


def test_comment_leaves_the_signature_and_the_version(signed_kg, by):
    draft = signed_kg()
    version = draft.version

    place_comment(draft, "Mooi.", by=by, at=NOW)

    draft.refresh_from_db()
    assert draft.version == version
    assert valid_signature(draft)


def test_comment_is_not_filed(signed_kg, by):
    draft = signed_kg()
    place_comment(draft, "Alleen voor ons.", by=by, at=NOW)

    filed = freeze(draft, by=by, at=NOW)

    assert "Alleen voor ons" not in str(filed.content)


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "x" * (COMMENT_MAX + 1)])
def test_comment_refuses_nothing_and_too_much(draft, by, text):
    with pytest.raises(InputRefused):
        place_comment(draft, text, by=by, at=NOW)

    assert not draft.comments.exists()


def test_comment_refuses_a_section_the_form_does_not_have(draft, by):
    with pytest.raises(UnknownSection):
        place_comment(draft, "x", section="waste", by=by, at=NOW)


def test_comment_refuses_what_is_filed(signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)

    with pytest.raises(AlreadyFiled):
        place_comment(filed, "Te laat", by=by, at=NOW)


def test_comment_refuses_strangers(draft, outsider_user, handler_user):
    for person in (outsider_user, handler_user):
        with pytest.raises(ActorNotAllowed):
            place_comment(draft, "x", by=Actor(user=person), at=NOW)


def test_comment_refuses_a_system_and_the_portal(draft, lab, researcher):
    client = MachineClient.objects.create(name="LIMS", organisation=lab)

    for actor in (SYSTEM, Actor(client=client), Actor(user=researcher, client=client)):
        with pytest.raises(ActorNotAllowed):
            place_comment(draft, "x", by=actor, at=NOW)


def test_send_back_is_for_the_bvf(draft, by, bvf, bvf_user):
    kept = send_back(draft, "Volumes te grof.", section="methods", by=bvf, at=NOW)

    assert kept.sends_back
    assert list(draft.comments.sent_back()) == [kept]
    with pytest.raises(ActorNotAllowed):
        send_back(draft, "x", by=by, at=NOW)


def test_settle_says_who_and_when(said, bvf, bvf_user):
    settled = settle_comment(said, by=bvf, at=LATER)

    assert (settled.settled_by, settled.settled_at) == (bvf_user, LATER)


def test_settle_twice_keeps_the_first(said, by, bvf, bvf_user):
    settle_comment(said, by=bvf, at=NOW)

    again = settle_comment(said, by=by, at=LATER)

    assert (again.settled_by, again.settled_at) == (bvf_user, NOW)


def test_reopen_undoes_settling(said, by, bvf):
    settle_comment(said, by=bvf, at=NOW)

    reopen_comment(said, by=by)

    said.refresh_from_db()
    assert not said.is_settled
    assert said.settled_by is None


def test_reopen_of_what_is_open_changes_nothing(said, by):
    assert not reopen_comment(said, by=by).is_settled


def test_settling_refuses_strangers_and_what_is_filed(signed_kg, by, outsider_user):
    draft = signed_kg()
    kept = place_comment(draft, "x", by=by, at=NOW)

    for act in (
        lambda who: settle_comment(kept, by=who, at=NOW),
        lambda who: reopen_comment(kept, by=who),
    ):
        with pytest.raises(ActorNotAllowed):
            act(Actor(user=outsider_user))
    freeze(draft, by=by, at=NOW)
    kept.refresh_from_db()
    with pytest.raises(AlreadyFiled):
        settle_comment(kept, by=by, at=NOW)
    with pytest.raises(AlreadyFiled):
        reopen_comment(kept, by=by)


def test_open_comments_are_counted_by_section(draft, by, said):
    place_comment(draft, "Nog een", section="purpose", by=by, at=NOW)
    settle_comment(
        place_comment(draft, "Oud", section="place", by=by, at=NOW), by=by, at=NOW
    )
    place_comment(draft, "Over alles", by=by, at=NOW)

    context = FormContext(draft, legal_day(NOW))

    assert context.open_comments == {"purpose": 2, "": 1}
    counted = {step.section.key: step.comments for step in section_steps(context)}
    assert counted["purpose"] == 2
    assert sum(counted.values()) == 2
