"""Answering a request for further information: the clock runs on (Awb 4:15)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.digests import json_digest
from accounts.errors import InputRefused
from applications.drafting.supplementing import changed_parts, is_answered_by_change
from applications.models import Application
from applications.text_input.typed import as_text
from dossiers.cases.combination import update_coupled_cases
from dossiers.cases.dates import case_reckoning, clear_cached_requests
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.cases.versions import (
    file_open_supplement,
    latest_version,
    supplement_in_preparation,
    version_at,
)
from dossiers.correspondence.letters import queue_letter
from dossiers.decisions.deciding import return_to_draft
from dossiers.errors import StaleText, Unanswered
from dossiers.facts.request_facts import AnsweredFacts
from dossiers.information_requests.acts import ANSWER
from dossiers.information_requests.asking import dates_if_answered, refuse_ended_request
from dossiers.models import (
    Case,
    Event,
    InformationRequest,
    LetterKind,
    Question,
)
from dossiers.reminders.promising import inform_handler
from dossiers.reminders.recipients import filing_recipients
from procedures.counting.legal_day import legal_day

ANSWER_MAX = 20_000
REMARK_MAX = 5_000

Answers = Mapping[int, str]
"""Texts by the key of the question."""


@transaction.atomic
def save_answer_drafts(
    request: InformationRequest,
    *,
    answers: Answers,
    remark: str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Keep answers while they are being written; Bureau GGO does not see them.

    `version` is the one that the writer started from. Raises `StaleText` when somebody
    else saved other answers since; `NotAllowed` when the request is not open any more,
    for strangers and in another state.
    """
    lock_for(ANSWER, request.case, by=by, at=at)
    refuse_ended_request(request)
    write_answer_drafts(request, answers, remark, version=version, by=by, at=at)


@transaction.atomic
def file_answer(
    request: InformationRequest,
    *,
    answers: Answers,
    remark: str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Event:
    """File the answer, with the supplemented form when something in it was changed.

    Each question has an answer in words, or is answered by what changed in its part of
    the form since it was asked. A late answer counts as long as the case is open. The
    term runs on from this day (Awb 4:15 lid 1; Besluit ggo 2.9, 2.18, 2.38); a decision
    that was prepared without it is a draft again. Whoever files and the BVF get a proof
    of receipt.

    Raises `NotAllowed` in another state, for strangers, and when it was answered or
    withdrawn already; `Unanswered` with the questions that lack an answer; `Refused`
    for a long one; `StaleText` as `save_answer_drafts`; `Incomplete` and `NotSigned` of
    `applications.errors` when a changed form is not ready.
    """
    case = request.case
    lock_for(ANSWER, case, by=by, at=at)
    refuse_ended_request(request)
    write_answer_drafts(request, answers, remark, version=version, by=by, at=at)
    refuse_unfit_answers(request)
    # After the questions: what changed in the form since they were asked counts as an
    # answer, filed or not.
    supplement = file_open_supplement(case, by=by, at=at)
    close_request(request, supplement, by=by, at=at)
    # Somebody prepared a decision without this answer; it must be looked at anew.
    return_to_draft(case)
    # The clock reads the request as it is now; before the facts below, which tell the
    # dates by it.
    clear_cached_requests(case)
    facts = answered_facts(request, supplement, on=legal_day(at))
    event = apply_transition(ANSWER, case, by=by, at=at, facts=facts)
    update_coupled_cases(event, at=at)
    to = filing_recipients(case, by.person, on=legal_day(at))
    queue_letter(LetterKind.ANSWER, event, to=to, at=at)
    inform_handler(event, at=at)
    return event


def refuse_unfit_answers(request: InformationRequest) -> None:
    """`InputRefused` for a long answer, `Unanswered` with the questions without one."""
    refuse_long_answers(request)
    if without := unanswered_questions(request):
        raise Unanswered(without)


def answered_facts(
    request: InformationRequest, supplement: Application | None, *, on: date
) -> AnsweredFacts:
    """The answer and what it does to the term, as the event keeps them."""
    return AnsweredFacts(
        request=request.pk,
        **supplement_facts(supplement),
        remark=request.remark,
        answers_sha256=answers_digest(request.questions.all()),
        **answer_effect_facts(request.case, on=on),
    )


def answer_effect_facts(case: Case, *, on: date) -> dict[str, Any]:
    """What the answer does to the term, as its event keeps it for the letter.

    `then` are the dates; while another request is open, as if that were answered too.
    """
    others = InformationRequest.objects.filter(application=case.application_id)
    return {
        "still_open": others.open().exists(),
        "suspended_days": case_reckoning(case, today=on).suspended_days,
        "then": dates_if_answered(case, on=on),
    }


DRAFT_FIELDS = ("remark", "draft_version", "draft_saved_at", "draft_saved_by")


def write_answer_drafts(
    request: InformationRequest,
    answers: Answers,
    remark: str,
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Write what was typed; a question of another request is left alone.

    What says the same is no new version, so that a form sent twice meets nobody.
    Raises `StaleText`.
    """
    changed = _changed_drafts(request, answers)
    # The caller has the row from before the lock; what another window saved since is in
    # these.
    request.refresh_from_db(fields=DRAFT_FIELDS)
    new_remark = as_text(remark).strip()[:REMARK_MAX]
    if new_remark == request.remark and not changed:
        return
    # After the comparison: only another text is a conflict. None comes from a machine,
    # which is asked for If-Match instead.
    if version not in (None, request.draft_version):
        raise StaleText(request)
    for question, text in changed.items():
        question.draft = text
    Question.objects.bulk_update(changed, ["draft"])
    request.remark, request.draft_version = new_remark, request.draft_version + 1
    request.draft_saved_at, request.draft_saved_by = at, by.name
    request.save(update_fields=DRAFT_FIELDS)


def _changed_drafts(
    request: InformationRequest, answers: Answers
) -> dict[Question, str]:
    """The questions of which another text was typed, with that text."""
    typed = {
        # What was not sent along stays as it was: a machine need not repeat what a
        # colleague wrote.
        one: as_text(answers.get(one.pk, one.draft)).strip()
        for one in request.questions.all()
    }
    return {one: text for one, text in typed.items() if text != one.draft}


def refuse_long_answers(request: InformationRequest) -> None:
    """An answer has its limit; what is longer goes along as a file."""
    if any(len(question.draft) > ANSWER_MAX for question in request.questions.all()):
        words = _(
            "An answer has at most %(limit)d characters. Add what is longer as a file."
        )
        raise InputRefused(words % {"limit": ANSWER_MAX})


def unanswered_questions(request: InformationRequest) -> list[Question]:
    """The questions without an answer in words or in the form."""
    changed = changed_since_asked(request)
    return [
        question
        for question in request.questions.all()
        if not question.draft and not is_answered_in_form(changed, question)
    ]


def changed_since_asked(
    request: InformationRequest,
) -> tuple[set[str], Application, Application]:
    """The parts of the form that changed since the request was made, from and to what.

    What is still in preparation counts, for it is filed with the answer.
    """
    case: Case = request.case
    # What was filed when it was asked: a correction since may be the answer.
    before = version_at(case, request.asked_at)
    now = supplement_in_preparation(case) or latest_version(case)
    return changed_parts(before, now), before, now


def is_answered_in_form(
    changed: tuple[set[str], Application, Application], question: Question
) -> bool:
    """Did the part or the question of the form change that it asks about?"""
    parts, before, now = changed
    return is_answered_by_change(parts, before, now, question.section, question.field)


def close_request(
    request: InformationRequest,
    supplement: Application | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The request is answered from now on; its answers are as they were filed."""
    questions = list(request.questions.all())
    for question in questions:
        # Two columns, so that nobody at Bureau GGO reads what is still being written.
        question.answer, question.draft = question.draft, ""
    # Before the request is answered: from then on a trigger keeps its questions as they
    # are.
    Question.objects.bulk_update(questions, ["answer", "draft"])
    request.answered_at, request.answered_by = at, by.name
    request.answer = supplement
    request.save(update_fields=["answered_at", "answered_by", "answer"])


def supplement_facts(supplement: Application | None) -> dict[str, Any]:
    """Which form went along, as an event keeps it."""
    if supplement is None:
        return {"supplement": None, "content_sha256": ""}
    return {
        "supplement": str(supplement.pk),
        "content_sha256": supplement.content_sha256,
    }


def answers_digest(questions: Iterable[Question]) -> str:
    """SHA-256, in hex, over the answers of a request in the order of its questions."""
    return json_digest([[question.pk, question.answer] for question in questions])
