"""Finding cases by words: in Dutch, by number, and never those of others."""

import pytest
from django.db import connection
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Organisation
from applications.models import Application
from dossiers.cases.search import refresh_search, search_condition
from dossiers.models import Case
from tests.behind import behind_the_triggers
from tests.cast import organism

ROWS = [
    organism(host="Mus musculus (muizencellen)", vector="pLKO.1-puro", donor="Curaçao"),
    organism(insert="cas9", donor="Streptococcus pyogenes"),
]


@pytest.fixture
def found(case):
    """`found(words)`: is the case, about mice and with a reference, found?"""
    content = case.application.content | {"organisms": ROWS}
    with behind_the_triggers():
        Application.objects.filter(pk=case.application_id).update(
            content=content, external_reference="LIMS-2026/077"
        )
    Case.objects.filter(pk=case.pk).update(
        title="Lentivirale vectoren in muizen en wolven", search=None
    )
    return lambda words: Case.objects.filter(search_condition(words)).exists()


@pytest.mark.parametrize(
    "words",
    [
        "muizen",
        "muis",
        "MUIZEN",
        "wolf",
        "vector",
        "lentiviraal vectoren",
        "vectoren lentiv",
        "musculus",
        "muizencel",
        "plko",
        "pLKO.1",
        "cas9",
        "curacao",
        "Curaçao",
        "streptococcus PYOG",
        "umc noord",
        "LIMS-2026/077",
        "lims 2026",
        "26-001",
        "001",
        "IG26001",
        "ig26001_I-000",
        "IG 26-001_I",
        "ig-26-001_I-000",
        "IG26-00",
        "muizen 26-001",
        '"in muizen"',
        "muizen -vissen",
    ],
)
def test_a_case_is_found_by_its_words(found, words):
    assert found(words)


@pytest.mark.parametrize(
    "words",
    [
        "vissen",
        "muizen vissen",
        "26-999",
        "26-001 vissen",
        "IG 26-001_III",
        '"muizen in"',
        "muizen -wolven",
        "%",
        "",
        "'\"\\",
    ],
)
def test_a_case_is_not_found_by_other_words(found, words):
    assert not found(words)


@given(words=st.text(max_size=60))
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_typed_is_an_answer(case, words):
    assert Case.objects.filter(search_condition(words)).count() in (0, 1)


@pytest.mark.parametrize(
    "words", ["a\0b", "'", "\\", "((", "a & | !", "'x':*", "-", '"', '"a', "½ α", "-\\"]
)
@pytest.mark.parametrize("url", ["/worklist", "/cases"])
def test_nonsense_is_never_a_fault(client, case, handler_user, url, words):
    client.force_login(handler_user)

    assert client.get(f"{url}?{urlencode({'q': words})}").status_code == 200


def test_filing_fills_the_search_without_being_asked(case):
    assert Case.objects.filter(search_condition("Aequorea")).get() == case


def test_another_title_is_found_at_once(case):
    Case.objects.filter(pk=case.pk).update(title="Gisten")

    assert Case.objects.filter(search_condition("gist")).exists()


def test_saving_a_case_leaves_its_search_as_it_is(case):
    before = Case.objects.values_list("search").get()
    case.search = "'verzonnen':1"
    case.save()

    assert Case.objects.values_list("search").get() == before


def test_a_new_name_is_found_after_a_refill(case, lab):
    Organisation.objects.filter(pk=lab.pk).update(name="Zeelab Zilt")
    assert not Case.objects.filter(search_condition("zilt")).exists()

    assert refresh_search(Case.objects.filter(organisation=lab)) == 1
    assert Case.objects.filter(search_condition("zilt")).exists()
    assert not Case.objects.filter(search_condition("umc")).exists()


def test_a_supplemented_form_is_found_after_a_refill(case, signed_kg):
    Application.objects.filter(pk=signed_kg().pk).update(
        supplements=case.application,
        filed_at=case.received_at,
        content={"organisms": [organism(host="Xenopus laevis")]},
        content_sha256="0" * 64,
    )
    refresh_search(Case.objects.filter(pk=case.pk))

    assert Case.objects.filter(search_condition("xenopus")).get() == case


def test_a_thousand_rows_fit(case):
    rows = [organism(host=f"stam{n} " + "x" * 300 + str(n)) for n in range(1000)]
    with behind_the_triggers():
        Application.objects.filter(pk=case.application_id).update(
            content=case.application.content | {"organisms": rows}
        )

    assert refresh_search(Case.objects.all()) == 1
    assert Case.objects.filter(search_condition("stam0")).exists()


def test_cases_of_another_organisation_are_never_found(client, case, outsider_user):
    client.force_login(outsider_user)

    assert case.label not in client.get("/cases?q=26-001").text


def test_own_cases_are_found_by_an_organism(client, case, researcher):
    client.force_login(researcher)

    assert case.label in client.get("/cases?q=aequorea").text
    assert case.label not in client.get("/cases?q=xenopus").text


def test_search_is_read_from_its_index(case):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "case_search" in Case.objects.filter(search_condition("aequorea")).explain()
