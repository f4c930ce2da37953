"""What is new since somebody at Bureau GGO last looked at a case."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actor import Actor
from accounts.models import BureauRole
from dossiers.advice.advising import give_advice
from dossiers.cases.unread import mark_read, with_unread_mark
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
        case.number
        for case in with_unread_mark(Case.objects.all(), user)
        if case.has_news
    }


def test_at_the_first_look_nothing_is_new(looks, case, handler_user):
    assert NEW not in looks(handler_user, case)

    assert Look.objects.get().event_id == case.events.last().pk


def test_what_others_did_is_new_once(looks, in_handling, handler_user, noor):
    looks(handler_user, in_handling)
    take_over(in_handling, by=Actor(user=noor), at=NOW)

    first = looks(handler_user, in_handling)

    assert NEW in first
    assert first.index(NEW) < first.index('id="term-heading"')
    assert NEW not in looks(handler_user, in_handling)


def test_what_somebody_did_himself_is_not_new(looks, in_handling, handler_user):
    looks(handler_user, in_handling)
    ask(in_handling, handler_user)

    assert NEW not in looks(handler_user, in_handling)


def test_news_of_advice_leads_to_the_advice(looks, in_handling, handler_user):
    advice = ask(in_handling, handler_user)
    looks(handler_user, in_handling)
    give_advice(advice, text="Ja", by=adviser(advice), at=NOW)

    page = looks(handler_user, in_handling)

    assert 'href="#advice-heading"' in page
    assert 'id="advice-heading"' in page


def test_a_new_version_leads_to_what_differs(
    looks, in_handling, handler_user, researcher, bvf_user, client
):
    looks(handler_user, in_handling)
    correct_results(in_handling, "Minder genen.", by=researcher, bvf=bvf_user)

    page = looks(handler_user, in_handling)

    url = f"/cases/{in_handling.number}/differences?with=2"
    assert f'href="{url}"' in page
    assert "Minder genen." in client.get(url).text


def test_news_of_a_request_leads_to_the_requests(
    looks, in_handling, handler_user, noor, asked
):
    looks(noor, in_handling)
    asked(in_handling)

    page = looks(noor, in_handling)

    assert 'href="#requests-heading"' in page
    assert 'id="requests-heading"' in page


def test_each_colleague_has_looks_of_his_own(looks, in_handling, handler_user, noor):
    looks(handler_user, in_handling)
    looks(noor, in_handling)
    take_over(in_handling, by=Actor(user=noor), at=NOW)

    assert NEW not in looks(noor, in_handling)
    assert NEW in looks(handler_user, in_handling)


def test_an_applicants_look_is_not_kept(looks, case, researcher):
    looks(researcher, case)

    assert not Look.objects.exists()


def test_a_head_request_is_no_look(client, case, handler_user):
    client.force_login(handler_user)

    client.head(f"/cases/{case.number}")

    assert not Look.objects.exists()


def test_a_look_at_what_was_seen_writes_nothing(in_handling, handler_user):
    events = list(in_handling.events.all())
    mark_read(in_handling, handler_user, events, at=NOW)

    with CaptureQueriesContext(connection) as queries:
        mark_read(in_handling, handler_user, events, at=NOW + timedelta(days=1))

    assert len(queries) == 1
    assert Look.objects.get().looked_at == NOW


def test_a_look_that_cannot_be_kept_does_no_harm(in_handling, handler_user):
    events = list(in_handling.events.all())

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
        mark_read(in_handling, handler_user, events, at=NOW)

    assert not Look.objects.exists()


def test_a_case_is_marked_when_others_acted_since_the_last_look(
    looks, in_handling, handler_user, noor
):
    looks(handler_user, in_handling)
    assert marked(handler_user) == set()

    take_over(in_handling, by=Actor(user=noor), at=timezone.now())

    assert marked(handler_user) == {in_handling.number}
    looks(handler_user, in_handling)
    assert marked(handler_user) == set()


def test_who_never_looked_has_nothing_new_unless_he_handles_it(
    in_handling, case, handler_user, noor
):
    assert marked(noor) == set()

    assert marked(handler_user) == {in_handling.number}


def test_marking_takes_one_query_for_any_number_of_cases(
    file, handler_user, django_assert_num_queries
):
    for _ in range(3):
        take_up(file(), by=Actor(user=handler_user), at=NOW)

    with django_assert_num_queries(1):
        assert len(marked(handler_user)) == 3
