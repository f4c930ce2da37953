"""Was the applicant heard before a decision that he may not want (Awb 4:7, 4:8)?"""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from dossiers.decisions.containment import filed_containment
from dossiers.models import Case, Decision
from procedures.models import DecisionTemplate

ON_APPLICATION, UNASKED = "4:7", "4:8"
Assigns, Ending = DecisionTemplate.Assigns, DecisionTemplate.Ending


def may_ask_hearing(template: DecisionTemplate) -> bool:
    """Can a decision of this kind be one before which the applicant is heard?"""
    return template.ending == Ending.OBJECTION or (
        template.ending == Ending.DECISION
        and (not template.is_grant or template.assigns == Assigns.LEVEL)
    )


def hearing_article(case: Case, decision: Decision) -> str:
    """The article of the Awb by which the applicant is heard first; empty for none.

    One that refuses what was asked, or gives it otherwise (Besluit ggo 2.39 lid 2),
    refuses an application (4:7). Nobody asks for a decision of 2.19 (4:8). Who did not
    complete what he filed had his chance already (4:5).
    """
    template = decision.template
    if not may_ask_hearing(template):
        return ""
    if template.ending == Ending.OBJECTION:
        return UNASKED
    return ON_APPLICATION if not template.is_grant or departs(case, decision) else ""


def departs(case: Case, decision: Decision) -> bool:
    """Does it assign another level or other CFIs than were filed?"""
    filed = filed_containment(case)
    other_level = filed.level and decision.level and decision.level != filed.level
    other_cfis = filed.cfis and decision.cfis and set(decision.cfis) != set(filed.cfis)
    return bool(other_level or other_cfis)


def hearing_faults(
    case: Case, decision: Decision, today: date
) -> Iterator[tuple[str, str]]:
    """What a decision must still say of the hearing: the field, and what to do."""
    article = hearing_article(case, decision)
    if not article:
        return
    if not decision.hearing:
        words = _("Say when the applicant was heard, or why not (Awb %(article)s).")
        yield "hearing", words % {"article": article}
    elif decision.hearing == Decision.Hearing.HEARD:
        if decision.heard_on is None or decision.heard_on > today:
            yield "heard_on", _("Give the day on which the applicant was heard.")
    elif not decision.hearing_text.strip():
        yield (
            "hearing_text",
            _("Say why the applicant was not heard (Awb 4:7, 4:8 or 4:11)."),
        )


def advice_use_missing() -> str:
    """What to do while a decision does not say what it does with the advice."""
    return _("Say whether the decision follows the advice that was given (Awb 3:50).")
