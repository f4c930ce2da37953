"""Each row of table III, filed in the browser: requests, large scale, the rest."""

import pytest
from playwright.sync_api import expect

from dossiers.models import Dossier
from tests.journeys.filing import (
    file_by_hand,
    on_the_day,
    see_number_dates_and_documents,
    whole,
)

__all__ = ["whole"]
pytestmark = pytest.mark.django_db(transaction=True)

NUMBERS = {
    "2.8": ["IG 26-001_2.8-000"],
    "2.8-combination": ["IG 26-001_2.8-000", "IG 26-002_IIk-000"],
    "2.8-change": ["IG 26-001_2.8-001"],
    "2.8-combination-change": ["IG 26-001_2.8-001", "IG 26-002_IIk-001"],
    "mi-i-ii": ["IG 26-001_2.8-000", "IG 26-002_MI-I-000"],
    "mi-iii": ["IG 26-001_MI-III-000"],
    "s-i": ["IG 26-001_S-I-000"],
    "s-iii": ["IG 26-001_2.8-000", "IG 26-002_S-III-000"],
    "mi-ii-new": ["IG 26-001_MI-II-000"],
    "tr-i": ["IG 26-001_2.8-000", "IG 26-002_TR-I-000"],
    "2.13-annex-2": ["IG 26-001_2.13-000"],
    "2.13a-annex-4": ["IG 26-001_2.13a-000"],
    "2.13a-annex-7": ["IG 26-001_2.13a-000"],
    "2.13a-annex-11": ["IG 26-001_2.13a-000"],
    "atv": ["IG 26-001_ATV-000"],
}


@pytest.mark.parametrize(("row", "numbers"), NUMBERS.items(), ids=NUMBERS.keys())
def test_row_is_filed_and_found(page, axe, sign_in, whole, researcher, row, numbers):
    with on_the_day():
        draft = whole(row)
        sign_in(page, researcher)

        cases = file_by_hand(page, draft)

        assert [case.label for case in cases] == numbers
        see_number_dates_and_documents(page, axe, cases, row)


def test_an_administrative_form_gets_a_reference_and_no_term(
    page, axe, sign_in, whole, researcher
):
    with on_the_day():
        draft = whole("administrative")
        sign_in(page, researcher)

        (case,) = file_by_hand(page, draft)

        assert case.number == f"ADM-{draft.pk.hex[:8].upper()}"
        assert (case.dossier, case.due, case.may_start_on) == (None, None, None)
        assert list(case.concerns.all()) == list(Dossier.objects.all())
        expect(page.get_by_text("geen termijn").first).to_be_visible()
        see_number_dates_and_documents(page, axe, [case], "administrative")
