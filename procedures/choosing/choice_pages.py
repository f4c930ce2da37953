"""The page that asks which procedure one needs; the address holds the answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from procedures.choosing.answers import (
    WORDS,
    ValidatedAnswers,
    answers_query,
    validate_answers,
)
from procedures.choosing.choose import choose_row, ground_named, offered_options
from procedures.choosing.flow import Walk, walk_questions
from procedures.choosing.forms import ChooserQuestionForm
from procedures.choosing.parts import Answers, ChooserQuestion, Option
from procedures.choosing.questions import BY_NAME
from procedures.law_rows import law
from procedures.models import amsterdam_today

# Besides answers the address may say which question was just put, or is put again.
ASKED, CHANGE = "asked", "change"


@require_safe
def procedure_choice_page(request: HttpRequest) -> HttpResponse:
    """One question at a time, then the row of the law; what makes no sense is told."""
    given = {name: request.GET.getlist(name) for name in request.GET}
    asked = BY_NAME.get(given.pop(ASKED, [""])[0])
    change = given.pop(CHANGE, [""])[0]
    reading = validate_answers(given)
    # A form sends its answer by GET; the redirect then leaves an address that holds
    # answers alone.
    if asked is not None:
        return _take_answer(request, asked, reading)
    if reading.faults:
        return _unfit_answers_page(request, reading)
    walked = walk_questions(reading.answers)
    question = BY_NAME[change] if change in walked.answers else walked.question
    if question is None:
        return _outcome_page(request, walked)
    data = _form_values(question, walked.answers)
    form = ChooserQuestionForm(question, initial=data, options=_on_offer(question))
    return _question_page(request, form, reading.answers)


def choice_address(answers: Answers) -> str:
    """The page with these answers."""
    return f"{reverse('choose-procedure')}?{answers_query(answers)}"


def _take_answer(
    request: HttpRequest, asked: ChooserQuestion, reading: ValidatedAnswers
) -> HttpResponse:
    """On to the next question, or the same one again with what is wrong.

    Later answers to questions that are not asked any more are left behind.
    """
    form = ChooserQuestionForm(asked, request.GET, options=_on_offer(asked))
    if not form.is_valid():
        return _question_page(request, form, reading.answers, status=400)
    return redirect(choice_address(reading.answers))


def _on_offer(question: ChooserQuestion) -> list[Option]:
    return offered_options(question, on=amsterdam_today(), books=law.current_law())


def _question_page(
    request: HttpRequest,
    form: ChooserQuestionForm,
    answers: Answers,
    *,
    status: int = 200,
) -> HttpResponse:
    question = form.question
    others = {name: answers[name] for name in answers if name != question.name}
    context = {
        "form": form,
        "field": form[question.name],
        "ground": ground_named(question.ground),
        "hidden": [(name, value) for name in others for value in others[name]],
        "given": _given_answers(walk_questions(others).answers, others),
    }
    return render(request, "procedures/choose.html", context, status=status)


def _outcome_page(request: HttpRequest, walked: Walk) -> HttpResponse:
    choice = choose_row(walked.answers, on=amsterdam_today(), books=law.current_law())
    context = {
        "choice": choice,
        "row": choice.row,
        "query": answers_query(walked.answers),
        "given": _given_answers(walked.answers, walked.answers),
    }
    return render(request, "procedures/choose_result.html", context)


def _unfit_answers_page(
    request: HttpRequest, reading: ValidatedAnswers
) -> HttpResponse:
    """An address that nobody's answers lead to: what is wrong, and how to go on."""
    faults = [
        (BY_NAME[name].text if name in BY_NAME else name[:60], WORDS[code])
        for name, code in reading.faults.items()
    ]
    context = {
        # An address is as long as a stranger likes; the page is not.
        "faults": faults[:20],
        "go_on": choice_address(reading.answers) if reading.answers else "",
    }
    return render(request, "procedures/choose_again.html", context, status=400)


def _given_answers(shown: Answers, kept: Answers) -> list[dict[str, Any]]:
    """Each answer in words, with the address at which it can be changed."""
    return [
        {
            "question": BY_NAME[name].text,
            "answers": [BY_NAME[name].option(value).text for value in values],
            "change": f"{choice_address(kept)}&{CHANGE}={name}",
        }
        for name, values in shown.items()
    ]


def _form_values(question: ChooserQuestion, answers: Answers) -> dict[str, Any]:
    """The answer that was given before, as the form takes it."""
    values = answers.get(question.name)
    if values is None:
        return {}
    return {question.name: list(values) if question.several else values[0]}
