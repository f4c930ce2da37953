"""May I start? One verdict per row of the law and state of the case."""

from datetime import date

import pytest
from django.utils import translation

from accounts.actor import Actor
from dossiers.cases.dates import case_reckoning
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from dossiers.states import Part, State
from dossiers.work_start.start_ledger import start_verdict
from dossiers.work_start.start_while_running import BY_START
from procedures.counting.terms import WorkStart
from procedures.models import Procedure
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def verdict(case: Case, today: date = TODAY):
    return start_verdict(case, case_reckoning(case, today=today), today)


def case_of(key: str) -> Case:
    """A case under this row, not stored: the verdict needs no more."""
    procedure = Procedure.objects.in_force(key, TODAY)
    return Case(procedure=procedure, received_at=NOW, state="received")


def test_every_start_rule_has_a_verdict():
    assert set(BY_START) == set(WorkStart)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("i-new", "yes"),
        ("i-other-cfi", "yes"),
        ("iik-new", "not-before"),
        ("iik-change", "yes"),
        ("iiv-new", "no"),
        ("iiv-same-article", "no"),
        ("2.8", "no"),
        ("2.8-combination", "on-condition"),
        ("mi-iii", "no"),
        ("s-i", "yes"),
        ("2.13a-annex-4", "no"),
        ("atv", "no"),
        ("administrative", "yes"),
    ],
)
def test_each_row_has_its_verdict(key, expected):
    assert verdict(case_of(key)).verdict == expected


def test_kg_i_may_start_on_the_day_of_receipt():
    assert verdict(case_of("i-new")).from_ == TODAY


def test_kg_ii_k_waits_for_the_end_of_the_45_days():
    found = verdict(case_of("iik-new"))

    # 23 November 2026 and 45 days is Thursday 7 January 2027.
    assert found.from_ == date(2027, 1, 8)
    assert found.reason == "from 8 January 2027, unless Bureau GGO does not agree"


def test_kg_ii_k_may_start_on_the_day_after_them():
    assert verdict(case_of("iik-new"), date(2027, 1, 7)).verdict == "not-before"
    assert verdict(case_of("iik-new"), date(2027, 1, 8)).verdict == "yes"


@pytest.fixture
def objected(file, decide, send):
    """`objected(procedure, kind, …)`: a case against which BGGO has objected by letter.

    The letter was sent.
    """

    def objected(procedure: str, kind: str, **assigned) -> Case:
        case = file(procedure)
        decide(case, kind, **assigned)
        send(case)
        return Case.objects.get(pk=case.pk)

    return objected


def test_an_objection_stops_the_work(objected):
    found = verdict(objected("i-new", "cannot-agree"))

    assert (found.verdict, found.from_) == ("no", None)


def test_another_cfi_is_a_condition(objected):
    found = verdict(objected("i-new", "other-cfi", cfis=["DM-I"]))

    assert (found.verdict, found.reason) == ("on-condition", "only with CFI DM-I")


def test_another_cfi_does_not_end_the_wait(objected):
    found = verdict(objected("iik-new", "other-cfi", cfis=["DM-II"]))

    assert found.from_ == date(2027, 1, 8)


def test_another_level_is_a_condition_without_a_wait(objected):
    found = verdict(objected("iik-new", "other-level", cfis=["ML-I"], level="I"))

    assert found == ("on-condition", TODAY, "only at level I, with CFI ML-I")


def test_a_permit_lets_work_begin_on_the_day_it_was_made_known(file, decide, send):
    case = file("iii-new")
    decide(case, "permit", conditions="Werk in een kabinet.")
    assert verdict(case).verdict == "no"

    send(case)

    assert verdict(case) == (
        "yes",
        TODAY,
        "at level III, with CFI ML-III, on the conditions of the decision",
    )


@pytest.mark.parametrize(
    ("procedure", "template"),
    [
        ("iii-new", "permit-refused"),
        ("atv", "atv-refused"),
        ("2.8", "2.8-refused"),
        ("2.13-annex-2", "2.13-refused"),
    ],
)
def test_a_refusal_lets_nothing_begin(
    signed_draft, researcher, decide, send, procedure, template
):
    case = receive_application(
        signed_draft(procedure), by=Actor(user=researcher), at=NOW
    )
    decide(case, template)
    send(case)

    found = verdict(case)
    assert (found.verdict, found.from_) == ("no", None)
    assert found.reason == "Bureau GGO has refused what you asked"


@pytest.mark.parametrize(
    ("procedure", "template", "expected"),
    [
        ("atv", "atv", "yes"),
        ("2.8", "2.8", "no"),
        ("2.13-annex-2", "2.13", "on-condition"),
        ("2.13a-annex-4", "2.13a", "no"),
    ],
)
def test_what_is_granted_lets_begin_by_its_row(
    signed_draft, researcher, decide, send, procedure, template, expected
):
    case = receive_application(
        signed_draft(procedure), by=Actor(user=researcher), at=NOW
    )
    decide(case, template)
    send(case)

    assert verdict(case).verdict == expected


def test_consent_ends_the_wait(file, decide, send):
    case = file("iik-new")
    Case.objects.filter(pk=case.pk).update(asks_consent=True)
    case.refresh_from_db()
    assert verdict(case).verdict == "no"

    decide(case, "consent")
    send(case)

    assert (verdict(case).verdict, verdict(case).from_) == ("yes", TODAY)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.WITHDRAWN, "withdrawn"),
        (State.NOT_TREATED, "not treated"),
        (State.CONVERTED, "new number"),
    ],
)
def test_other_endings_let_nothing_begin(file, state, words):
    case = file("i-new")
    case.state = state

    found = verdict(case)
    assert (found.verdict, found.from_) == ("no", None)
    assert words in found.reason


def test_a_converted_filing_goes_by_its_new_row(file, decide_known):
    old = file("iii-new")
    decide_known(old, "treat-as-notification")
    new = Case.objects.get(application=old.application, part=Part.CONVERTED)

    assert verdict(old).verdict == "no"
    assert verdict(new).verdict == "yes"


def test_an_objection_that_was_not_sent_stops_nothing_yet(file, decide, send):
    """Awb 3:40, 3:41: what was not made known does not work."""
    case = file("i-new")
    decide(case, "cannot-agree")
    before = verdict(case)

    send(case)

    case = Case.objects.get(pk=case.pk)
    assert (before.verdict, before.from_) == ("on-condition", TODAY)
    assert before.reason.startswith("until a decision reaches you")
    assert verdict(case).verdict == "no"


@pytest.mark.parametrize("kind", ["permit", "permit-refused"])
def test_a_decision_on_a_permit_says_nothing_before_it_was_sent(file, decide, kind):
    case = file("iii-new")
    decide(case, kind)

    found = verdict(case)

    words = "not before the decision has been sent to you"
    assert found == ("no", None, words)
