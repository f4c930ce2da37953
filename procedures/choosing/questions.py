"""All questions, in the order in which they are asked. To be read by a jurist.

What follows the first one stands in `work.py` and `requests.py`.
"""

from django.utils.translation import gettext_lazy as _

from procedures.choosing import requests, work
from procedures.choosing.parts import ChooserQuestion, Option

SUBJECT = ChooserQuestion(
    name="subject",
    text=_("What do you want to do?"),
    ground="page-III",
    options=(
        Option(
            "work",
            _("Start work with ggo’s, or change such work"),
            _("What to file follows from the outcome of your risk assessment."),
        ),
        Option(
            "classification",
            _("Ask Bureau GGO to classify ggo’s (2.8 request)"),
            _("In doubt, for a lower level, or to change an earlier 2.8 decision."),
        ),
        Option(
            "list",
            _("Have an organism, vector or insert added to a list"),
            _("A 2.13 or 2.13a request, for annex 2, 4, 7 or 11."),
        ),
        Option(
            "rules",
            _("Work by other rules than those prescribed (ATV)"),
            _("Another layout of rooms, or another way of working."),
            _("Other layout or working rules need a decision of Bureau GGO first."),
            "besluit-2.20-3",
        ),
        Option(
            "administrative",
            _("Change a name, PVU, BVF or VM, or close dossiers"),
            _("Nothing changes about the ggo’s or the work with them."),
            _("Nothing about the ggo’s changes: there is a form, and no procedure."),
            "page-III",
        ),
        Option(
            "help",
            _("I do not know, or need help"),
            because=_("Bureau GGO helps you to find the procedure."),
            ground="page-II",
        ),
    ),
)

QUESTIONS: tuple[ChooserQuestion, ...] = (
    SUBJECT,
    work.OUTCOME,
    work.STAGE,
    work.CFI,
    work.ARTICLE,
    work.CONDITIONS,
    requests.DOUBT,
    requests.DECIDED,
    requests.COMBINED,
    requests.COMBINED_WITH,
    requests.ANNEX,
    requests.ITEM,
)
BY_NAME = {question.name: question for question in QUESTIONS}
