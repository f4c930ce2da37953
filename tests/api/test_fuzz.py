"""Schemathesis makes up calls from our own document: none crashes, all fit it."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ggo_portal.openapi import openapi_document
from ggo_portal.wsgi import application

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=10,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SCHEMA = schemathesis.openapi.from_dict(json.loads(openapi_document()))
SCHEMA.app = application
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}


@pytest.fixture
def known(lims, filed) -> Iterator[dict[str, str]]:
    """Path parameters that exist: a draft to play with and a filed case.

    From here on calls stay inside the test's own transaction: Django's own test client
    sees to that for its calls, and puts the signals back after each.
    """
    draft = lims.post("/applications", {"procedure": "iik-new"}).json()["id"]
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield {"application_id": draft, "number": filed["number"]}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_no_call_crashes_or_strays_from_the_document(lims, known, label, mode):
    cases = OPERATIONS[label].as_strategy(generation_mode=mode)

    @BOUNDED
    @given(case=cases, strange=st.booleans())
    def call(case, strange):
        for name in case.path_parameters if not strange else ():
            case.path_parameters[name] = known.get(name, case.path_parameters[name])
        headers = {"Authorization": lims.authorization, "If-Match": "*"}
        headers["Idempotency-Key"] = str(uuid4())
        case.call_and_validate(headers=headers, checks=CHECKS)

    call()


@pytest.mark.parametrize("label", OPERATIONS)
def test_no_call_without_token_gets_further_than_the_door(known, label):
    operation = OPERATIONS[label]

    @BOUNDED
    @given(case=operation.as_strategy())
    def call(case):
        status = case.call().status_code
        is_public = {"law", "open-data"} & set(operation.tags)
        assert status < 500 if is_public else status in (401, 404)

    call()
