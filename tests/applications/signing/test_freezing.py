"""Filing fixes the content, with its hash and who answers for it."""

from datetime import timedelta

import pytest

from accounts.actor import Actor
from accounts.digests import json_digest
from accounts.errors import ActorNotAllowed
from accounts.models import FilingMandate, MachineClient
from applications.drafting import drafting
from applications.errors import AlreadyFiled, Incomplete, NotSigned
from applications.reading.content import valid_signature
from tests.cast import NOW, freeze


@pytest.fixture
def lims(lab) -> MachineClient:
    """The lab's own system."""
    return MachineClient.objects.create(name="LIMS Noord", organisation=lab)


def mandate(lims, person, **dates):
    given = {"given_at": NOW - timedelta(days=1), **dates}
    return FilingMandate.objects.create(client=lims, bvf=person, **given)


def test_freeze_fixes_content_and_hash(signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)

    filed.refresh_from_db()
    assert filed.filed_at == NOW
    assert filed.content["answers"]["purpose"]["title"] == filed.title
    assert filed.content["answers"]["place"]["site"]["permittedCfis"] == [
        "DM-II",
        "ML-II",
        "PL-I",
    ]
    assert filed.content["signed"]["bvf"] == "Sem Bakker"
    assert filed.content_sha256 == json_digest(filed.content)
    assert valid_signature(filed)


def test_freeze_twice_refuses_the_second(signed_kg, by):
    draft = signed_kg()
    freeze(draft, by=by, at=NOW)

    with pytest.raises(AlreadyFiled):
        freeze(draft, by=by, at=NOW)


def test_freeze_refuses_without_signature(complete_kg, by):
    with pytest.raises(NotSigned):
        freeze(complete_kg(), by=by, at=NOW)


def test_freeze_refuses_a_lapsed_signature(signed_kg, by):
    draft = signed_kg()
    values = draft.section_answers.get(section="purpose").values
    drafting.save_section(draft, "purpose", {**values, "title": "X"}, by=by, at=NOW)

    with pytest.raises(NotSigned):
        freeze(draft, by=by, at=NOW)


def test_freeze_refuses_what_is_incomplete(draft, by):
    with pytest.raises(Incomplete):
        freeze(draft, by=by, at=NOW)


def test_freeze_refuses_a_stranger(signed_kg, outsider_user):
    with pytest.raises(ActorNotAllowed):
        freeze(signed_kg(), by=Actor(user=outsider_user), at=NOW)


def test_freeze_by_a_system_under_the_mandate_of_the_bvf(complete_kg, bvf_user, lims):
    mandate(lims, bvf_user)

    filed = freeze(complete_kg(), by=Actor(user=bvf_user, client=lims), at=NOW)

    assert filed.content["signed"]["how"] == "mandate"
    assert filed.content["signed"]["client"] == "LIMS Noord"


def test_freeze_by_a_system_of_what_is_signed_needs_no_mandate(
    signed_kg, researcher, lims
):
    filed = freeze(signed_kg(), by=Actor(user=researcher, client=lims), at=NOW)

    assert filed.content["signed"]["how"] == "signature"


@pytest.mark.parametrize(
    "dates",
    [{"ended_at": NOW}, {"given_at": NOW + timedelta(seconds=1)}],
    ids=["ended", "not yet given"],
)
def test_freeze_refuses_a_mandate_that_does_not_hold(
    complete_kg, bvf_user, lims, dates
):
    mandate(lims, bvf_user, **dates)

    with pytest.raises(NotSigned):
        freeze(complete_kg(), by=Actor(user=bvf_user, client=lims), at=NOW)


def test_freeze_refuses_the_mandate_of_who_is_no_bvf(complete_kg, researcher, lims):
    mandate(lims, researcher)

    with pytest.raises(NotSigned):
        freeze(complete_kg(), by=Actor(user=researcher, client=lims), at=NOW)


def test_freeze_refuses_a_system_of_another_lab(complete_kg, bvf_user, other_lab):
    client = MachineClient.objects.create(name="LIMS Zuid", organisation=other_lab)
    mandate(client, bvf_user)

    with pytest.raises(ActorNotAllowed):
        freeze(complete_kg(), by=Actor(user=bvf_user, client=client), at=NOW)


def test_a_filed_application_says_for_ever_what_it_said(signed_kg, by, lab):
    filed = freeze(signed_kg(), by=by, at=NOW)
    before = json_digest(filed.content)

    lab.sites.all().delete()
    lab.name = "Anders"
    lab.save()

    filed.refresh_from_db()
    assert json_digest(filed.content) == before == filed.content_sha256
