"""The drill of a jurist: level II-v is closed from a day, and all leads to level II."""

from datetime import timedelta

import pytest

from accounts.actor import Actor
from applications.forms.context import FormContext
from applications.forms.sections.combination import CombinationSection
from applications.forms.start_form import begin_options
from dossiers.decisions.conversion import conversion_procedures
from dossiers.intake.receiving import receive_application
from procedures.choosing.choose import choose_row, offered_options
from procedures.choosing.questions import BY_NAME
from procedures.law_rows.changing_rows import close_row
from procedures.law_rows.law import current_law
from procedures.models import FormEdition, Procedure, amsterdam_today
from tests.cast import NOW

pytestmark = pytest.mark.django_db

II_V = {"iiv-new", "iiv-same-article", "iiv-other-article"}
NEW = {"subject": ("work",), "outcome": ("II-v",), "stage": ("new",)}
REPORTED = {
    "subject": ("work",),
    "outcome": ("II-v",),
    "stage": ("changed",),
    "article": ("same",),
    "conditions": ("none",),
}


@pytest.fixture
def closed_from():
    """The rows and the form are closed; the first day without them."""
    today = amsterdam_today()
    first = today + timedelta(days=7)
    closing = [*Procedure.objects.filter(key__in=II_V)]
    closing += FormEdition.objects.filter(key="VA-II-v")
    for row in closing:
        close_row(row, from_day=first, today=today)
    assert len(closing) == 4
    return first


def offered(question: str, day) -> set[str]:
    options = offered_options(BY_NAME[question], on=day, books=current_law())
    return {option.value for option in options}


@pytest.mark.parametrize(
    ("answers", "before", "after"),
    [(NEW, "iiv-new", "iik-new"), (REPORTED, "iiv-other-article", "iik-change")],
)
def test_answers_of_before_lead_to_level_ii(closed_from, answers, before, after):
    books = current_law()
    eve = closed_from - timedelta(days=1)

    assert choose_row(answers, on=eve, books=books).row.key == before
    chosen = choose_row(answers, on=closed_from, books=books)
    assert chosen.row.key == after
    assert not II_V & {other.row.key for other in chosen.alternatives}


def test_ii_v_is_no_answer_any_more(closed_from):
    eve = closed_from - timedelta(days=1)

    assert offered("outcome", eve) - offered("outcome", closed_from) == {"II-v"}
    gone = offered("combined_with", eve) - offered("combined_with", closed_from)
    assert gone == {"iiv-new"}


def test_the_forms_are_not_begun_any_more(closed_from):
    eve = closed_from - timedelta(days=1)
    begun = {row.key for row in begin_options(eve)}

    assert begun - {row.key for row in begin_options(closed_from)} == II_V


def test_a_combination_offers_the_notification_alone(closed_from, complete_draft):
    draft = complete_draft("2.8-combination")
    offers = []
    for day in (closed_from - timedelta(days=1), closed_from):
        form = CombinationSection(context=FormContext(draft, on=day))
        offers.append({key for key, _words in form.fields["procedure"].choices})

    assert offers[0] - offers[1] == {"iiv-new"}


def test_a_notification_is_not_treated_as_ii_v_any_more(
    closed_from, signed_kg, researcher
):
    case = receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    books = current_law()
    eve = closed_from - timedelta(days=1)

    became = {row.key for row in conversion_procedures(case, books, eve)}
    becomes = {row.key for row in conversion_procedures(case, books, closed_from)}

    assert became - becomes == {"iiv-new"}
    assert becomes == {"iii-new", "iv-new"}
