"""The BVF signs the content; whatever changes afterwards voids the signature."""

import pytest

from accounts.actor import Actor
from accounts.digests import json_digest
from accounts.errors import ActorNotAllowed
from accounts.models import MachineClient
from applications.attachments import attaching
from applications.completeness.progress import signature_state as signing_state
from applications.drafting import drafting
from applications.errors import AlreadyFiled, ContentChanged, Incomplete
from applications.forms.context import FormContext
from applications.organisms import editing
from applications.reading.content import application_content, valid_signature
from applications.signing import signing
from procedures.counting.legal_day import legal_day
from tests.cast import NOW, PDF, freeze, organism, report


def sign(draft, by, **more):
    return signing.sign_content(draft, by=by, at=NOW, **more)


def state(draft):
    draft.refresh_from_db()
    return signing_state(FormContext(draft, legal_day(NOW)))


def test_sign_stands_on_the_content(complete_kg, bvf, bvf_user):
    draft = complete_kg()

    signature = sign(draft, bvf)

    assert signature.signer == bvf_user
    assert signature.content_sha256 == json_digest(application_content(draft))
    assert valid_signature(draft) == signature
    assert state(draft).stands


def test_sign_twice_gives_one_signature(complete_kg, bvf):
    draft = complete_kg()

    assert sign(draft, bvf) == sign(draft, bvf)
    assert draft.signatures.count() == 1


def test_sign_refuses_a_researcher(complete_kg, by):
    with pytest.raises(ActorNotAllowed):
        sign(complete_kg(), by)


def test_sign_refuses_a_stranger(complete_kg, outsider_user):
    with pytest.raises(ActorNotAllowed):
        sign(complete_kg(), Actor(user=outsider_user))


def test_sign_refuses_a_system_in_the_name_of_the_bvf(complete_kg, lab, bvf_user):
    client = MachineClient.objects.create(name="LIMS", organisation=lab)

    with pytest.raises(ActorNotAllowed):
        sign(complete_kg(), Actor(user=bvf_user, client=client))


def test_sign_refuses_what_is_incomplete(draft, bvf):
    with pytest.raises(Incomplete) as error:
        sign(draft, bvf)

    assert "/answers/purpose/title" in {gap.pointer for gap in error.value.missing}


def test_sign_refuses_what_changed_while_reading(complete_kg, bvf, by):
    draft = complete_kg()
    seen = json_digest(application_content(draft))
    editing.add_rows(draft, [organism(host="Gist")], by=by, at=NOW)

    with pytest.raises(ContentChanged):
        sign(draft, bvf, seen=seen)


def test_sign_refuses_what_is_filed(signed_kg, bvf, by):
    filed = freeze(signed_kg(), by=by, at=NOW)

    with pytest.raises(AlreadyFiled):
        sign(filed, bvf)


def other_text(draft, by, lab):
    values = draft.section_answers.get(section="methods").values
    values = {**values, "volumes": "1 liter"}
    drafting.save_section(draft, "methods", values, by=by, at=NOW)


def other_row(draft, by, lab):
    editing.change_row(draft.organisms.get(), {"host": "Gist"}, by=by, at=NOW)


def other_file(draft, by, lab):
    more = report("bijlage.pdf", PDF + b"1")
    attaching.attach_file(draft, upload=more, kind="other", by=by, at=NOW)


def other_permit(draft, by, lab):
    lab.sites.get().containments.filter(cfi="ML-II").update(cfi="ML-III")


def other_name(draft, by, lab):
    lab.name = "UMC Zuid"
    lab.save()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (other_text, ["Methoden en volumes"]),
        (other_row, ["Organismen"]),
        (other_file, ["Bijlagen"]),
        (other_permit, ["Plaats en inperking"]),
        (other_name, ["Gegevens van de organisatie"]),
    ],
)
def test_a_change_voids_the_signature_and_is_named(signed_kg, by, lab, change, named):
    draft = signed_kg()

    change(draft, by, lab)

    now = state(draft)
    assert valid_signature(draft) is None
    assert now.lapsed
    assert now.changed == named


def test_saving_the_same_text_leaves_the_signature(signed_kg, by):
    draft = signed_kg()
    values = draft.section_answers.get(section="purpose").values

    drafting.save_section(draft, "purpose", values, by=by, at=NOW)

    assert valid_signature(draft)


def test_the_text_as_it_was_makes_the_signature_stand_again(signed_kg, by):
    draft = signed_kg()
    values = draft.section_answers.get(section="purpose").values
    drafting.save_section(draft, "purpose", {}, by=by, at=NOW)

    drafting.save_section(draft, "purpose", values, by=by, at=NOW)

    assert valid_signature(draft)
