"""Beginning a draft, filling it in by several hands, throwing it away."""

import pytest

from accounts.actor import SYSTEM, Actor
from accounts.errors import ActorNotAllowed
from accounts.models import MachineClient
from applications.attachments import attaching
from applications.drafting import drafting
from applications.errors import (
    AlreadyFiled,
    StaleSection,
    UnknownField,
    UnknownForm,
    UnknownSection,
)
from applications.models import Application
from tests.cast import NOW, freeze, report

PURPOSE = {"title": "Gist", "purpose": "Onderzoek", "results": "Kennis"}


def begin(lab, by, key="i-new", **more):
    return drafting.start_draft(
        procedure_key=key, organisation=lab, by=by, at=NOW, **more
    )


def filed(signed_kg, by, procedure="i-new"):
    return freeze(signed_kg(procedure), by=by, at=NOW)


def test_start_fills_in_what_is_known(lab, by, bvf_user):
    draft = begin(lab, by)

    known = {row.section: row.values for row in draft.section_answers.all()}
    assert known["organisation"]["bvf"] == str(bvf_user.pk)
    assert known["organisation"]["contact_name"] == "Anna de Boer"
    assert known["place"] == {"site": str(lab.sites.get().pk)}


def test_start_leaves_a_choice_open_when_there_are_two_sites(lab, by):
    lab.sites.create(name="Gebouw O3", street="x", postcode="x", municipality="x")

    draft = begin(lab, by)

    assert not draft.section_answers.filter(section="place").exists()


def test_start_refuses_a_stranger(lab, outsider_user):
    with pytest.raises(ActorNotAllowed):
        begin(lab, Actor(user=outsider_user))


def test_start_refuses_the_portal_itself(lab):
    with pytest.raises(ActorNotAllowed):
        begin(lab, SYSTEM)


def test_start_refuses_a_client_of_another_lab(lab, other_lab):
    client = MachineClient.objects.create(name="LIMS", organisation=other_lab)

    with pytest.raises(ActorNotAllowed):
        begin(lab, Actor(client=client))


def test_start_refuses_a_procedure_without_form(lab, by):
    with pytest.raises(UnknownForm):
        begin(lab, by, "i-same-cfi")


def test_start_of_a_change_takes_over_what_was_filed(lab, by, signed_kg):
    earlier = filed(signed_kg, by)

    draft = begin(lab, by, "i-other-cfi", changes=earlier)

    saved = {row.section: row.values for row in draft.section_answers.all()}
    assert saved["methods"] == earlier.section_answers.get(section="methods").values
    assert "report" not in saved
    assert draft.title == earlier.title
    assert [row.as_values() for row in draft.organisms.all()] == [
        row.as_values() for row in earlier.organisms.all()
    ]


def test_start_of_a_change_refuses_a_draft(lab, by, complete_kg):
    with pytest.raises(ActorNotAllowed):
        begin(lab, by, "i-other-cfi", changes=complete_kg())


def test_start_of_a_change_refuses_another_level(lab, by, signed_kg):
    with pytest.raises(ActorNotAllowed):
        begin(lab, by, "iik-change", changes=filed(signed_kg, by))


def test_save_keeps_what_is_not_valid(draft, by):
    values = {"contact_email": "geen adres", "bvf": "999"}

    answers = drafting.save_section(draft, "organisation", values, by=by, at=NOW)

    assert answers.values == values


def test_save_takes_out_what_the_database_cannot_hold(draft, by):
    values = {"title": "a\x00b", "purpose": "c\ud800d", "results": ""}

    answers = drafting.save_section(draft, "purpose", values, by=by, at=NOW)

    answers.refresh_from_db()
    assert answers.values == {"title": "ab", "purpose": "c\ufffdd", "results": ""}


def test_save_keeps_the_title_in_step(draft, by):
    drafting.save_section(draft, "purpose", {"title": "  Gist "}, by=by, at=NOW)

    draft.refresh_from_db()
    assert draft.title == "Gist"
    assert draft.version == 2


def test_save_counts_versions(draft, by):
    first = drafting.save_section(draft, "purpose", PURPOSE, by=by, at=NOW, version=0)
    second = drafting.save_section(draft, "purpose", {}, by=by, at=NOW, version=1)

    assert (first.version, second.version) == (1, 2)


def test_save_never_overwrites_a_colleague(draft, by, bvf):
    drafting.save_section(draft, "purpose", PURPOSE, by=bvf, at=NOW, version=0)

    with pytest.raises(StaleSection) as error:
        drafting.save_section(draft, "purpose", {}, by=by, at=NOW, version=0)

    assert error.value.current.values == PURPOSE
    assert error.value.current.saved_by == "Sem Bakker"


def test_save_of_the_same_text_is_no_conflict(draft, by, bvf):
    drafting.save_section(draft, "purpose", PURPOSE, by=bvf, at=NOW, version=0)

    drafting.save_section(draft, "purpose", PURPOSE, by=by, at=NOW, version=0)


def test_save_from_the_same_open_page_is_no_conflict(draft, by):
    own = {"by": by, "at": NOW, "version": 0, "page": "a1"}
    drafting.save_section(draft, "purpose", PURPOSE, **own)

    saved = drafting.save_section(draft, "purpose", {"title": "Later"}, **own)

    assert saved.values == {"title": "Later"}


def test_save_refuses_unknown_names(draft, by):
    with pytest.raises(UnknownSection):
        drafting.save_section(draft, "waste", {}, by=by, at=NOW)
    with pytest.raises(UnknownSection):
        drafting.save_section(draft, "organisms", {}, by=by, at=NOW)
    with pytest.raises(UnknownField) as error:
        drafting.save_section(draft, "purpose", {"titel": "x"}, by=by, at=NOW)
    assert error.value.fields == ["titel"]


def test_save_refuses_a_stranger(draft, outsider_user):
    with pytest.raises(ActorNotAllowed):
        drafting.save_section(
            draft, "purpose", PURPOSE, by=Actor(user=outsider_user), at=NOW
        )


def test_save_refuses_what_is_filed(signed_kg, by):
    application = filed(signed_kg, by)

    with pytest.raises(AlreadyFiled):
        drafting.save_section(application, "purpose", PURPOSE, by=by, at=NOW)


def test_discard_takes_the_files_along(
    draft, by, settings, django_capture_on_commit_callbacks
):
    attaching.attach_file(draft, upload=report(), kind="other", by=by, at=NOW)
    stored = draft.attachments.get().file

    with django_capture_on_commit_callbacks(execute=True):
        drafting.discard_draft(draft, by=by)

    assert not Application.objects.exists()
    assert not stored.storage.exists(stored.name)


def test_discard_refuses_what_is_filed(signed_kg, by):
    with pytest.raises(AlreadyFiled):
        drafting.discard_draft(filed(signed_kg, by), by=by)


def test_discard_refuses_a_stranger(draft, outsider_user):
    with pytest.raises(ActorNotAllowed):
        drafting.discard_draft(draft, by=Actor(user=outsider_user))
