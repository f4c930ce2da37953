"""Decisions: drafted, prepared by one, signed by another; what stands in the way."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.actor import Actor
from accounts.digests import json_digest
from accounts.models import BureauRole, User
from dossiers.decisions.deciding import (
    prepare_decision,
    recall_decision,
    return_to_draft,
    send_decision_back,
    sign_prepared_decision,
)
from dossiers.decisions.decision_drafts import drop_decision_draft, save_decision_draft
from dossiers.errors import NotAllowed, StaleText
from dossiers.handling.taking_up import take_up
from dossiers.models import (
    Case,
    Decision,
    Event,
    Letter,
    LetterKind,
    Reminder,
    ReminderKind,
)
from dossiers.states import Act, State
from procedures.models import DecisionTemplate
from tests.at_once import at_once
from tests.behind import behind_the_triggers
from tests.cast import NOW, official
from tests.dossiers.conftest import NOT_HEARD, at

LATER = at(2026, 12, 1)


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are read in English here."""
    with translation.override("en"):
        yield


def template(key: str) -> DecisionTemplate:
    """A kind of decision as it is today."""
    return DecisionTemplate.objects.in_force(key, NOW.date())


def draft(case: Case, user, *, key: str = "permit", version: int = 0, **how):
    """Keep a draft on a permit."""
    said = {"level": "III", "cfis": ["ML-III"], "reasons": "Zo."} | NOT_HEARD | how
    by = Actor(user=user)
    return save_decision_draft(
        case, template=template(key), version=version, by=by, at=NOW, **said
    )


@pytest.fixture
def permit(file, handler_user):
    """An application for a permit of level III that a handler took up."""
    case = file("iii-new")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    return case


def test_a_draft_is_no_event_and_decides_nothing(permit, handler_user):
    decision = draft(permit, handler_user, level="", cfis=[])

    permit.refresh_from_db()
    assert permit.state == State.IN_HANDLING
    assert permit.events.last().act == Act.TAKE_UP
    assert decision.version
    assert decision.saved_by == handler_user


def test_a_draft_that_a_colleague_saved_is_not_overwritten(permit, handler_user):
    colleague = official("Noor Smit", BureauRole.HANDLER)
    seen = draft(permit, handler_user, reasons="Eerst.").version
    draft(permit, colleague, version=seen, reasons="Dan.")

    with pytest.raises(StaleText) as refused:
        draft(permit, handler_user, version=seen, reasons="Te laat.")

    assert refused.value.current.reasons == "Dan."
    assert permit.decisions.get().reasons == "Dan."


def test_the_same_text_sent_twice_meets_nobody(permit, handler_user):
    first = draft(permit, handler_user, reasons="Eerst.")

    again = draft(permit, handler_user, reasons="Eerst.")

    assert (again.version, permit.decisions.count()) == (first.version, 1)


def test_a_draft_that_was_thrown_away_meanwhile_is_not_written_in(permit, handler_user):
    seen = draft(permit, handler_user, reasons="Eerst.").version
    drop_decision_draft(permit, version=seen, by=Actor(user=handler_user), at=NOW)

    with pytest.raises(StaleText) as refused:
        draft(permit, handler_user, version=seen, reasons="Dan.")

    assert refused.value.current is None


def test_a_draft_begun_anew_is_not_written_over_by_a_window_on_the_old(
    permit, handler_user
):
    seen = draft(permit, handler_user, reasons="Eerst.").version
    drop_decision_draft(permit, version=seen, by=Actor(user=handler_user), at=NOW)
    colleague = official("Noor Smit", BureauRole.HANDLER)
    draft(permit, colleague, reasons="Opnieuw.")

    with pytest.raises(StaleText) as refused:
        draft(permit, handler_user, version=seen, reasons="Te laat.")
    with pytest.raises(StaleText):
        drop_decision_draft(permit, version=seen, by=Actor(user=handler_user), at=NOW)

    assert refused.value.current.reasons == "Opnieuw."
    assert permit.decisions.get().reasons == "Opnieuw."


def test_a_second_first_draft_is_refused(permit, handler_user):
    draft(permit, handler_user)

    with pytest.raises(StaleText):
        draft(permit, handler_user, reasons="Iets anders.")


def test_only_a_handler_writes_a_draft(permit, decider_user, researcher):
    for user in (decider_user, researcher):
        with pytest.raises(NotAllowed):
            draft(permit, user)

    assert not permit.decisions.exists()


def test_discarding_a_draft_takes_it_away(permit, handler_user):
    seen = draft(permit, handler_user).version

    with pytest.raises(StaleText):
        drop_decision_draft(
            permit, version=seen + 7, by=Actor(user=handler_user), at=NOW
        )
    drop_decision_draft(permit, version=seen, by=Actor(user=handler_user), at=NOW)

    assert not permit.decisions.exists()


def test_preparing_freezes_the_words(permit, handler_user, decider_user):
    decision = draft(permit, handler_user)

    event = prepare_decision(permit, by=Actor(user=handler_user), at=NOW)

    decision.refresh_from_db()
    assert permit.state == State.PREPARED
    assert decision.prepared_by == handler_user
    assert decision.sha256 == json_digest(decision.letter) == event.facts["sha256"]
    reminder = Reminder.objects.get(kind=ReminderKind.SIGNATURE)
    assert reminder.recipients == [decider_user.email]


def test_preparing_without_a_draft_is_refused(permit, handler_user):
    with pytest.raises(NotAllowed, match="no draft"):
        prepare_decision(permit, by=Actor(user=handler_user), at=NOW)


def test_preparing_by_the_deciding_officer_is_refused(
    permit, handler_user, decider_user
):
    draft(permit, handler_user)

    with pytest.raises(NotAllowed):
        prepare_decision(permit, by=Actor(user=decider_user), at=NOW)


def test_preparing_twice_is_refused(permit, prepared, handler_user):
    prepared(permit)

    with pytest.raises(NotAllowed):
        prepare_decision(permit, by=Actor(user=handler_user), at=NOW)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"level": "", "cfis": []}, "level"),
        ({"cfis": []}, "CFI"),
        ({"cfis": ["ML-IX"]}, "ML-IX is not in force"),
    ],
)
def test_preparing_a_permit_that_names_no_containment_is_refused(
    permit, prepared, how, words
):
    with pytest.raises(NotAllowed, match=words):
        prepared(permit, **how)


def test_preparing_a_refusal_without_reasons_is_refused(permit, prepared):
    with pytest.raises(NotAllowed, match="reasons"):
        prepared(permit, "permit-refused", reasons=" \n")


def test_preparing_a_decision_of_another_procedure_is_refused(permit, prepared):
    for key in ("atv", "agreement", "cannot-agree", "2.8"):
        with pytest.raises(NotAllowed, match="cannot be taken"):
            prepared(permit, key)


def test_preparing_while_a_request_is_open_is_refused(permit, prepared, asked):
    asked(permit)

    with pytest.raises(NotAllowed, match="request for further information is open"):
        prepared(permit)


def test_not_treating_waits_for_the_missed_day(permit, prepared, asked, decide):
    asked(permit, answer_by=at(2026, 12, 7).date())

    with pytest.raises(NotAllowed, match="day for an answer has passed"):
        prepared(permit, "permit-not-treated", at=at(2026, 12, 7, 23, 59))
    event = decide(permit, "permit-not-treated", at=at(2026, 12, 8, 0))

    assert (event.act, permit.state) == (Act.NOT_TREAT, State.NOT_TREATED)
    assert event.facts["reason"]


def test_consent_needs_a_request_for_it(file, prepared):
    case = file("iik-new")

    with pytest.raises(NotAllowed, match="cannot be taken"):
        prepared(case, "consent")

    Case.objects.filter(pk=case.pk).update(asks_consent=True)
    prepared(case, "consent")
    assert case.state == State.PREPARED


def test_signing_decides_and_promises_the_letter(permit, prepared, decider_user):
    decision = prepared(permit)

    event = sign_prepared_decision(
        permit, sha256=decision.sha256, by=Actor(user=decider_user), at=LATER
    )

    decision.refresh_from_db()
    assert (event.act, permit.state) == (Act.DECIDE, State.DECIDED)
    assert event.facts == {
        "decision": decision.pk,
        "template": "permit",
        "sha256": decision.sha256,
        "level": "III",
        "cfis": ["ML-III"],
        "granted": True,
        "conditions": False,
    }
    assert (decision.signed_by, decision.signed_at) == (decider_user, LATER)
    assert permit.ended_at == LATER
    letter = Letter.objects.get(kind=LetterKind.DECISION)
    assert letter.event == event


def test_who_prepared_cannot_sign(permit, prepared, handler_user):
    decision = prepared(permit)
    handler_user.positions.create(role=BureauRole.DECIDER)
    both = Actor(user=User.objects.get(pk=handler_user.pk))

    with pytest.raises(NotAllowed, match="four eyes"):
        sign_prepared_decision(permit, sha256=decision.sha256, by=both, at=NOW)

    permit.refresh_from_db()
    assert permit.state == State.PREPARED


def test_the_database_refuses_who_prepared_as_signer(permit, prepared, handler_user):
    decision = prepared(permit)
    row = Decision.objects.filter(pk=decision.pk)

    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        row.update(signed_at=NOW, signed_by=handler_user)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        row.update(
            prepared_at=None,
            prepared_by=None,
            signed_at=NOW,
            signed_by=official("Noor Smit", BureauRole.DECIDER),
        )


def test_a_handler_cannot_sign(permit, prepared):
    decision = prepared(permit)
    colleague = official("Noor Smit", BureauRole.HANDLER)

    with pytest.raises(NotAllowed):
        sign_prepared_decision(
            permit, sha256=decision.sha256, by=Actor(user=colleague), at=NOW
        )


def test_signing_what_was_not_prepared_is_refused(permit, handler_user, decider_user):
    draft(permit, handler_user)

    with pytest.raises(NotAllowed):
        sign_prepared_decision(permit, sha256="", by=Actor(user=decider_user), at=NOW)


def test_signing_another_text_than_was_seen_is_refused(
    permit, prepared, handler_user, decider_user
):
    seen = prepared(permit).sha256
    recall_decision(permit, by=Actor(user=handler_user), at=NOW)
    prepared(permit, cfis=["ML-II", "ML-III"])

    with pytest.raises(NotAllowed, match="another than the one that you saw"):
        sign_prepared_decision(permit, sha256=seen, by=Actor(user=decider_user), at=NOW)


def test_signing_words_that_were_changed_behind_the_portal_is_refused(
    permit, prepared, decider_user
):
    decision = prepared(permit)
    changed = decision.letter | {"subject": "Iets anders"}
    with behind_the_triggers():
        Decision.objects.filter(pk=decision.pk).update(letter=changed)

    with pytest.raises(NotAllowed, match="another than the one that you saw"):
        sign_prepared_decision(
            permit, sha256=decision.sha256, by=Actor(user=decider_user), at=NOW
        )


def test_the_letter_is_in_the_language_of_who_it_is_for(permit, prepared, researcher):
    User.objects.filter(pk=researcher.pk).update(language="en")

    letter = prepared(permit).letter

    # In Dutch, which binds, with a translation beside it (Awb 2:6).
    assert (letter["language"], letter["courtesy"]["language"]) == ("nl", "en")


def test_another_language_since_it_was_prepared_is_not_signed_past(
    permit, prepared, researcher, decider_user
):
    decision = prepared(permit)
    User.objects.filter(pk=researcher.pk).update(language="en")

    with pytest.raises(NotAllowed, match="another language"):
        sign_prepared_decision(
            permit, sha256=decision.sha256, by=Actor(user=decider_user), at=NOW
        )

    permit.refresh_from_db()
    assert permit.state == State.PREPARED


@pytest.mark.django_db(transaction=True)
def test_two_deciders_at_once_one_signs(permit, prepared, decider_user):
    decision = prepared(permit)
    people = [decider_user, official("Noor Smit", BureauRole.DECIDER)]

    def signing(user):
        return lambda: sign_prepared_decision(
            Case.objects.get(pk=permit.pk),
            sha256=decision.sha256,
            by=Actor(user=user),
            at=NOW,
        )

    results = at_once(*(signing(user) for user in people))

    names = sorted(type(result).__name__ for result in results)
    assert names == ["Event", "NotAllowed"]
    winner = next(result for result in results if isinstance(result, Event))
    decision.refresh_from_db()
    assert decision.signed_by == winner.user
    assert Letter.objects.filter(kind=LetterKind.DECISION).count() == 1


def test_recalling_makes_it_a_draft_again(permit, prepared, handler_user):
    decision = prepared(permit)

    recall_decision(permit, by=Actor(user=handler_user), at=NOW)

    decision.refresh_from_db()
    assert permit.state == State.IN_HANDLING
    assert (decision.prepared_by, decision.letter, decision.sha256) == (None, None, "")
    with pytest.raises(NotAllowed):
        recall_decision(permit, by=Actor(user=handler_user), at=NOW)


def test_recalling_by_the_deciding_officer_is_refused(permit, prepared, decider_user):
    prepared(permit)

    with pytest.raises(NotAllowed):
        recall_decision(permit, by=Actor(user=decider_user), at=NOW)


def test_sending_back_tells_who_prepared_it(
    permit, prepared, decider_user, handler_user
):
    decision = prepared(permit)

    event = send_decision_back(
        permit, remark="Noem de afvalroute.", by=Actor(user=decider_user), at=NOW
    )

    decision.refresh_from_db()
    assert permit.state == State.IN_HANDLING
    assert decision.remark == event.facts["remark"] == "Noem de afvalroute."
    reminder = Reminder.objects.get(kind=ReminderKind.SENT_BACK)
    assert reminder.recipients == [handler_user.email]
    with pytest.raises(NotAllowed):
        send_decision_back(permit, remark="", by=Actor(user=decider_user), at=NOW)


def test_sending_back_by_a_handler_is_refused(permit, prepared, handler_user):
    prepared(permit)

    with pytest.raises(NotAllowed):
        send_decision_back(permit, remark="", by=Actor(user=handler_user), at=NOW)


def test_what_comes_in_meanwhile_makes_it_a_draft_again(permit, prepared):
    decision = prepared(permit)

    return_to_draft(permit)

    decision.refresh_from_db()
    assert (decision.prepared_at, decision.sha256) == (None, "")


@pytest.mark.parametrize("key", ["other-cfi", "other-level", "cannot-agree"])
def test_an_objection_keeps_the_facts_of_article_2_19(in_handling, decide, key):
    event = decide(in_handling, key)

    assert (event.act, in_handling.state) == (Act.OBJECT, State.OBJECTED)
    assert event.facts["kind"] == key
    assert event.facts["reason"] == "Het verslag overtuigt niet."
    assert event.facts.keys() >= {"cfi", "level", "decision", "template"}
    assert Letter.objects.get(kind=LetterKind.OBJECTION).event == event


def test_cannot_agree_on_the_last_day_of_the_window_is_in_time(in_handling, decide):
    decide(in_handling, "cannot-agree", at=at(2027, 1, 7, 23, 59))

    assert in_handling.state == State.OBJECTED


def test_cannot_agree_on_the_day_after_the_window_is_refused(in_handling, prepared):
    with pytest.raises(NotAllowed, match="ended on 7 January 2027"):
        prepared(in_handling, "cannot-agree", at=at(2027, 1, 8, 0))


def test_the_window_is_looked_at_again_when_it_is_signed(
    in_handling, prepared, decider_user
):
    decision = prepared(in_handling, "cannot-agree", at=at(2027, 1, 7, 23, 58))
    signing = {"sha256": decision.sha256, "by": Actor(user=decider_user)}

    with pytest.raises(NotAllowed, match="ended on 7 January 2027"):
        sign_prepared_decision(in_handling, at=at(2027, 1, 8, 0), **signing)
    sign_prepared_decision(in_handling, at=at(2027, 1, 7, 23, 59), **signing)

    assert in_handling.state == State.OBJECTED


def test_another_cfi_is_not_bound_to_the_window(in_handling, decide):
    decide(in_handling, "other-cfi", at=at(2027, 1, 8))

    assert in_handling.state == State.OBJECTED


def test_a_notification_treated_as_an_application_goes_on_as_a_new_case(
    in_handling, decide_known
):
    event = decide_known(in_handling, "treat-as-permit")

    others = Case.objects.exclude(pk=in_handling.pk)
    new = others.get(application=in_handling.application, state=State.IN_HANDLING)
    assert new.handler == in_handling.handler
    assert (event.act, in_handling.state) == (Act.CONVERT, State.CONVERTED)
    assert event.facts["becomes"] == new.procedure.key == "iiv-new"
