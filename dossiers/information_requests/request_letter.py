"""The letters on a request for further information: asked, postponed, withdrawn."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    cited,
    facts,
    ground,
    heading,
    in_words,
    lines,
    opening,
    paragraph,
    quote,
    written,
)
from dossiers.information_requests.answer_tasks import others_open
from dossiers.information_requests.missed_answers import unanswered
from dossiers.information_requests.preview_dates import ASPECTS, LABELS
from dossiers.information_requests.question_places import place_in_words
from dossiers.models import Case, InformationRequest, Letter, LetterKind
from dossiers.states import Kind
from procedures.counting.legal_day import legal_day

ROWS_OF_LAW = ("procedure", "follow_up")


def asking(letter: Letter) -> LetterText:
    """What is asked, by when, what if it does not come, and what stands still."""
    request = of(letter)
    subject = _("Request for further information on “%(title)s”")
    return written(
        letter,
        subject,
        [
            paragraph(opening(letter.case)),
            *(paragraph(line) for line in lines(letter.event.facts["opening"])),
            heading(_("What we ask")),
            *questions(request),
            heading(_("By when we need your answer")),
            paragraph(how_to_answer(answer_by(letter))),
            paragraph(if_missed(letter.case, legal_day(letter.event.at))),
            heading(_("What this means for the term")),
            paragraph(standing_still(letter.case, legal_day(letter.event.at))),
            *(paragraph(words) for words in still_another(request)),
            *(paragraph(words) for words in coupling(letter.case)),
            paragraph(if_answered(answer_by(letter))),
            facts(rows(letter)),
        ],
    )


def renewing(letter: Letter) -> LetterText:
    """Until when one may answer now, and what that does to the dates."""
    day = answer_by(letter)
    words = _(
        "On %(asked)s we asked you for further information. We now give you until "
        "%(day)s to answer. What we ask stays the same; you find it in the GGO portal."
    ) % {"asked": in_words(legal_day(of(letter).asked_at)), "day": in_words(day)}
    return written(
        letter,
        _("More time to answer our questions on “%(title)s”"),
        [
            paragraph(words),
            paragraph(if_missed(letter.case, legal_day(letter.event.at))),
            heading(_("What this means for the term")),
            paragraph(still_standing(letter.case)),
            *(paragraph(words) for words in still_another(of(letter))),
            *(paragraph(words) for words in coupling(letter.case)),
            paragraph(if_answered(day)),
            facts(rows(letter)),
        ],
    )


def revoking(letter: Letter) -> LetterText:
    """That one need not answer any more, and what the dates are now."""
    day = legal_day(letter.event.at)
    words = _(
        "On %(asked)s we asked you for further information. We withdraw that request: "
        "you need not answer it any more. For this request the clock runs on from "
        "%(day)s."
    ) % {"asked": in_words(legal_day(of(letter).asked_at)), "day": in_words(day)}
    still = _(
        "Another request of ours is still open, and until you answer that one the "
        "clock stands still. Were it answered on %(day)s, the dates would be these:"
    ) % {"day": in_words(day)}
    dates = still if letter.event.facts.get("still_open") else _("The dates are now:")
    return written(
        letter,
        _("Our questions on “%(title)s” are withdrawn"),
        [paragraph(words), paragraph(dates), facts(rows(letter))],
    )


def of(letter: Letter) -> InformationRequest:
    """The request that a letter is about."""
    return letter.case.information_requests.get(pk=letter.event.facts["request"])


def answer_by(letter: Letter) -> date:
    """The last day for the answer, as it was set by the act of the letter."""
    return date.fromisoformat(letter.event.facts["answer_by"])


def questions(request: InformationRequest) -> list[dict]:
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
    """Until when and where."""
    return _(
        "Answer in the GGO portal, on or before %(day)s. You find these questions with "
        "your case; there you can also supplement what you filed."
    ) % {"day": in_words(day)}


def if_missed(case: Case, on: date) -> str:
    """What may happen when that day passes without an answer."""
    words = {"grounds": cited(unanswered(case, on=on))}
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


def standing_still(case: Case, asked: date) -> str:
    """From when to when the term does not run, with the articles of the row."""
    words = {
        "day": in_words(asked + timedelta(days=1)),
        "grounds": suspending(case),
    }
    text = _(
        "The clock stands still: the days from %(day)s until the day on which we "
        "receive your answer do not count. On that day the term runs on (%(grounds)s)."
    )
    return text % words


def still_standing(case: Case) -> str:
    """That nothing changes in that: the term waits for the answer."""
    text = _(
        "The clock still stands still, and runs on from the day on which we receive "
        "your answer (%(grounds)s)."
    )
    return text % {"grounds": suspending(case)}


def still_another(request: InformationRequest) -> list[str]:
    """That the clock waits for another request as well, if one is open."""
    if not others_open(request).exists():
        return []
    text = _(
        "Another request of ours is open as well: the term runs on only when you have "
        "answered that one too."
    )
    return [text]


def suspending(case: Case) -> str:
    """The articles of the row whose clock it is; in a combination that of both."""
    return cited(case.procedure.grounds().get("suspension", ()))


def coupling(case: Case) -> list[str]:
    """For a part of a combination: that the other term stands still with it."""
    if not case.coupled:
        return []
    words = {"other": ", ".join(case.coupled)}
    text = _("The term of %(other)s, filed together with it, stands still as well.")
    return [text % words]


def if_answered(day: date) -> str:
    """What the dates below rest on."""
    text = _(
        "If we have everything we asked for on %(day)s, the dates become as below; if "
        "you answer earlier, they come earlier."
    )
    return text % {"day": in_words(day)}


def rows(letter: Letter) -> list[tuple[str, str, str]]:
    """Each date that follows, of this case and what is coupled to it, as recorded."""
    told = letter.event.facts["then"]
    together = Case.objects.filter(application=letter.case.application_id)
    cases = {case.label: case for case in together.select_related(*ROWS_OF_LAW)}
    return [row(one, cases[one["case"]], letter.case) for one in told]


def row(one: dict, case: Case, mine: Case) -> tuple[str, str, str]:
    """What a date is, and of which case when it is the other; the day; its ground."""
    label = str(LABELS[one["date"]])
    return (
        label if case == mine else f"{case.label}: {label}",
        in_words(date.fromisoformat(one["day"])),
        ground(case, ASPECTS[one["date"]]),
    )


define_letter(LetterKind.REQUEST, asking)
define_letter(LetterKind.RENEWAL, renewing)
define_letter(LetterKind.REVOCATION, revoking)
