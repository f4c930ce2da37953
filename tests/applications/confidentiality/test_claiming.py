"""Asking to keep something confidential: who may, what never, and what it takes."""

import pytest

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from applications.attachments import attaching
from applications.completeness.checks import missing_before_filing
from applications.completeness.progress import signature_state
from applications.confidentiality.claims import (
    mark_public,
    withdraw_claim,
)
from applications.drafting import drafting
from applications.errors import (
    AlreadyFiled,
    Incomplete,
    StaleClaim,
    UnknownField,
    UnknownSection,
)
from applications.forms.confidentiality_rules import (
    always_public_questions,
    claim_print,
    claimable_questions,
    form_questions,
)
from applications.forms.context import FormContext
from applications.forms.procedures import BEGUN, sections_in
from applications.models import Confidentiality
from applications.reading.content import application_content, valid_signature
from applications.signing.signing import sign_content
from procedures.counting.legal_day import legal_day
from tests.applications.confidentiality.asking_for_secrecy import SAID, keep, mark, put
from tests.at_once import at_once
from tests.cast import NOW, freeze


def gaps(draft):
    return {gap.pointer for gap in missing_before_filing(draft, on=legal_day(NOW))}


def test_a_claim_is_part_of_the_content(complete_kg, by):
    draft = complete_kg()

    keep(draft, by)

    assert application_content(draft)["confidential"] == [
        {
            "section": "methods",
            "field": "making",
            "ground": "business",
            "reason": "Een octrooiaanvraag volgt.",
            "publicText": "Volgens een eigen protocol.",
        }
    ]
    assert gaps(draft) == set()


def test_a_second_claim_takes_the_place_of_the_first(draft, by):
    keep(draft, by)
    keep(draft, by, ground="security")

    assert Confidentiality.objects.get().ground == "security"


def test_a_claim_that_another_changed_is_not_overwritten(draft, by, bvf):
    keep(draft, by, seen="")
    keep(draft, by, seen="")  # the same once more is no conflict
    with pytest.raises(StaleClaim) as stale:
        keep(draft, bvf, reason="Iets anders", seen="")

    keep(draft, bvf, reason="Iets anders", seen=claim_print(stale.value.current))

    assert Confidentiality.objects.get().reason == "Iets anders"


def test_a_claim_withdrawn_is_gone_and_again_does_no_harm(draft, by):
    keep(draft, by)
    for _time in range(2):
        withdraw_claim(draft, section="methods", field="making", by=by, at=NOW)

    assert not draft.confidentialities.exists()


@pytest.mark.parametrize("left_out", ["ground", "reason", "public_text"])
def test_a_claim_needs_ground_reason_and_public_text(complete_kg, by, left_out):
    draft = complete_kg()

    keep(draft, by, **{left_out: ""})

    assert gaps(draft) == {f"/confidentiality/0/{left_out}"}


def test_the_public_text_is_another_than_the_confidential_one(complete_kg, by):
    draft = complete_kg()
    said = draft.section_answers.get(section="methods").values["making"]

    keep(draft, by, public_text=said)

    assert gaps(draft) == {"/confidentiality/0/public_text"}


def test_an_unfinished_claim_is_not_filed(signed_kg, by, bvf):
    draft = signed_kg()
    keep(draft, by, reason="")

    with pytest.raises(Incomplete):
        sign_content(draft, by=bvf, at=NOW)
    with pytest.raises(Incomplete):
        freeze(draft, by=by, at=NOW)


def test_a_claim_voids_the_signature_and_is_named(signed_kg, by):
    draft = signed_kg()

    keep(draft, by)

    draft.refresh_from_db()
    assert valid_signature(draft) is None
    changed = signature_state(FormContext(draft, legal_day(NOW))).changed
    assert changed == ["Vertrouwelijke delen"]


@pytest.mark.parametrize("procedure", BEGUN)
def test_what_the_law_makes_public_is_refused_with_the_article(
    lab, by, bvf_user, procedure
):
    draft = drafting.start_draft(
        procedure_key=procedure, organisation=lab, by=by, at=NOW
    )

    for question in always_public_questions(sections_in(draft)):
        with pytest.raises(InputRefused) as refusal:
            keep(draft, by, question.section.key, question.field)
        assert str(question.label) in refusal.value.message
        is_law = question.section.public[question.field] != "register"
        assert ("2009/41/EG" in refusal.value.message) == is_law
    assert not draft.confidentialities.exists()


@pytest.mark.parametrize("procedure", BEGUN)
def test_what_may_be_claimed_can_be(lab, by, bvf_user, procedure):
    draft = drafting.start_draft(
        procedure_key=procedure, organisation=lab, by=by, at=NOW
    )

    claimable = claimable_questions(sections_in(draft))
    for question in claimable:
        keep(draft, by, question.section.key, question.field)

    assert draft.confidentialities.count() == len(claimable)


def test_the_general_characteristics_of_organisms_are_never_confidential(draft, by):
    for column in ("host", "host_class", "function", "cfi", "level", "article"):
        with pytest.raises(InputRefused, match=r"artikel 2\.4"):
            keep(draft, by, "organisms", column)
    for column in ("vector", "insert", "donor", "handling"):
        keep(draft, by, "organisms", column)


def test_what_the_public_never_sees_need_not_be_asked(draft, by):
    with pytest.raises(InputRefused, match="hoeft het niet te vragen"):
        keep(draft, by, "place", "rooms")


def test_every_public_field_of_a_section_exists():
    for sections in BEGUN.values():
        for section in sections:
            names = {one.field for one in form_questions([section])}
            assert set(section.public) <= names


def test_what_is_not_asked_cannot_be_claimed(draft, by):
    with pytest.raises(UnknownSection):
        keep(draft, by, "waste", "kind")
    with pytest.raises(UnknownField):
        keep(draft, by, "methods", "colour")


def test_a_choice_is_no_text_to_keep_back(lab, by):
    draft = drafting.start_draft(procedure_key="atv", organisation=lab, by=by, at=NOW)

    with pytest.raises(InputRefused, match="keuze of een datum"):
        keep(draft, by, "prescription", "duration")


@pytest.mark.parametrize(
    "said", [{"ground": "shame"}, {"reason": "x" * 2001}, {"public_text": "x" * 20_001}]
)
def test_what_cannot_be_kept_is_refused(draft, by, said):
    with pytest.raises(InputRefused):
        keep(draft, by, **said)


def test_strangers_are_refused(draft, by, outsider_user, handler_user):
    keep(draft, by)

    for stranger in (outsider_user, handler_user):
        who = Actor(user=stranger)
        with pytest.raises(ActorNotAllowed):
            keep(draft, who, field="handling")
        with pytest.raises(ActorNotAllowed):
            withdraw_claim(draft, section="methods", field="making", by=who, at=NOW)


def test_nothing_changes_once_it_is_filed(signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)
    file = filed.attachments.get()

    with pytest.raises(AlreadyFiled):
        keep(filed, by)
    with pytest.raises(AlreadyFiled):
        withdraw_claim(filed, section="methods", field="making", by=by, at=NOW)
    with pytest.raises(AlreadyFiled):
        mark(file, by)
    with pytest.raises(AlreadyFiled):
        mark_public(file, by=by, at=NOW)


def test_a_confidential_file_names_its_public_version_in_the_content(complete_kg, by):
    draft = complete_kg()
    public = put(draft, by, "openbaar", "public")

    mark(draft.attachments.get(kind="risk-report"), by, public)

    said = {file["kind"]: file for file in application_content(draft)["attachments"]}
    assert said["risk-report"]["confidential"] is True
    assert said["risk-report"]["publicVersion"] == public.sha256
    assert "confidential" not in said["public"]
    assert gaps(draft) == set()


def test_a_confidential_file_needs_ground_reason_and_public_version(complete_kg, by):
    draft = complete_kg()

    mark(draft.attachments.get(), by, ground="", reason="")

    assert gaps(draft) == {
        "/attachments/0/ground",
        "/attachments/0/reason",
        "/attachments/0/public_version",
    }


def test_taking_out_the_public_version_asks_for_another(complete_kg, by):
    draft = complete_kg()
    public = put(draft, by, "openbaar", "public")
    mark(draft.attachments.get(kind="risk-report"), by, public)

    attaching.detach_file(public, by=by, at=NOW)

    assert gaps(draft) == {"/attachments/0/public_version"}


def test_a_file_made_public_keeps_nothing_of_the_claim(complete_kg, by):
    draft = complete_kg()
    file = mark(draft.attachments.get(), by)

    made = mark_public(mark_public(file, by=by, at=NOW), by=by, at=NOW)

    assert (made.confidential, made.ground, made.reason) == (False, "", "")
    assert gaps(draft) == set()


def test_only_a_public_file_of_the_draft_is_a_public_version(complete_kg, by):
    draft, other = complete_kg(), complete_kg()
    file, hidden = put(draft, by, "geheim"), put(draft, by, "ook")
    mark(hidden, by)

    for wrong in (file, hidden, other.attachments.get()):
        with pytest.raises(InputRefused, match="openbare versie"):
            mark(file, by, wrong)


def test_a_public_version_cannot_be_confidential_itself(complete_kg, by):
    draft = complete_kg()
    public, file = put(draft, by, "openbaar"), put(draft, by, "geheim")
    mark(file, by, public)

    for one in (public, put(draft, by, "los", "public")):
        with pytest.raises(InputRefused, match="zelf een openbare versie"):
            mark(one, by)


def test_a_change_takes_the_claims_along(signed_kg, by, bvf):
    first = signed_kg("iik-new")
    keep(first, by)
    sign_content(first, by=bvf, at=NOW)
    filed = freeze(first, by=by, at=NOW)

    change = drafting.start_draft(
        procedure_key="iik-change",
        organisation=filed.organisation,
        changes=filed,
        by=by,
        at=NOW,
    )

    kept = change.confidentialities.get()
    assert (kept.section, kept.field) == ("methods", "making")
    assert kept.public_text == SAID["public_text"]


@pytest.mark.django_db(transaction=True)
def test_two_claims_on_one_answer_at_once_make_one(draft, by, bvf):
    def ask(who):
        return lambda: keep(draft, who)

    results = at_once(*[ask(by), ask(bvf)] * 2)

    assert {type(result) for result in results} == {Confidentiality}
    assert draft.confidentialities.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_is_never_public_version_and_confidential_at_once(complete_kg, by):
    draft = complete_kg()
    one, other = put(draft, by, "een"), put(draft, by, "ander")

    at_once(lambda: mark(one, by, other), lambda: mark(other, by, one))

    confidential = draft.attachments.filter(confidential=True)
    assert confidential.count() == 1
    assert not confidential.get().public_version.confidential
