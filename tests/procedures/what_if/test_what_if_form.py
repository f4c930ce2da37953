"""Whatever stands in the address of what-if: an answer, or words at a field."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.what_if.what_if_form import WhatIfForm
from procedures.what_if.what_if_page import what_if_context, wished_start
from tests.law.books import PROCEDURES, books

LAW = books()
TODAY = date(2026, 11, 23)
NAMES = [*WhatIfForm.base_fields, "extension_days"]

near = st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(str)
typed = near | st.dates().map(str) | st.integers().map(str) | st.text(max_size=12)
anything = st.dictionaries(st.sampled_from(NAMES), typed, max_size=8)
plausible = st.dictionaries(st.sampled_from(NAMES), near, max_size=5)


def answered(key: str, said: dict[str, str]) -> bool:
    """Is there an answer? Otherwise the form says why."""
    said = {"received": "2026-06-01", **said}
    form = WhatIfForm(said, procedure=PROCEDURES[key], books=LAW)
    if not form.is_valid():
        assert form.errors
        return False
    assert what_if_context(form.procedure, form.facts, LAW, TODAY)["outcomes"]
    wished_start(form, TODAY)
    return True


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(PROCEDURES)), anything | plausible)
def test_nothing_in_the_address_breaks_the_page(key, said):
    answered(key, said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, True),
        ({"asked_1": "2026-06-10", "start_on": "2027-03-01"}, True),
        ({"received": "23-11-2026"}, True),
        ({"received": "\x00"}, False),
        ({"received": "٢٠٢٦-٠٦-٠١"}, False),
        ({"still_days": "1e3"}, False),
    ],
)
def test_what_is_taken_for_a_date_or_a_number(said, expected):
    assert answered("iii-new", said) is expected
