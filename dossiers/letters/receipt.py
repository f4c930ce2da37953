"""The acknowledgement of receipt of what was filed (Besluit ggo 2.15(5), 2.36(4))."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dossiers.deadlines import reckoning
from dossiers.letters.text import (
    LetterText,
    addressee,
    facts,
    ground,
    heading,
    in_words,
    paragraph,
)
from dossiers.models import Case, Letter
from procedures.legal_day import AMSTERDAM, legal_day
from procedures.templatetags.procedure_words import KINDS


def text(letter: Letter) -> LetterText:
    """When it arrived, when work may start, and until when BGGO may object."""
    case = letter.case
    return LetterText(
        subject=_("Acknowledgement of receipt of “%(title)s”") % {"title": case.title},
        reference=case.label,
        moment=letter.event.at,
        language=letter.language,
        addressee=addressee(case),
        parts=[
            paragraph(opening(case)),
            facts(rows(case)),
            heading(_("What happens next")),
            paragraph(what_next(case)),
            paragraph(_("You can follow the case in the GGO portal at any time.")),
        ],
    )


def opening(case: Case) -> str:
    """What was received, and when to the minute."""
    received = localtime(case.received_at, AMSTERDAM)
    words = {
        "what": KINDS[case.procedure.type],
        "form": case.procedure.form,
        "day": in_words(received.date()),
        "time": date_format(received, "H:i"),
        "number": case.label,
    }
    return (
        _(
            "On %(day)s at %(time)s we received your %(what)s (form %(form)s). "
            "It is registered under number %(number)s. Please mention this number "
            "in all correspondence."
        )
        % words
    )


def rows(case: Case) -> list[tuple[str, str, str]]:
    """The dates with their grounds, as they stood on the day of receipt."""
    received_on = legal_day(case.received_at)
    reckoned = reckoning(case, today=received_on)
    found = [(_("Date of receipt"), in_words(received_on), ground(case, "receipt"))]
    if reckoned.may_start_on:
        start = in_words(reckoned.may_start_on)
        found.append((_("Work may start on"), start, ground(case, "start")))
    if decided_by := reckoned.second_last_day or reckoned.last_day:
        found.append((_("BGGO decides by"), in_words(decided_by), ground(case, "term")))
    if reckoned.objection_until:
        until = in_words(reckoned.objection_until)
        found.append((_("BGGO may object through"), until, ground(case, "objection")))
    return found


def what_next(case: Case) -> str:
    """What the applicant may do while BGGO looks at what was filed."""
    if case.procedure.term_kind == "waiting":
        return _(
            "Do not start before the date above. If you hear nothing from us by then, "
            "you may start the work as you described it. We will tell you if we need "
            "further information or if we object."
        )
    if case.procedure.start == "on-receipt":
        return _(
            "You may start the work as you described it. This letter only confirms "
            "receipt: we will still assess your notification, and will tell you if we "
            "need further information or if we object."
        )
    return _(
        "This letter only confirms receipt. When you may start: %(when)s. We will tell "
        "you if we need further information; the term then stands still until we have "
        "it."
    ) % {"when": case.procedure.may_start_text}
