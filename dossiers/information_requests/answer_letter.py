"""The proof of receipt of an answer to a request for further information."""

from typing import Any

from django.utils.translation import gettext as _

from applications.models import Application
from applications.reading.content import SIGNED
from dossiers.cases.act_definition import facts_of
from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    cited_grounds,
    day_and_time,
    facts_table,
    heading,
    long_date,
    paragraph,
    quote,
    text_for_letter,
)
from dossiers.information_requests.question_places import place_in_words
from dossiers.information_requests.request_letter import (
    recorded_date_rows,
    request_of_letter,
)
from dossiers.models import InformationRequest, Letter, LetterKind
from procedures.counting.legal_day import legal_day


def answer_receipt_text(letter: Letter) -> LetterText:
    """When it came, what was answered, and every date as it stands from now on."""
    request = request_of_letter(letter)
    return text_for_letter(
        letter,
        _("Acknowledgement of receipt of your answer on “%(title)s”"),
        [
            paragraph(answer_received_sentence(letter, request)),
            *(paragraph(words) for words in supplement_sentences(request.answer)),
            heading(_("What this means for the term")),
            paragraph(clock_after_answer(letter, request)),
            facts_table(
                [suspended_days_row(letter, request), *recorded_date_rows(letter)]
            ),
            heading(_("What you answered")),
            *answered_question_parts(request),
        ],
        lead=answer_lead(letter),
    )


def answer_lead(letter: Letter) -> list[str]:
    """That it came, and whether something is still to be done."""
    if facts_of(letter.event).still_open:
        todo = _("Another request of ours still waits for your answer.")
    else:
        todo = _("You need not do anything now; the term runs on.")
    return [_("We received your answer."), todo]


def answer_received_sentence(letter: Letter, request: InformationRequest) -> str:
    """What was received, to the minute, and on which request."""
    words = {
        **day_and_time(letter),
        "number": letter.case.label,
        "asked": long_date(legal_day(request.asked_at)),
        "by": letter.event.actor_name,
    }
    return (
        _(
            "On %(day)s at %(time)s we received the answer of %(by)s to our request "
            "for further information of %(asked)s, in case %(number)s."
        )
        % words
    )


def supplement_sentences(version: Application | None) -> list[str]:
    """The supplemented form that came along, by its digest, and who answers for it."""
    if version is None or version.content is None:
        return []
    answers_for = version.content[SIGNED]
    words = _(
        "The supplemented form came along with it, signed by the BVF. Its SHA-256 is "
        "%(digest)s."
    )
    if answers_for["how"] == "mandate":
        words = _(
            "The supplemented form came along with it, filed by %(client)s under the "
            "mandate of the BVF %(bvf)s. Its SHA-256 is %(digest)s."
        )
    return [words % {**answers_for, "digest": version.content_sha256}]


def clock_after_answer(letter: Letter, request: InformationRequest) -> str:
    """Does the term run on, or does another request still stop it?"""
    if facts_of(letter.event).still_open:
        return _(
            "For this request the clock runs on. Another request of ours is still "
            "open: until you answer that one, the clock stands still. If it were "
            "answered on the same day, the dates would be these."
        )
    day = letter.case.procedure.runs_on_from(request.answer_by)
    if day and day < legal_day(letter.event.at):
        words = _(
            "We had no answer on %(last)s, so the clock runs on since %(day)s "
            "(%(grounds)s). Your answer moves no date. The dates are:"
        )
        return words % {
            "last": long_date(request.answer_by),
            "day": long_date(day),
            "grounds": cited_grounds(letter.case, "suspension"),
        }
    words = _(
        "The clock runs on from the day of receipt (%(grounds)s). The days in between "
        "do not count. The dates are now:"
    )
    return words % {"grounds": cited_grounds(letter.case, "suspension")}


def suspended_days_row(
    letter: Letter, request: InformationRequest
) -> tuple[str, str, str]:
    """How many days the clock stood still in all, with the articles."""
    days = str(facts_of(letter.event).suspended_days)
    return (_("Days that do not count"), days, cited_grounds(letter.case, "suspension"))


def answered_question_parts(request: InformationRequest) -> list[dict[str, Any]]:
    """Each question with its answer, or that the form answers it."""
    found = []
    for one in request.questions.all():
        place = place_in_words(request.application, one.section, one.field)
        words = {"number": one.position, "place": place or _("your filing as a whole")}
        found.append(paragraph(_("Question %(number)s, about %(place)s:") % words))
        found.append(paragraph(one.text))
        found.append(quote(one.answer or _("Answered by a change in the form.")))
    return found


define_letter(LetterKind.ANSWER, answer_receipt_text)
