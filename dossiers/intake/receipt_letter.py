"""The acknowledgement of receipt of what was filed (Besluit ggo 2.15(5), 2.36(4))."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.cases.act_definition import facts_of
from dossiers.cases.dates import case_dates, case_reckoning
from dossiers.cases.standing_still import cases_standing_still_with
from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    cited_grounds,
    facts_table,
    long_date,
    paragraph,
    text_for_letter,
)
from dossiers.models import Case, Letter, LetterKind
from dossiers.states import Kind, Part
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.counting.terms import Reckoning
from procedures.explaining.labels import decree_note
from procedures.law_rows import law
from procedures.templatetags.procedure_words import KINDS

ADMINISTRATIVE_OPENING = gettext_lazy(
    "On %(day)s at %(time)s we received your administrative form. It gets no number of "
    "its own; please mention the reference %(number)s. No term runs for it, and your "
    "work does not wait for it."
)


def receipt_letter_text(letter: Letter) -> LetterText:
    """When it arrived, when work may start, and until when BGGO may object."""
    case = letter.case
    reckoned = receipt_reckoning(case)
    return text_for_letter(
        letter,
        _("Acknowledgement of receipt of “%(title)s”"),
        [
            paragraph(receipt_opening(case)),
            *(paragraph(words) for words in coupling_sentences(case)),
            *(paragraph(words) for words in conversion_sentences(letter)),
            facts_table(receipt_date_rows(case, reckoned)),
            *(paragraph(words) for words in decree_sentences(case, reckoned)),
            paragraph(_("You can follow the case in the GGO portal at any time.")),
        ],
        lead=receipt_lead(case, reckoned),
    )


def receipt_lead(case: Case, reckoned: Reckoning) -> list[str]:
    """That it came, and what one may do or must wait for, until when."""
    day = long_date(legal_day(case.received_at))
    message = _("We received what you filed on %(day)s.") % {"day": day}
    return [message, what_next_sentence(case, reckoned)]


def receipt_opening(case: Case) -> str:
    """What was received, and when to the minute."""
    received = localtime(case.received_at, AMSTERDAM)
    words = {
        "what": KINDS[case.governing.type],
        "form": case.procedure.form,
        "day": long_date(legal_day(case.received_at)),
        "time": date_format(received, "H:i"),
        "number": case.label,
    }
    if case.kind == Kind.ADMINISTRATIVE:
        return ADMINISTRATIVE_OPENING % words
    return (
        _(
            "On %(day)s at %(time)s we received your %(what)s (%(form)s). "
            "It is registered under number %(number)s. Please mention this number "
            "in all correspondence."
        )
        % words
    )


def coupling_sentences(case: Case) -> list[str]:
    """For a part of a combination: what it goes with, and what its dates rest on."""
    if not case.coupled:
        return []
    text = _("You filed it together with %(other)s.")
    found = [text % {"other": ", ".join(case.coupled)}]
    if cases_standing_still_with(case):
        words = _(
            "A request for further information in one of them suspends the terms of "
            "both (Besluit ggo 2.9, 2.18 and 2.38, lid 2)."
        )
        found.append(words)
    if case.is_projected:
        words = _(
            "Do not start before the decision on the 2.8 request has reached you "
            "(Besluit ggo 2.8)."
        )
        found.append(words)
    return found


def conversion_sentences(letter: Letter) -> list[str]:
    """For a filing that goes on as another procedure: what it was before."""
    earlier = facts_of(letter.event).treated_from
    if not earlier:
        return []
    words = _(
        "You filed it as %(earlier)s. We treat it as another procedure from now on; "
        "the number above takes the place of the earlier one. The day of receipt stays "
        "the same."
    )
    return [words % {"earlier": earlier}]


def receipt_date_rows(case: Case, reckoned: Reckoning) -> list[tuple[str, str, str]]:
    """The dates with their grounds, as they stood on the day of receipt."""
    received_on = legal_day(case.received_at)
    derived = case_dates(case, reckoned)
    found = [
        (_("Date of receipt"), long_date(received_on), cited_grounds(case, "receipt"))
    ]
    if derived.may_start_on:
        start = long_date(derived.may_start_on)
        found.append((_("Work may start on"), start, cited_grounds(case, "start")))
    if derived.due_on:
        by = long_date(derived.due_on)
        aspect = "consent" if case.governing.consent_days else "term"
        found.append((_("Bureau GGO decides by"), by, cited_grounds(case, aspect)))
    if case.part == Part.FOLLOW_UP and reckoned.second_last_day:
        found.append(planned_row(case, reckoned.second_last_day))
    if derived.objection_until:
        until = long_date(derived.objection_until)
        found.append(
            (
                _("Bureau GGO may refuse to agree through"),
                until,
                cited_grounds(case, "objection"),
            )
        )
    return found


def decree_sentences(case: Case, reckoned: Reckoning) -> list[str]:
    """That a date may still move, where it lies beyond the decrees on free days."""
    derived = case_dates(case, reckoned)
    days = [derived.due_on, derived.objection_until]
    if note := decree_note(days, law.current_calendar()):
        return [f"{capfirst(note)}."]
    return []


def receipt_reckoning(case: Case) -> Reckoning:
    """The dates as they stood on the day of receipt, whenever the letter is made."""
    # It proves what held then.
    return case_reckoning(case, today=legal_day(case.received_at))


def planned_row(case: Case, day: date) -> tuple[str, str, str]:
    """What the procedures page says of a combination: told at the latest."""
    grounds = cited_grounds(case, "second-term")
    return _("You hear of it at the latest on"), long_date(day), grounds


def start_in_words(case: Case, reckoned: Reckoning) -> str:
    """The day from which work may start, as it stood on the day of receipt."""
    derived = case_dates(case, reckoned)
    return long_date(derived.may_start_on) if derived.may_start_on else "…"


def what_next_sentence(case: Case, reckoned: Reckoning) -> str:
    """What the applicant may do while BGGO looks at what was filed."""
    if case.kind == Kind.ADMINISTRATIVE:
        return _("We process what you asked, and you will see it in your dossiers.")
    if case.procedure.term_kind == "waiting":
        return _(
            "Do not start before %(day)s. If you hear nothing from us by then, you may "
            "start the work as you described it. We will tell you if we need further "
            "information or if we do not agree."
        ) % {"day": start_in_words(case, reckoned)}
    if case.procedure.start == "on-receipt":
        return _(
            "You may start the work as you described it. This letter only confirms "
            "receipt: we will still assess your notification, and will tell you if we "
            "need further information or if we do not agree."
        )
    return _(
        "This letter only confirms receipt. When may you start? %(when)s. We will tell "
        "you if we need further information; the term then stands still until we have "
        "it."
    ) % {"when": capfirst(case.procedure.may_start_text)}


define_letter(LetterKind.RECEIPT, receipt_letter_text)
