"""Asking the applicant for further information, which stops the clock (Awb 4:5, 4:15).

Besluit ggo 2.9, 2.18 and 2.38: the term stands still until what was asked has been
received. In a combination that holds for both cases.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple, cast

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from dossiers.cases.combination import update_coupled_cases
from dossiers.cases.dates import clear_cached_requests
from dossiers.cases.standing_still import cases_standing_still_with
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.correspondence.letters import queue_letter
from dossiers.errors import NotAllowed
from dossiers.facts.request_facts import (
    AskedFacts,
    DateIfAnswered,
    QuestionFacts,
    RenewedFacts,
    RevokedFacts,
)
from dossiers.facts.storing import Facts
from dossiers.information_requests.acts import ASK, RENEW, REVOKE
from dossiers.information_requests.preview_dates import (
    can_suspend_term,
    dates_if_answered_on,
    dates_resting_on_term,
)
from dossiers.information_requests.question_places import has_place
from dossiers.models import Case, Event, InformationRequest, LetterKind, Question
from dossiers.reminders.recipients import case_applicant_recipients
from dossiers.states import Act
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law


class RequestedQuestion(NamedTuple):
    """A question, with the part and the question of the form that it is about.

    `section` and `field` are keys of the form as it was filed; "" for the whole.
    """

    section: str
    field: str
    text: str


@transaction.atomic
def request_information(
    case: Case,
    *,
    opening: str,
    questions: Sequence[RequestedQuestion],
    answer_by: date,
    by: Actor,
    at: datetime,
    seen: str = "",
) -> InformationRequest:
    """Ask for further information, by letter; the term stands still (Awb 4:15).

    `opening` stands above the questions in the letter; `answer_by` is the last day for
    the answer. `seen` is the `head` of the case as it was when the dates were shown:
    give it to be refused when somebody acted meanwhile.

    Raises `NotAllowed` in another state, by the wrong person, without a question or
    with one about what the form does not have, without a day after today, and when the
    term is over, so that the request would be void (Besluit ggo 2.18 lid 2).
    """
    lock_for(ASK, case, by=by, at=at)
    # Of all refusals first: the others would speak of a case that the handler has not
    # seen.
    refuse_if_case_changed(case, seen)
    refuse_questions(case, questions)
    refuse_answer_day(case, answer_by, today=legal_day(at))
    # Asked of the clock under the lock, and so of the dates as they hold now.
    refuse_void_request(case, on=legal_day(at))
    request = InformationRequest.objects.create(
        case=case,
        application_id=case.application_id,
        opening=opening,
        asked_at=at,
        asked_by=by.person,
        answer_by=answer_by,
    )
    store_questions(request, questions)
    told = [QuestionFacts(**one._asdict()) for one in questions]
    facts = partial(AskedFacts, opening=opening, questions=told, answer_by=answer_by)
    record_request_act(ASK, request, by=by, at=at, facts=facts)
    return request


def store_questions(
    request: InformationRequest, questions: Sequence[RequestedQuestion]
) -> None:
    """Write the questions of a new request, in their order."""
    Question.objects.bulk_create(
        Question(request=request, position=position, **asked._asdict())
        for position, asked in enumerate(questions, start=1)
    )


@transaction.atomic
def renew_request(
    request: InformationRequest, *, answer_by: date, by: Actor, at: datetime
) -> Event:
    """Set a later day for the answer, by letter; the clock goes on standing still.

    Raises `NotAllowed` when the request is not open any more, when the clock runs on
    since it was missed, for a day that is not later than the one that was set or not
    after today, in another state, or by the wrong person.
    """
    lock_for(RENEW, request.case, by=by, at=at)
    refuse_ended_request(request)
    refuse_missed_request(request, today=legal_day(at))
    refuse_answer_day(request.case, answer_by, today=legal_day(at))
    if answer_by <= request.answer_by:
        message = _("Give a day later than %(day)s, the day that was set before.")
        raise refusal_with_days(request.case, message, day=request.answer_by)
    request.answer_by = answer_by
    request.save(update_fields=["answer_by"])
    return record_request_act(
        RENEW, request, by=by, at=at, facts=partial(RenewedFacts, answer_by=answer_by)
    )


@transaction.atomic
def revoke_request(
    request: InformationRequest, *, remark: str = "", by: Actor, at: datetime
) -> Event:
    """Withdraw a request, by letter; for it the clock runs on from that day.

    `remark` is for the file. Raises `NotAllowed` when the request is not open any more,
    in another state, or by the wrong person.
    """
    lock_for(REVOKE, request.case, by=by, at=at)
    refuse_ended_request(request)
    request.revoked_at = at
    request.save(update_fields=["revoked_at"])
    others = InformationRequest.objects.filter(application=request.application_id)
    still_open = others.open().exists()
    facts = partial(RevokedFacts, remark=remark, still_open=still_open)
    return record_request_act(REVOKE, request, by=by, at=at, facts=facts)


LETTER_BY_ACT = {
    ASK: LetterKind.REQUEST,
    RENEW: LetterKind.RENEWAL,
    REVOKE: LetterKind.REVOCATION,
}


def record_request_act(
    act: Act,
    request: InformationRequest,
    *,
    by: Actor,
    at: datetime,
    facts: Callable[..., Facts],
) -> Event:
    """Move the case, its coupled case and their dates; promise the letter.

    `facts` makes those of the act from the key of the request and `then`, which is what
    the letter tells of the dates: as they become when all that is open is answered on
    its last day, or today where nothing is.
    """
    case = request.case
    # The row of the request has just changed, and the dates below rest on it.
    clear_cached_requests(case)
    # One that is open tells what holds if it is answered on its last day, or today
    # where that has passed; one that ended what holds from today.
    day = max(legal_day(at), request.answer_by if request.is_open else legal_day(at))
    told = facts(request=request.pk, then=dates_if_answered(case, on=day))
    event = apply_transition(act, case, by=by, at=at, facts=told)
    update_coupled_cases(event, at=at)
    queue_letter(
        LETTER_BY_ACT[act],
        event,
        to=case_applicant_recipients(case, on=legal_day(at)),
        at=at,
    )
    return event


def dates_if_answered(case: Case, *, on: date) -> list[DateIfAnswered]:
    """The dates of the case and of what is coupled to it, were all answered on a day.

    Those that rest on a term alone.
    """
    return [
        DateIfAnswered(case=each.label, date=column, day=day)
        for each in [case, *cases_standing_still_with(case)]
        for column, day in dates_resting_on_term(
            each, dates_if_answered_on(each, on=on)
        ).items()
        if day
    ]


def refusal_with_days(case: Case, message: str, **words: date) -> NotAllowed:
    """Why an act is refused, with days in words, and who acted last."""
    days = {name: date_format(day, "j F Y") for name, day in words.items()}
    return NotAllowed(message % days, case.events.last())


def refuse_if_case_changed(case: Case, seen: str) -> None:
    """Who prepared a request must not send it into a case that has moved on."""
    if seen and seen != case.head:
        message = _("Something happened in this case since you looked. Look again.")
        raise refusal_with_days(case, message)


def refuse_questions(case: Case, questions: Sequence[RequestedQuestion]) -> None:
    """A request asks something, of parts and questions that the form has."""
    if not any(question.text.strip() for question in questions):
        raise refusal_with_days(case, _("Ask at least one question."))
    if not all(question.text.strip() for question in questions):
        raise refusal_with_days(case, _("Fill in every question, or remove it."))
    for section, field, _text in questions:
        if not has_place(case.application, section, field):
            message = _("The form as it was filed does not have the part you ask of.")
            raise refusal_with_days(case, message)


def refuse_answer_day(case: Case, answer_by: date | None, *, today: date) -> None:
    """A request has a last day for its answer: after today, and within the calendar."""
    if answer_by is None or answer_by <= today:
        raise refusal_with_days(case, _("Give a day after today for the answer."))
    if not law.current_calendar().covers(answer_by):
        message = _("Give an earlier day: %(day)s is beyond the known free days.")
        raise refusal_with_days(case, message, day=answer_by)


def refuse_void_request(case: Case, *, on: date) -> None:
    """A request made when the term is over stops nothing, so it is not made."""
    if not can_suspend_term(case, on=on):
        message = _(
            "A request made on %(day)s would be void: the term of this case is over, "
            "or none runs, so nothing would stand still."
        )
        raise refusal_with_days(case, message, day=on)


def refuse_missed_request(request: InformationRequest, *, today: date) -> None:
    """Once the clock runs on, no later day makes it stand still after all (Awb 4:15).

    A later day for the same request would take out days that have run.
    """
    runs_on = request.case.procedure.runs_on_from(request.answer_by)
    if runs_on and runs_on <= today:
        message = _(
            "No answer came in time, so the clock runs on since %(day)s. Ask for the "
            "information anew: that stops it again."
        )
        raise refusal_with_days(request.case, message, day=runs_on)


def refuse_ended_request(request: InformationRequest) -> None:
    """Read the request anew, its case being locked; an ended one cannot change."""
    case = request.case
    # Only what decides here: a whole refresh would drop the locked case that hangs on
    # it.
    request.refresh_from_db(fields=["answer_by", "answered_at", "revoked_at"])
    if not request.is_open:
        message = (
            _("This request was answered on %(day)s, so it is not open any more.")
            if request.answered_at
            else _("This request was withdrawn on %(day)s, so it is not open any more.")
        )
        ended = request.answered_at or request.revoked_at
        raise refusal_with_days(case, message, day=legal_day(cast(datetime, ended)))
