"""What happened to a case of the demo after it was filed, by the same acts as ever.

Its letters are sent as if on their own day.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from accounts.actor import Actor
from accounts.models import LabRole, User
from dossiers.advice.advising import ask_advice, give_advice
from dossiers.correspondence.letters import make_letter_pdf, update_letter_status
from dossiers.correspondence.making_known import put_on_record
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.decisions.deciding import prepare_decision, sign_prepared_decision
from dossiers.decisions.decision_drafts import save_decision_draft
from dossiers.extensions.extending import extend_term
from dossiers.handling.taking_up import record_no_objection, take_up
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.asking import RequestedQuestion, request_information
from dossiers.models import Case, Decision, Letter
from dossiers.models.outgoing import DECISIONS
from dossiers.penalties.notices import give_notice
from dossiers.withdrawals.withdrawing import withdraw_case
from ggo_portal.demo.people import actor_in_role
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.models import DecisionTemplate

DECIDER = "willems@bggo.example"


def perform_step(case: Case, step: dict[str, Any]) -> None:
    """One step of the `then` of a row: `act`, `by`, so many days `after` the filing."""
    # Two hours on, so that what happens on the day of receipt comes after it.
    moment = case.received_at + timedelta(days=step.get("after", 0), hours=2)
    STEPS[step["act"]](case, step, moment)
    case.refresh_from_db()


def bureau_actor(email: str) -> Actor:
    """Somebody at Bureau GGO."""
    return Actor(user=User.objects.get(email=email))


def lab_actor(case: Case) -> Actor:
    """Somebody of the lab that filed."""
    return actor_in_role(case.organisation, LabRole.RESEARCHER)


def _take_up(case: Case, step: dict[str, Any], at: datetime) -> None:
    take_up(case, by=bureau_actor(step["by"]), at=at)


def _no_objection(case: Case, step: dict[str, Any], at: datetime) -> None:
    record_no_objection(case, remark=step["text"], by=bureau_actor(step["by"]), at=at)


def _silence(case: Case, step: dict[str, Any], at: datetime) -> None:
    close_by_silence(case, at=after_window(case))


def after_window(case: Case) -> datetime:
    """Five past midnight on the day after the window."""
    day = cast(date, case.objection_until) + timedelta(days=1)
    # When the round would have closed it.
    return datetime.combine(day, time(0, 5), AMSTERDAM)


def _ask(case: Case, step: dict[str, Any], at: datetime) -> None:
    request_information(
        case,
        opening=step.get("opening", OPENING),
        questions=[RequestedQuestion(*question) for question in step["questions"]],
        answer_by=legal_day(at) + timedelta(days=step.get("within", 28)),
        by=bureau_actor(step["by"]),
        at=at,
    )


OPENING = "Voor de beoordeling van uw dossier hebben wij de volgende informatie nodig."


def _answer(case: Case, step: dict[str, Any], at: datetime) -> None:
    request = case.information_requests.open().get()
    texts = zip(request.questions.all(), step["texts"], strict=True)
    texts_by_question = {question.pk: text for question, text in texts}
    file_answer(
        request, answers=texts_by_question, remark="", by=lab_actor(case), at=at
    )


def _advice(case: Case, step: dict[str, Any], at: datetime) -> None:
    ask_advice(
        case,
        body=step.get("body", "COGEM"),
        name=step.get("name", "dr. E. Raadsma"),
        email=step.get("email", "raadsma@cogem.example"),
        language="nl",
        question=step["text"],
        advise_by=legal_day(at) + timedelta(days=step.get("within", 21)),
        by=bureau_actor(step["by"]),
        at=at,
    )


def _advise(case: Case, step: dict[str, Any], at: datetime) -> None:
    advice = case.advices.open().get()
    give_advice(advice, text=step["text"], by=Actor(guest=advice.name), at=at)


def _draft(case: Case, step: dict[str, Any], at: datetime) -> None:
    by = bureau_actor(step["by"])
    template = DecisionTemplate.objects.in_force(step["template"], legal_day(at))
    save_decision_draft(
        case,
        template=template,
        level=step.get("level", ""),
        cfis=step.get("cfis", []),
        reasons=step["text"],
        conditions=step.get("conditions", ""),
        hearing=step.get("hearing", ""),
        heard_on=_heard_on(step, at),
        hearing_text=step.get("hearing_text", ""),
        advice_use=step.get("advice_use", ""),
        version=0,
        by=by,
        at=at,
    )
    prepare_decision(case, by=by, at=at + timedelta(minutes=30))


def _heard_on(step: dict[str, Any], at: datetime) -> date | None:
    """The day of the hearing, so many days before the decision."""
    if step.get("hearing") != Decision.Hearing.HEARD:
        return None
    return legal_day(at) - timedelta(days=1)


def _decide(case: Case, step: dict[str, Any], at: datetime) -> None:
    _draft(case, step, at)
    decision = case.decisions.unsigned().get()
    moment = at + timedelta(hours=3)
    sign_prepared_decision(
        case, sha256=decision.sha256, by=bureau_actor(DECIDER), at=moment
    )


def _extend(case: Case, step: dict[str, Any], at: datetime) -> None:
    days = step["days"]
    extend_term(
        case, days=days, reason=step["text"], by=bureau_actor(step["by"]), at=at
    )


def _notice(case: Case, step: dict[str, Any], at: datetime) -> None:
    give_notice(case, text=step["text"], received_on=None, by=lab_actor(case), at=at)


def _withdraw(case: Case, step: dict[str, Any], at: datetime) -> None:
    withdraw_case(case, reason=step["text"], by=lab_actor(case), at=at)


STEPS: dict[str, Callable[[Case, dict[str, Any], datetime], None]] = {
    "take_up": _take_up,
    "no_objection": _no_objection,
    "silence": _silence,
    "ask": _ask,
    "answer": _answer,
    "advice": _advice,
    "advise": _advise,
    "prepare": _draft,
    "decide": _decide,
    "extend": _extend,
    "notice": _notice,
    "withdraw": _withdraw,
}


def send_letters_before(case: Case, *, before: datetime) -> None:
    """Let the letters of a filing that were promised before a moment be sent then.

    The terms that run from sending (Awb 3:41) then agree with what the letters say. The
    worker sets the others in type; a decision is made at once, to put it on record.
    """
    waiting = Letter.objects.unsent().filter(case__application=case.application_id)
    for letter in waiting.filter(created_at__lt=before).order_by("pk"):
        moment = letter.event.at
        if letter.kind in DECISIONS:
            make_letter_pdf(letter, at=moment)
        letter.deliveries.update(sent_at=moment)
        update_letter_status(letter.pk)
        if letter.kind in DECISIONS:
            put_on_record(letter, at=moment)
