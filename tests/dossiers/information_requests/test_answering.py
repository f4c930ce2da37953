"""Answering a request: the clock runs on, the form has its next version."""

from datetime import date, timedelta

import pytest

from accounts.actor import Actor
from accounts.errors import InputRefused
from applications.attachments import attaching
from applications.drafting import drafting
from applications.drafting.supplementing import begin_supplement
from applications.errors import Incomplete, NotSigned
from applications.organisms import editing
from applications.reading.comparing import compare_contents
from applications.signing import signing
from dossiers.cases.dates import case_reckoning
from dossiers.cases.versions import filed_versions, latest_version
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.errors import NotAllowed, Unanswered
from dossiers.information_requests import answer_letter
from dossiers.information_requests.answering import (
    ANSWER_MAX,
    file_answer,
    save_answer_drafts,
)
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Decision, LetterKind, Reminder, ReminderKind
from dossiers.states import Act, State
from procedures.counting.legal_day import legal_day
from procedures.models import DecisionTemplate
from tests.cast import NOW, PDF, organism, report
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
ASKED, ANSWERED = at(2026, 12, 1), at(2026, 12, 15)
WORDS = "Wij gebruiken pUC19."


@pytest.fixture
def kg(file):
    """A KG-II-k, which waits 45 days."""
    return file("iik-new")


@pytest.fixture
def request_(kg, asked):
    """One question, asked on 1 December."""
    return asked(kg, at=ASKED)


def said(request, text=WORDS) -> dict[int, str]:
    return {question.pk: text for question in request.questions.all()}


def change(case, by, moment=ANSWERED, section="purpose", **values):
    """Change one part of the supplement of a case."""
    draft = begin_supplement(case.application, by=by, at=moment)
    typed = draft.section_answers.get(section=section).values | values
    drafting.save_section(draft, section, typed, by=by, at=moment)
    return draft


def fresh(case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_an_answer_makes_the_clock_run_on(request_, kg, by):
    event = file_answer(request_, answers=said(request_), by=by, at=ANSWERED)

    case = fresh(kg)
    assert (event.act, case.state) == (Act.ANSWER, State.IN_HANDLING)
    assert case_reckoning(case, today=legal_day(ANSWERED)).suspended_days == 13
    # Received on 23 November 2026: day 45 + 13 is 20 January 2027.
    assert case.objection_until == date(2027, 1, 20)
    assert event.facts["suspended_days"] == 13


def test_it_is_kept_as_it_was_filed(request_, by):
    event = file_answer(
        request_, answers=said(request_), remark="Tot uw dienst.", by=by, at=ANSWERED
    )

    request_.refresh_from_db()
    question = request_.questions.get()
    assert (question.answer, question.draft) == (WORDS, "")
    assert (request_.answered_at, request_.answered_by) == (ANSWERED, by.name)
    assert (request_.answer, request_.remark) == (None, "Tot uw dienst.")
    assert event.facts["request"] == request_.pk
    assert event.facts["supplement"] is None


def test_a_draft_of_an_answer_changes_nothing_in_the_case(request_, kg, by):
    save_answer_drafts(
        request_, answers=said(request_), remark="Nog niet.", by=by, at=NOW
    )

    question = request_.questions.get()
    assert (question.draft, question.answer) == (WORDS, "")
    assert fresh(kg).state == State.WAITING
    assert kg.events.filter(act=Act.ANSWER).count() == 0


def test_each_question_wants_an_answer(kg, asked, by):
    first = asked(kg, at=ASKED)

    with pytest.raises(Unanswered) as refusal:
        file_answer(first, answers={}, by=by, at=ANSWERED)

    assert refusal.value.questions == list(first.questions.all())
    assert fresh(kg).state == State.WAITING


def test_too_long_an_answer_is_refused(request_, by):
    with pytest.raises(InputRefused):
        file_answer(
            request_,
            answers=said(request_, "x" * (ANSWER_MAX + 1)),
            by=by,
            at=ANSWERED,
        )


def test_a_changed_form_answers_the_question_about_its_part(kg, asked, by, bvf_user):
    request = asked(kg, section="purpose", at=ASKED)
    draft = change(kg, by, purpose="Alleen in E. coli.")
    signing.sign_content(draft, by=Actor(user=bvf_user), at=ANSWERED)

    event = file_answer(request, answers={}, by=by, at=ANSWERED)

    made = latest_version(kg)
    assert filed_versions(kg) == [kg.application, made]
    assert made.pk == draft.pk
    assert event.facts["content_sha256"] == made.content_sha256
    request.refresh_from_db()
    assert request.answer == made


def test_another_part_that_changed_answers_nothing(kg, asked, by, bvf_user):
    request = asked(kg, section="methods", at=ASKED)
    draft = change(kg, by, purpose="Alleen in E. coli.")
    signing.sign_content(draft, by=Actor(user=bvf_user), at=ANSWERED)

    with pytest.raises(Unanswered):
        file_answer(request, answers={}, by=by, at=ANSWERED)
    draft.refresh_from_db()
    assert draft.is_draft


def test_rows_a_file_and_a_title_make_the_second_version(kg, asked, by, bvf_user):
    request = asked(kg, section="organisms", at=ASKED)
    draft = change(kg, by, title="CRISPR in gist")
    first = organism(cfi="ML-II", level="II-k")
    editing.replace_rows(draft, [first, first | {"insert": "il10"}], by=by, at=ANSWERED)
    upload = report("kaart.pdf", PDF + b"2")
    attaching.attach_file(draft, upload=upload, kind="other", by=by, at=ANSWERED)
    signing.sign_content(draft, by=Actor(user=bvf_user), at=ANSWERED)

    file_answer(request, answers={}, by=by, at=ANSWERED)

    found = compare_contents(kg.application.content, latest_version(kg).content)
    assert {part.key for part in found} >= {"purpose", "organisms", "attachments"}
    assert fresh(kg).title == "CRISPR in gist"


def test_a_changed_form_must_be_signed(request_, kg, by):
    change(kg, by, purpose="Alleen in E. coli.")

    with pytest.raises(NotSigned):
        file_answer(request_, answers=said(request_), by=by, at=ANSWERED)
    assert fresh(kg).state == State.WAITING


def test_a_changed_form_must_be_whole(request_, kg, by):
    change(kg, by, purpose="")

    with pytest.raises(Incomplete):
        file_answer(request_, answers=said(request_), by=by, at=ANSWERED)


def test_a_supplement_that_says_the_same_stays_behind(request_, kg, by):
    draft = begin_supplement(kg.application, by=by, at=ANSWERED)

    event = file_answer(request_, answers=said(request_), by=by, at=ANSWERED)

    draft.refresh_from_db()
    assert draft.is_draft
    assert event.facts["supplement"] is None


def test_two_requests_wait_for_both_answers(kg, asked, by):
    first, second = asked(kg, at=ASKED), asked(kg, at=at(2026, 12, 8))

    event = file_answer(first, answers=said(first), by=by, at=ANSWERED)
    assert fresh(kg).state == State.WAITING
    assert event.facts["still_open"]

    file_answer(second, answers=said(second), by=by, at=at(2026, 12, 18))
    case = fresh(kg)
    assert case.state == State.IN_HANDLING
    # 2 to 17 December stood still: 16 days, those of both once.
    assert case.objection_until == date(2027, 1, 23) + timedelta(days=2)


def test_what_went_along_with_one_answer_counts_for_the_other(kg, asked, by, bvf_user):
    first = asked(kg, section="methods", at=ASKED)
    second = asked(kg, section="purpose", at=at(2026, 12, 8))
    draft = change(kg, by, purpose="Alleen in E. coli.")
    signing.sign_content(draft, by=Actor(user=bvf_user), at=ANSWERED)
    file_answer(first, answers=said(first), by=by, at=ANSWERED)

    event = file_answer(second, answers={}, by=by, at=at(2026, 12, 16))

    assert event.new_state == State.IN_HANDLING


def test_a_late_answer_counts_as_long_as_the_case_is_open(request_, kg, by):
    late = at(2027, 2, 1)
    assert request_.answer_by < legal_day(late)

    file_answer(request_, answers=said(request_), by=by, at=late)

    assert fresh(kg).state == State.IN_HANDLING


def test_in_a_combination_one_answer_lets_both_run_on(signed_draft, asked, by):
    case = receive_application(signed_draft("2.8-combination"), by=by, at=NOW)
    request = asked(case, at=ASKED)
    other = Case.objects.filter(application=case.application).exclude(pk=case.pk).get()
    assert fresh(other).due is None

    file_answer(request, answers=said(request), by=by, at=ANSWERED)

    assert fresh(case).due_on == date(2027, 1, 20)
    assert fresh(other).due is not None


def test_a_decision_that_was_prepared_without_it_is_a_draft_again(
    request_, kg, by, handler_user
):
    decision = Decision.objects.create(
        case=kg,
        template=DecisionTemplate.objects.first(),
        saved_at=ASKED,
        saved_by=handler_user,
        prepared_at=ASKED,
        prepared_by=handler_user,
        letter={"subject": "Buiten behandeling"},
        sha256="x",
    )
    Case.objects.filter(pk=kg.pk).update(state=State.PREPARED)

    event = file_answer(request_, answers=said(request_), by=by, at=ANSWERED)

    decision.refresh_from_db()
    assert event.new_state == State.IN_HANDLING
    assert (decision.prepared_at, decision.letter, decision.sha256) == (None, None, "")


def test_an_answer_comes_once(request_, by):
    file_answer(request_, answers=said(request_), by=by, at=ANSWERED)

    with pytest.raises(NotAllowed) as refusal:
        file_answer(request_, answers=said(request_), by=by, at=ANSWERED)
    assert refusal.value.event.act == Act.ANSWER


def test_one_of_two_requests_is_answered_once(kg, asked, by):
    first, _second = asked(kg, at=ASKED), asked(kg, at=at(2026, 12, 8))
    file_answer(first, answers=said(first), by=by, at=ANSWERED)

    with pytest.raises(NotAllowed):
        file_answer(first, answers=said(first), by=by, at=ANSWERED)
    with pytest.raises(NotAllowed):
        save_answer_drafts(first, answers=said(first), by=by, at=ANSWERED)


@pytest.mark.parametrize("who", ["handler_user", "outsider_user", "auditor"])
def test_only_the_lab_answers(request_, who, request):
    actor = Actor(user=request.getfixturevalue(who))

    with pytest.raises(NotAllowed):
        file_answer(request_, answers=said(request_), by=actor, at=ANSWERED)
    with pytest.raises(NotAllowed):
        save_answer_drafts(request_, answers=said(request_), by=actor, at=ANSWERED)


def test_any_member_of_the_lab_answers(request_, lab_admin):
    event = file_answer(
        request_, answers=said(request_), by=Actor(user=lab_admin), at=ANSWERED
    )

    assert event.actor_name == lab_admin.name


def test_the_proof_of_receipt_names_moment_questions_form_and_dates(
    kg, asked, by, bvf_user, researcher
):
    request = asked(kg, section="purpose", at=ASKED)
    draft = change(kg, by, purpose="Alleen in E. coli.")
    signing.sign_content(draft, by=Actor(user=bvf_user), at=ANSWERED)
    event = file_answer(request, answers={}, by=by, at=ANSWERED)

    letter = event.letters.get(kind=LetterKind.ANSWER)
    words = str(answer_letter.answer_receipt_text(letter).parts)

    assert letter.recipients == [researcher.email, bvf_user.email]
    assert "dinsdag 15 december 2026" in words
    assert "12:00" in words
    assert "Welke vector gebruikt u?" in words
    assert event.facts["content_sha256"] in words
    assert "woensdag 20 januari 2027" in words
    assert "'13'" in words
    assert "Awb 4:15" in words
    assert make_letter_pdf(letter, at=ANSWERED).sha256


def test_the_handler_hears_of_it(request_, by, handler_user):
    event = file_answer(request_, answers=said(request_), by=by, at=ANSWERED)

    told = Reminder.objects.get(kind=ReminderKind.INFORMED, event=event)
    assert told.recipients == [handler_user.email]
