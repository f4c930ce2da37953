"""What is new since somebody at Bureau GGO last looked at a case."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actor import Actor
from accounts.models import BureauRole
from dossiers.advice.advising import give_advice
from dossiers.cases.unread import seen, with_news
from dossiers.handling.taking_up import take_over, take_up
from dossiers.models import Case, Look
from tests.cast import NOW, official
from tests.dossiers.advisers import adviser, ask
from tests.dossiers.second_version import correct_results

pytestmark = pytest.mark.django_db
NEW = "Nieuw sinds u hier het laatst keek"


@pytest.fixture
def noor(db):
    """A second handler."""
    return official("Noor Smit", BureauRole.HANDLER)


@pytest.fixture
def looks(client):
    """`looks(person, case)`: what the page of a case says to somebody."""

    def look(person, case: Case) -> str:
        client.force_login(person)
        return client.get(f"/cases/{case.number}").text

    return look


def marked(user) -> set[str]:
    """The numbers of the cases with something new for somebody."""
    return {
        case.number for case in with_news(Case.objects.all(), user) if case.has_news
    }


def test_at_the_first_look_nothing_is_new(looks, case, behandelaar):
    assert NEW not in looks(behandelaar, case)

    assert Look.objects.get().event_id == case.events.last().pk


def test_what_others_did_is_new_once(looks, in_handling, behandelaar, noor):
    looks(behandelaar, in_handling)
    take_over(in_handling, by=Actor(user=noor), at=NOW)

    first = looks(behandelaar, in_handling)

    assert NEW in first
    assert first.index(NEW) < first.index('id="term-heading"')
    assert NEW not in looks(behandelaar, in_handling)


def test_what_somebody_did_himself_is_not_new(looks, in_handling, behandelaar):
    looks(behandelaar, in_handling)
    ask(in_handling, behandelaar)

    assert NEW not in looks(behandelaar, in_handling)


def test_news_of_advice_leads_to_the_advice(looks, in_handling, behandelaar):
    advice = ask(in_handling, behandelaar)
    looks(behandelaar, in_handling)
    give_advice(advice, text="Ja", by=adviser(advice), at=NOW)

    page = looks(behandelaar, in_handling)

    assert 'href="#advice-heading"' in page
    assert 'id="advice-heading"' in page


def test_a_new_version_leads_to_what_differs(
    looks, in_handling, behandelaar, aanvrager, collega, client
):
    looks(behandelaar, in_handling)
    correct_results(in_handling, "Minder genen.", by=aanvrager, bvf=collega)

    page = looks(behandelaar, in_handling)

    url = f"/cases/{in_handling.number}/differences?with=2"
    assert f'href="{url}"' in page
    assert "Minder genen." in client.get(url).text


def test_news_of_a_request_leads_to_the_requests(
    looks, in_handling, behandelaar, noor, asked
):
    looks(noor, in_handling)
    asked(in_handling)

    page = looks(noor, in_handling)

    assert 'href="#requests-heading"' in page
    assert 'id="requests-heading"' in page


def test_each_colleague_has_looks_of_his_own(looks, in_handling, behandelaar, noor):
    looks(behandelaar, in_handling)
    looks(noor, in_handling)
    take_over(in_handling, by=Actor(user=noor), at=NOW)

    assert NEW not in looks(noor, in_handling)
    assert NEW in looks(behandelaar, in_handling)


def test_an_applicants_look_is_not_kept(looks, case, aanvrager):
    looks(aanvrager, case)

    assert not Look.objects.exists()


def test_a_head_request_is_no_look(client, case, behandelaar):
    client.force_login(behandelaar)

    client.head(f"/cases/{case.number}")

    assert not Look.objects.exists()


def test_a_look_at_what_was_seen_writes_nothing(in_handling, behandelaar):
    events = list(in_handling.events.all())
    seen(in_handling, behandelaar, events, at=NOW)

    with CaptureQueriesContext(connection) as queries:
        seen(in_handling, behandelaar, events, at=NOW + timedelta(days=1))

    assert len(queries) == 1
    assert Look.objects.get().looked_at == NOW


def test_a_look_that_cannot_be_kept_does_no_harm(in_handling, behandelaar):
    events = list(in_handling.events.all())

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
        seen(in_handling, behandelaar, events, at=NOW)

    assert not Look.objects.exists()


def test_a_case_is_marked_when_others_acted_since_the_last_look(
    looks, in_handling, behandelaar, noor
):
    looks(behandelaar, in_handling)
    assert marked(behandelaar) == set()

    take_over(in_handling, by=Actor(user=noor), at=timezone.now())

    assert marked(behandelaar) == {in_handling.number}
    looks(behandelaar, in_handling)
    assert marked(behandelaar) == set()


def test_who_never_looked_has_nothing_new_unless_he_handles_it(
    in_handling, case, behandelaar, noor
):
    assert marked(noor) == set()

    assert marked(behandelaar) == {in_handling.number}


def test_marking_takes_one_query_for_any_number_of_cases(
    file, behandelaar, django_assert_num_queries
):
    for _ in range(3):
        take_up(file(), by=Actor(user=behandelaar), at=NOW)

    with django_assert_num_queries(1):
        assert len(marked(behandelaar)) == 3
