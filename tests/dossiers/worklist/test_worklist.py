"""What is due first, page by page, at the price of a few queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from dossiers.cases.time_left import time_left
from dossiers.models import Case
from dossiers.worklist.chips import COUNT_TO, CappedCount, Viewer, worklist_chips
from dossiers.worklist.paging import page_of_cases
from dossiers.worklist.question import Cursor, WorklistQuery
from procedures.law_rows import law
from tests.cast import NOW

TODAY = date(2026, 11, 23)
URL = "/worklist"
QUERIES = {
    "who reads: session, person, roles, second step": 4,
    "what one can filter by: procedures, handlers, organisations": 3,
    "for whom one looks after cases": 1,
    "the list in its three parts": 3,
    "which requests wait for an answer": 1,
    "how many there are": 1,
    "how many each chip has": 9,
    "the law, for what is late to be assigned": 1,
    "what notices of default cost": 1,
    "alarms: without a handler, letters, what fails, penalties": 4,
    "which dates are behind: the law, how far deriving is": 3,
    "saved filters": 1,
    "to whom one can assign": 1,
}
"""What the page costs, however long the list is."""


@pytest.fixture
def cases(case):
    """`cases(n)`: n cases like the first, in dossiers of their own, due day by day."""

    def cases(number: int, **fields) -> list[Case]:
        return [_copy(case, index, **fields) for index in range(number)]

    return cases


def _copy(case: Case, index: int, **fields) -> Case:
    application = case.application
    application.pk, application._state.adding = None, True
    application.external_reference = ""
    application.save()
    dossier = case.dossier
    dossier.pk, dossier.serial = None, 1 + type(dossier).objects.count()
    dossier.save()
    values = {
        "state": "received",
        "objection_until": TODAY + timedelta(days=index // 2),
        **fields,
    }
    return Case.objects.create(
        organisation=case.organisation,
        application=application,
        dossier=dossier,
        follow_number=0,
        number=f"{dossier.number.replace(' ', '-')}-000",
        procedure=case.procedure,
        title=case.title,
        received_at=NOW,
        changed_at=NOW,
        law_number=law.current_law().number,
        **values,
    )


def all_pages(user, size: int, **how) -> list[int]:
    """The ids on all pages, walked by their cursors."""
    seen, after = [], None
    while True:
        found = page_of_cases(WorklistQuery(user, TODAY, after=after, **how), size=size)
        seen += [case.pk for case in found.cases]
        if found.next is None:
            return seen
        after = Cursor.read(str(found.next))


def test_pages_hold_each_case_once_and_what_is_due_first_on_top(cases, handler_user):
    cases(7)
    expected = sorted(Case.objects.all(), key=lambda c: (c.objection_until, c.pk))

    assert all_pages(handler_user, 3) == [case.pk for case in expected]


def test_a_decision_date_goes_before_the_window(cases, handler_user):
    soon = cases(1, due_on=TODAY - timedelta(days=1))[0]
    cases(2)

    assert all_pages(handler_user, 30)[0] == soon.pk


def test_cases_whose_clock_stands_still_come_last(cases, handler_user):
    still = [case.pk for case in cases(4, objection_until=None)]
    cases(3)

    assert all_pages(handler_user, 2)[-4:] == still


def test_closed_cases_are_not_in_the_worklist(cases, handler_user):
    closed = cases(1, state="closed")[0]

    assert closed.pk not in all_pages(handler_user, 30)


def test_chips_count_what_they_keep(cases, handler_user):
    cases(2, handler=handler_user, objection_until=TODAY + timedelta(days=30))
    cases(1, handler=handler_user, state="assessed", objection_until=TODAY)

    counts = {
        chip.key: chip.number
        for chip in worklist_chips(Viewer(handler_user, TODAY), "all")
    }

    assert counts == {
        "all": 4,
        "mine": 3,
        "nobody": 1,
        "week": 1,
        "waiting": 0,
        "advice": 0,
        "assessed": 1,
        "late": 0,
        "unsent": 1,  # the receipt of the first case, which no worker sent
    }


def test_the_chip_of_unsent_letters_leads_to_the_list_of_them(
    client, cases, handler_user
):
    cases(1)
    client.force_login(handler_user)
    worklist = reverse("worklist")
    said = "Hier staan alleen de zaken die nog lopen."

    assert said not in client.get(worklist).text
    found = client.get(f"{worklist}?filter=unsent").text.partition(said)[2]
    assert reverse("undelivered") in found[:200]


@pytest.mark.parametrize(
    ("chip", "kept"), [("mine", 1), ("nobody", 2), ("week", 2), ("assessed", 0)]
)
def test_a_chip_keeps_its_cases(cases, handler_user, chip, kept):
    cases(1, handler=handler_user)
    cases(1)

    assert (
        len(page_of_cases(WorklistQuery(handler_user, TODAY, chip=chip)).cases) == kept
    )


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("IG 26-001", True),
        ("ig-26-001", True),
        ("26-001_I", True),
        ("UMC", True),
        ("26-999", False),
        ("%", False),
    ],
)
def test_words_find_a_number_title_or_lab(case, handler_user, words, is_found):
    found = page_of_cases(WorklistQuery(handler_user, TODAY, words=words)).cases

    assert bool(found) == is_found


@pytest.mark.parametrize(
    "text", ["", "x", "2026-13-01.4", "none.-1", "none.9e9", "1.2"]
)
def test_a_cursor_that_makes_no_sense_is_the_first_page(text):
    assert Cursor.read(text) is None


def test_counts_stop_where_they_are_no_longer_shown():
    assert str(CappedCount(COUNT_TO - 1)) == "999"
    assert str(CappedCount(COUNT_TO)) == "999+"


@pytest.mark.parametrize(
    ("days", "words"),
    [(2, "2 days left"), (1, "1 day left"), (0, "today is the last day")],
)
def test_time_left_is_said_in_words(days, words):
    day = TODAY + timedelta(days=days)

    with translation.override("en"):
        assert time_left(Case(objection_until=day), TODAY).words == words
        assert time_left(Case(due_on=day), TODAY).words == words


@pytest.mark.parametrize(
    ("case", "words", "tone"),
    [
        (Case(due_on=TODAY - timedelta(days=2)), "2 days late", "late"),
        (Case(objection_until=TODAY - timedelta(days=2)), "window has passed", ""),
        (Case(dossier_id=1), "clock stands still", "standing"),
        (Case(), "no term", ""),
    ],
)
def test_what_has_passed_or_stands_still_is_said_in_words(case, words, tone):
    with translation.override("en"):
        left = time_left(case, TODAY)

    assert (left.words, left.tone) == (words, tone)


@pytest.mark.parametrize("number", [0, 29])
def test_the_worklist_costs_the_same_for_one_case_and_for_thirty(
    client, cases, handler_user, number, django_assert_num_queries
):
    cases(number)
    client.force_login(handler_user)

    with django_assert_num_queries(sum(QUERIES.values())):
        response = client.get(URL)

    assert len(response.context["rows"]) == number + 1


def test_the_first_page_is_read_from_the_index(cases, handler_user):
    cases(60, objection_until=TODAY + timedelta(days=40))
    question = WorklistQuery(handler_user, TODAY, after=Cursor(TODAY, 1))

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    explained = _Explain()
    with connection.execute_wrapper(explained):
        page_of_cases(question, size=5)

    dated = explained.plans[0]
    assert "case_worklist" in dated
    assert "Index Cond" in dated
    assert "Sort" not in dated


class _Explain:
    """Keeps the plan of each query that is run inside."""

    def __init__(self):
        self.plans: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        with connection.connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql}", params)
            self.plans.append("\n".join(row[0] for row in cursor.fetchall()))
        return execute(sql, params, many, context)


def test_the_worklist_is_for_bureau_ggo_alone(client, researcher):
    client.force_login(researcher)

    assert client.get(URL).status_code == 404


def test_an_empty_search_says_how_to_get_back(client, case, handler_user):
    client.force_login(handler_user)

    text = client.get(URL, {"q": "bestaat niet", "filter": "mine"}).text

    assert "Geen open zaak voldoet hieraan" in text
    assert f'href="{reverse("worklist")}"' in text


@pytest.mark.parametrize(
    "address",
    [
        {"filter": "nonsense"},
        {"state": "closed"},
        {"after": "99999999999999999999.1"},
        {"after": "2026-11-23.99999999999999999999999"},
        {"q": "a\0b"},
        {"q": "%_'\"\\"},
    ],
)
def test_nonsense_in_the_address_does_no_harm(client, case, handler_user, address):
    client.force_login(handler_user)

    assert client.get(URL, address).status_code == 200
