"""Additions to annex 2 (2.13), and to annexes 4, 7 and 11 (2.13a)."""

import html

import pytest
from django.urls import reverse

from applications.reading.content import application_content
from tests.applications.browsing import text

HOST = {
    "item": "host",
    "host": "Pseudomonas putida KT2440",
    "host_data": "a. bodembacterie; b. geen ziekte; c. geen gif; d. lang gebruikt.",
}
INSERT = {
    "item": "insert",
    "insert": "egfp",
    "insert_origin": "Aequorea victoria; fluorescentie.",
    "insert_confirmed": ["not-on-a3"],
}
EMPTY = dict.fromkeys(("vector", "size", "parts", "origins"), "")


@pytest.mark.parametrize(
    ("item", "filled"), [("host", {"item": "host"}), ("x", {}), (["host"], {})]
)
def test_what_is_added_comes_from_the_chooser(prefilled, item, filled):
    assert prefilled("2.13-annex-2", "addition", item=item) == filled


@pytest.mark.parametrize("said", [HOST, INSERT], ids=["host", "insert"])
def test_only_the_data_of_what_is_added_are_asked(complete_draft, say, lacking, said):
    draft = complete_draft("2.13-annex-2")
    draft.attachments.all().delete()

    say(draft, "addition", **said, **EMPTY, vector_confirmed=[])

    assert lacking(draft) == {}
    assert set(application_content(draft)["answers"]["addition"]) == {"title", *said}


@pytest.mark.parametrize("field", ["host", "host_data"])
def test_a_host_needs_its_data(complete_draft, say, lacking, field):
    draft = complete_draft("2.13-annex-2")

    say(draft, "addition", **HOST | {field: ""})

    assert list(lacking(draft)) == [f"addition.{field}"]


@pytest.mark.parametrize("field", ["vector", "size", "parts", "origins", "title"])
def test_a_vector_needs_its_data(complete_draft, say, lacking, field):
    draft = complete_draft("2.13-annex-2")

    say(draft, "addition", **{field: " "})

    assert list(lacking(draft)) == [f"addition.{field}"]


@pytest.mark.parametrize("confirmed", [[], ["not-on-a3"], ["no-viral-parts"]])
def test_both_are_confirmed_of_a_vector(complete_draft, say, lacking, confirmed):
    draft = complete_draft("2.13-annex-2")

    say(draft, "addition", vector_confirmed=confirmed)

    words = "Bevestig beide; anders kan de vector niet aan bijlage 2 worden toegevoegd."
    assert lacking(draft) == {"addition.vector_confirmed": words}


def test_a_vector_needs_its_map(complete_draft, lacking):
    draft = complete_draft("2.13-annex-2")

    draft.attachments.update(kind="other")

    assert list(lacking(draft)) == ["addition.attachments"]


def test_an_insert_on_list_a3_is_not_added(complete_draft, say, lacking):
    draft = complete_draft("2.13-annex-2")

    say(draft, "addition", **INSERT | {"insert_confirmed": []})

    words = (
        "Bevestig dit; een insertie die op lijst A3 staat kan niet worden toegevoegd."
    )
    assert lacking(draft) == {"addition.insert_confirmed": words}


@pytest.mark.parametrize(
    ("procedure", "field"),
    [
        ("2.13a-annex-4", "organism"),
        ("2.13a-annex-4", "pathogenicity"),
        ("2.13a-annex-4", "argument"),
        ("2.13a-annex-7", "plant"),
        ("2.13a-annex-7", "spread"),
        ("2.13a-annex-11", "title"),
        ("2.13a-annex-11", "use"),
    ],
)
def test_an_addition_needs_each_of_its_data(
    complete_draft, say, lacking, procedure, field
):
    draft = complete_draft(procedure)

    say(draft, "addition", **{field: ""})

    assert list(lacking(draft)) == [f"addition.{field}"]


def test_a_class_that_is_none_is_refused(complete_draft, say, lacking):
    draft = complete_draft("2.13a-annex-4")

    say(draft, "addition", pathogenicity="5")

    words = "‘5’ is geen pathogeniteitsklasse."
    assert lacking(draft) == {"addition.pathogenicity": words}


def test_the_title_of_an_addition_names_the_application(complete_draft):
    assert complete_draft("2.13a-annex-7").title == "Nicotiana attenuata op bijlage 7"


def test_the_reading_view_leaves_out_what_is_not_asked(
    complete_draft, client, researcher
):
    draft = complete_draft("2.13-annex-2")
    client.force_login(researcher)

    shown = text(client.get(reverse("read-only", args=[draft.pk])))

    assert "Replicatie-origins (ori's) pMB1, in E. coli." in html.unescape(shown)
    assert "Gegevens over de gastheer" not in shown
