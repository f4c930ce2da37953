"""The form of a procedure as JSON Schema: true to what filing asks, for every row."""

from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from applications.api.outputs import answers_json
from applications.forms.context import FormContext
from applications.forms.organism import OrganismForm
from applications.forms.procedures import BEGUN, CHANGES
from procedures.api.names import to_camel
from procedures.counting.legal_day import legal_day
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def form_of(procedure: str, language: str = "en") -> dict:
    """The schema, asked for without login."""
    path = f"/api/v1/procedures/{procedure}/form"
    answer = APIClient().get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.content
    return answer.json()


def whole(application) -> dict:
    """A complete application as one document, as the pointers of `missing` see it."""
    context = FormContext(application, legal_day(NOW))
    document = {
        "procedure": application.procedure_key,
        "answers": answers_json(context),
        "attachments": [{"kind": file.kind} for file in context.attachments],
    }
    if application.procedure_key in CHANGES:
        document["dossier"] = "IG-26-001_I"
    if context.organisms:
        rows = [row.as_values() for row in context.organisms]
        document["organisms"] = [{to_camel(k): v for k, v in r.items()} for r in rows]
    return document


def faults(schema: dict, document: dict) -> list[str]:
    """Where a document strays from its schema."""
    found = Draft202012Validator(schema).iter_errors(document)
    return [f"{fault.json_path}: {fault.message}" for fault in found]


# Those that ask about groups of ggo's or by the new annex 6 have a second edition; the
# forms of MI-II and TR-I began on that day.
EDITIONS = [("1", "2024-05-18"), ("2", "2026-07-01"), ("1", "2026-07-01")]


@pytest.mark.parametrize("procedure", BEGUN)
def test_form_is_json_schema_with_titles_in_both_languages(procedure):
    schema = form_of(procedure)

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(f"/api/v1/procedures/{procedure}/form")
    assert (schema["edition"], schema["validFrom"]) in EDITIONS
    for section in schema["properties"]["answers"]["properties"].values():
        assert section["x-title"].keys() == {"nl", "en"}
        assert section["x-title"]["en"] == section["title"]
        for question in section["properties"].values():
            assert question["x-title"].keys() == {"nl", "en"}
            assert all(question["x-title"].values())


@pytest.mark.parametrize("procedure", BEGUN)
def test_complete_application_fits_its_form(procedure, complete_draft):
    application = complete_draft(procedure)

    assert faults(form_of(procedure), whole(application)) == []


@pytest.mark.parametrize("procedure", BEGUN)
def test_document_without_something_required_does_not_fit(procedure, complete_draft):
    schema, document = form_of(procedure), whole(complete_draft(procedure))
    sections = schema["properties"]["answers"]["properties"]
    required = [
        (section, question)
        for section, asked in sections.items()
        for question in asked["required"]
        if section in document["answers"]
    ]
    assert required

    for section, question in required:
        without = deepcopy(document)
        without["answers"][section].pop(question)
        assert faults(schema, without), (section, question)
        empty = deepcopy(document)
        several = isinstance(empty["answers"][section][question], list)
        empty["answers"][section][question] = [] if several else ""
        assert faults(schema, empty), (section, question)


def test_what_the_form_does_not_know_does_not_fit(complete_kg):
    schema, document = form_of("i-new"), whole(complete_kg())
    document["answers"]["purpose"]["titel"] = "x"
    document["answers"]["outcome"]["cfis"] = "ML-I"
    document["organisms"][0]["colour"] = "red"

    assert {fault.split(":")[0] for fault in faults(schema, document)} == {
        "$.answers.purpose",
        "$.answers.outcome.cfis",
        "$.organisms[0]",
    }


def test_codes_stand_in_the_form_with_their_words():
    report = form_of("i-new")["properties"]["answers"]["properties"]["report"]
    question = report["properties"]["report"]

    assert question["enum"] == ["attached", "not-needed"]
    assert question["x-labels"]["en"]["attached"] == "The report is attached below"
    assert question["x-labels"]["nl"]["attached"].startswith("Het verslag")


def test_what_a_lab_picks_from_its_registers_says_so():
    sections = form_of("i-new")["properties"]["answers"]["properties"]

    site = sections["place"]["properties"]["site"]
    assert "enum" not in site
    assert "choices" in site["x-choices"]


def test_texts_are_in_the_readers_language():
    assert form_of("i-new", "nl")["title"] == "KG-I, nieuwe werkzaamheden"
    assert form_of("i-new", "en")["title"] == "KG-I, new work"


def test_columns_of_the_organisms_are_those_of_the_rows():
    rows = form_of("i-new")["properties"]["organisms"]["items"]

    assert set(rows["properties"]) == {
        to_camel(name) for name in OrganismForm.base_fields
    }
    assert rows["properties"]["insert"]["maxLength"] == 1000
    assert "hostClass" not in rows["required"]


def test_form_of_a_change_asks_the_dossier():
    assert "dossier" in form_of("i-other-cfi")["required"]
    assert "dossier" not in form_of("i-new")["required"]


def test_procedure_in_which_nothing_is_filed_has_no_form_and_says_what_to_do():
    answer = APIClient().get(
        "/api/v1/procedures/i-same-cfi/form", headers={"Accept-Language": "en"}
    )

    assert answer.status_code == 404
    assert answer.json()["type"].endswith(":no-form")
    assert "directly after updating" in answer.json()["detail"]


def test_unknown_procedure_has_no_form():
    assert APIClient().get("/api/v1/procedures/x-new/form").status_code == 404


def test_form_is_that_of_the_day_asked():
    path = "/api/v1/procedures/i-new/form"

    assert APIClient().get(f"{path}?on=2026-12-31").json()["edition"] == "1"
    before = APIClient().get(f"{path}?on=2019-01-01")
    assert (before.status_code, before.json()["type"][-12:]) == (400, "not-in-force")
    assert APIClient().get(f"{path}?on=morgen").status_code == 400
