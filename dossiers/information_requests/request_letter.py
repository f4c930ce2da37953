"""The letters on a request for further information: asked, postponed, withdrawn."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dossiers.cases.act_definition import facts_of
from dossiers.cases.standing_still import cases_standing_still_with
from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    cited_grounds,
    facts_table,
    grounds_citation,
    heading,
    long_date,
    opening_line,
    paragraph,
    paragraphs_in,
    quote,
    text_for_letter,
)
from dossiers.facts.request_facts import DateIfAnswered
from dossiers.information_requests.answer_tasks import other_open_requests
from dossiers.information_requests.missed_answers import missed_answer_grounds
from dossiers.information_requests.preview_dates import DATE_LABELS, GROUND_ASPECTS
from dossiers.information_requests.question_places import place_in_words
from dossiers.models import Case, InformationRequest, Letter, LetterKind
from dossiers.states import Kind
from procedures.counting.legal_day import legal_day

ROWS_OF_LAW = ("procedure", "follow_up")


def request_letter_text(letter: Letter) -> LetterText:
    """What is asked, by when, what if it does not come, and what stands still."""
    request = request_of_letter(letter)
    subject = _("Request for further information on “%(title)s”")
    return text_for_letter(
        letter,
        subject,
        [
            paragraph(opening_line(letter.case)),
            *(
                paragraph(line)
                for line in paragraphs_in(facts_of(letter.event).opening)
            ),
            heading(_("What we ask")),
            *question_parts(request),
            heading(_("By when we need your answer")),
            paragraph(how_to_answer(answer_day_of_letter(letter))),
            paragraph(missed_answer_sentence(letter.case, legal_day(letter.event.at))),
            heading(_("What this means for the term")),
            paragraph(suspension_sentence(letter.case, legal_day(letter.event.at))),
            *(paragraph(words) for words in runs_on_sentences(letter)),
            *(paragraph(words) for words in other_request_sentences(request)),
            *(paragraph(words) for words in coupled_term_sentences(letter.case)),
            paragraph(if_answered_sentence(answer_day_of_letter(letter))),
            facts_table(recorded_date_rows(letter)),
        ],
        lead=[
            _("We need further information. Answer on %(day)s at the latest.")
            % {"day": long_date(answer_day_of_letter(letter))},
            answering_line(letter),
        ],
    )


def renewal_letter_text(letter: Letter) -> LetterText:
    """Until when one may answer now, and what that does to the dates."""
    day = answer_day_of_letter(letter)
    words = _(
        "On %(asked)s we asked you for further information. We now give you until "
        "%(day)s to answer. What we ask stays the same; you find it in the GGO portal."
    ) % {
        "asked": long_date(legal_day(request_of_letter(letter).asked_at)),
        "day": long_date(day),
    }
    return text_for_letter(
        letter,
        _("More time to answer our questions on “%(title)s”"),
        [
            paragraph(words),
            paragraph(missed_answer_sentence(letter.case, legal_day(letter.event.at))),
            heading(_("What this means for the term")),
            paragraph(still_suspended_sentence(letter.case)),
            *(paragraph(words) for words in runs_on_sentences(letter)),
            *(
                paragraph(words)
                for words in other_request_sentences(request_of_letter(letter))
            ),
            *(paragraph(words) for words in coupled_term_sentences(letter.case)),
            paragraph(if_answered_sentence(day)),
            facts_table(recorded_date_rows(letter)),
        ],
        lead=[
            _("You have more time: answer our questions on %(day)s at the latest.")
            % {"day": long_date(day)},
            answering_line(letter),
        ],
    )


def revocation_letter_text(letter: Letter) -> LetterText:
    """That one need not answer any more, and what the dates are now."""
    day = legal_day(letter.event.at)
    words = _(
        "On %(asked)s we asked you for further information. We withdraw that request: "
        "you need not answer it any more. For this request the clock runs on from "
        "%(day)s."
    ) % {
        "asked": long_date(legal_day(request_of_letter(letter).asked_at)),
        "day": long_date(day),
    }
    still = _(
        "Another request of ours is still open, and until you answer that one the "
        "clock stands still. Were it answered on %(day)s, the dates would be these:"
    ) % {"day": long_date(day)}
    dates = still if facts_of(letter.event).still_open else _("The dates are now:")
    return text_for_letter(
        letter,
        _("Our questions on “%(title)s” are withdrawn"),
        [paragraph(words), paragraph(dates), facts_table(recorded_date_rows(letter))],
        lead=revocation_lead(letter),
    )


def revocation_lead(letter: Letter) -> list[str]:
    """That one need not answer any more, and whether another request is open."""
    if facts_of(letter.event).still_open:
        todo = _("Another request of ours still waits for your answer.")
    else:
        todo = _("You need not do anything; the clock runs on.")
    return [_("You need not answer our questions any more."), todo]


def request_of_letter(letter: Letter) -> InformationRequest:
    """The request that a letter is about."""
    return letter.case.information_requests.get(pk=facts_of(letter.event).request)


def answer_day_of_letter(letter: Letter) -> date:
    """The last day for the answer, as it was set by the act of the letter."""
    day: date = facts_of(letter.event).answer_by
    return day


def question_parts(request: InformationRequest) -> list[dict[str, Any]]:
    """Each question under its number and the place of the form that it is about."""
    found = []
    for one in request.questions.all():
        place = place_in_words(request.application, one.section, one.field)
        words = {"number": one.position, "place": place or _("your filing as a whole")}
        found += [
            paragraph(_("Question %(number)s, about %(place)s:") % words),
            quote(one.text),
        ]
    return found


def how_to_answer(day: date) -> str:
    """By which day, and that it is done in the portal."""
    return _(
        "Answer in the GGO portal, on or before %(day)s. You find these questions with "
        "your case; there you can also supplement what you filed."
    ) % {"day": long_date(day)}


def missed_answer_sentence(case: Case, on: date) -> str:
    """What may happen when that day passes without an answer."""
    words = {"grounds": grounds_citation(missed_answer_grounds(case, on=on))}
    if case.kind == Kind.NOTIFICATION:
        text = _(
            "If we have not received your answer by then, your notification may be "
            "regarded as not made (%(grounds)s). You may then not do the work."
        )
        return text % words
    text = _(
        "If we have not received your answer by then, we may decide not to treat what "
        "you filed, or to treat it no further (%(grounds)s)."
    )
    return text % words


def suspension_sentence(case: Case, asked: date) -> str:
    """From when to when the term does not run, with the articles of the row."""
    words = {
        # The day of asking still counts: days are taken out from the next one on (Awb
        # 4:15 lid 1).
        "day": long_date(asked + timedelta(days=1)),
        "grounds": suspension_articles(case),
    }
    text = _(
        "The clock stands still: the days from %(day)s until the day on which we "
        "receive your answer do not count. On that day the term runs on (%(grounds)s)."
    )
    return text % words


def still_suspended_sentence(case: Case) -> str:
    """That nothing changes in that: the term waits for the answer."""
    text = _(
        "The clock still stands still, and runs on from the day on which we receive "
        "your answer (%(grounds)s)."
    )
    return text % {"grounds": suspension_articles(case)}


def answering_line(letter: Letter) -> str:
    """Where one answers, and how long the clock stands still for it at most."""
    if letter.case.procedure.runs_on_from(answer_day_of_letter(letter)):
        return _(
            "You answer in the GGO portal; until then, or until that day has passed, "
            "the clock stands still."
        )
    return _("You answer in the GGO portal; until then the clock stands still.")


def runs_on_sentences(letter: Letter) -> list[str]:
    """That the term waits no longer than the day for the answer, where that is so."""
    last = answer_day_of_letter(letter)
    day = letter.case.procedure.runs_on_from(last)
    if day is None:
        return []
    text = _(
        "If we have no answer on %(last)s, the term runs on from %(day)s all the same. "
        "An answer that comes later moves no date, and we may decide with what we have."
    )
    return [text % {"last": long_date(last), "day": long_date(day)}]


def other_request_sentences(request: InformationRequest) -> list[str]:
    """That the clock waits for another request as well, if one is open."""
    if not other_open_requests(request).exists():
        return []
    if request.case.procedure.resume_on_missed_deadline:
        text = _(
            "Another request of ours is open as well: the term runs on only when that "
            "one is answered too, or the day for its answer has passed."
        )
        return [text]
    text = _(
        "Another request of ours is open as well: the term runs on only when you have "
        "answered that one too."
    )
    return [text]


def suspension_articles(case: Case) -> str:
    """The articles of the row whose clock it is; in a combination that of both."""
    return grounds_citation(case.procedure.grounds().get("suspension", ()))


def coupled_term_sentences(case: Case) -> list[str]:
    """For a part of a combination: that the other term stands still with it."""
    labels = [other.label for other in cases_standing_still_with(case)]
    if not labels:
        return []
    words = {"other": ", ".join(labels)}
    text = _("The term of %(other)s, filed together with it, stands still as well.")
    return [text % words]


def if_answered_sentence(day: date) -> str:
    """What the dates below rest on."""
    text = _(
        "If we have everything we asked for on %(day)s, the dates become as below; if "
        "you answer earlier, they come earlier."
    )
    return text % {"day": long_date(day)}


def recorded_date_rows(letter: Letter) -> list[tuple[str, str, str]]:
    """Each date that follows, of this case and what is coupled to it, as recorded."""
    # As the act wrote them down: by the time a worker makes the letter they may be
    # others.
    recorded_dates = facts_of(letter.event).then
    together = Case.objects.filter(application=letter.case.application_id)
    # For the grounds alone: each date cites the row of its own case.
    cases = {case.label: case for case in together.select_related(*ROWS_OF_LAW)}
    return [
        recorded_date_row(one, cases[one.case], letter.case) for one in recorded_dates
    ]


def recorded_date_row(
    one: DateIfAnswered, case: Case, mine: Case
) -> tuple[str, str, str]:
    """What a date is, and of which case when it is the other; the day; its ground."""
    label = str(DATE_LABELS[one.date])
    return (
        label if case == mine else f"{case.label}: {label}",
        long_date(one.day),
        cited_grounds(case, GROUND_ASPECTS[one.date]),
    )


define_letter(LetterKind.REQUEST, request_letter_text)
define_letter(LetterKind.RENEWAL, renewal_letter_text)
define_letter(LetterKind.REVOCATION, revocation_letter_text)
