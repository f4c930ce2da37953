"""Answering a request for further information: the clock runs on (Awb 4:15)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.drafting.supplementing import changed_parts, touches
from applications.errors import Refused
from applications.models import Application
from applications.reading.content import digest
from applications.text_input.typed import as_text
from dossiers.cases.combination import follow
from dossiers.cases.dates import forget, reckoning
from dossiers.cases.transitions import enter, move
from dossiers.cases.versioning import take_in
from dossiers.cases.versions import at_the_moment_of, in_preparation, latest
from dossiers.correspondence.letters import promise_letter
from dossiers.decisions.deciding import unprepare
from dossiers.errors import StaleText, Unanswered
from dossiers.information_requests.asking import refuse_if_ended, then
from dossiers.models import (
    Case,
    Event,
    InformationRequest,
    LetterKind,
    Question,
)
from dossiers.reminders.promising import inform
from dossiers.reminders.recipients import of_filing
from dossiers.states import Act
from procedures.counting.legal_day import legal_day

ANSWER_MAX = 20_000
REMARK_MAX = 5_000

Answers = Mapping[int, str]
"""Texts by the key of the question."""


@transaction.atomic
def save_answers(
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
    enter(Act.ANSWER, request.case, by=by, at=at)
    refuse_if_ended(request)
    keep(request, answers, remark, version=version, by=by, at=at)


@transaction.atomic
def answer(
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
    for what is too long; `StaleText` as `save_answers`; `Incomplete` and `NotSigned` of
    `applications.errors` when a changed form is not ready.
    """
    case = request.case
    enter(Act.ANSWER, case, by=by, at=at)
    refuse_if_ended(request)
    keep(request, answers, remark, version=version, by=by, at=at)
    refuse_too_long(request)
    if without := unanswered(request):
        raise Unanswered(without)
    supplement = take_in(case, by=by, at=at)
    close(request, supplement, by=by, at=at)
    unprepare(case)
    forget(case)
    facts = {"request": request.pk, **told_of(supplement), "remark": request.remark}
    facts["answers_sha256"] = print_of_answers(request.questions.all())
    facts |= outcome(case, on=legal_day(at))
    event = move(Act.ANSWER, case, by=by, at=at, facts=facts)
    follow(event, at=at)
    to = of_filing(case, by.person, on=legal_day(at))
    promise_letter(LetterKind.ANSWER, event, to=to, at=at)
    inform(event, at=at)
    return event


def outcome(case: Case, *, on: date) -> dict:
    """What the answer does to the term, as its event keeps it for the letter.

    `then` are the dates; while another request is open, as if that were answered too.
    """
    others = InformationRequest.objects.filter(application=case.application_id)
    return {
        "still_open": others.open().exists(),
        "suspended_days": reckoning(case, today=on).suspended_days,
        "then": then(case, on=on),
    }


DRAFT = ("remark", "draft_version", "draft_saved_at", "draft_saved_by")


def keep(
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
    questions = list(request.questions.all())
    request.refresh_from_db(fields=DRAFT)
    typed = {
        one.pk: as_text(answers.get(one.pk, one.draft)).strip() for one in questions
    }
    said = as_text(remark).strip()[:REMARK_MAX]
    if said == request.remark and all(typed[one.pk] == one.draft for one in questions):
        return
    if version not in (None, request.draft_version):
        raise StaleText(request)
    for question in questions:
        question.draft = typed[question.pk]
    Question.objects.bulk_update(questions, ["draft"])
    request.remark, request.draft_version = said, request.draft_version + 1
    request.draft_saved_at, request.draft_saved_by = at, by.name
    request.save(update_fields=DRAFT)


def refuse_too_long(request: InformationRequest) -> None:
    """An answer has its limit; what is longer goes along as a file."""
    if any(len(question.draft) > ANSWER_MAX for question in request.questions.all()):
        words = _(
            "An answer has at most %(limit)d characters. Add what is longer as a file."
        )
        raise Refused(words % {"limit": ANSWER_MAX})


def unanswered(request: InformationRequest) -> list[Question]:
    """The questions without an answer in words or in the form."""
    changed = changed_since_asked(request)
    return [
        question
        for question in request.questions.all()
        if not question.draft and not is_answered_by(changed, question)
    ]


def changed_since_asked(
    request: InformationRequest,
) -> tuple[set[str], Application, Application]:
    """The parts of the form that changed since the request was made, from and to what.

    What is still in preparation counts, for it is filed with the answer.
    """
    case: Case = request.case
    before = at_the_moment_of(case, request.asked_at)
    now = in_preparation(case) or latest(case)
    return changed_parts(before, now), before, now


def is_answered_by(
    changed: tuple[set[str], Application, Application], question: Question
) -> bool:
    """Did the part or the question of the form change that it asks about?"""
    parts, before, now = changed
    return touches(parts, before, now, question.section, question.field)


def close(
    request: InformationRequest,
    supplement: Application | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The request is answered from now on; its answers are as they were filed."""
    questions = list(request.questions.all())
    for question in questions:
        question.answer, question.draft = question.draft, ""
    Question.objects.bulk_update(questions, ["answer", "draft"])
    request.answered_at, request.answered_by = at, by.name
    request.answer = supplement
    request.save(update_fields=["answered_at", "answered_by", "answer"])


def told_of(supplement: Application | None) -> dict:
    """Which form went along, as an event keeps it."""
    if supplement is None:
        return {"supplement": None, "content_sha256": ""}
    return {
        "supplement": str(supplement.pk),
        "content_sha256": supplement.content_sha256,
    }


def print_of_answers(questions: Iterable[Question]) -> str:
    """SHA-256, in hex, over the answers of a request in the order of its questions."""
    return digest([[question.pk, question.answer] for question in questions])
