"""Each row of tables I and II, filed in the browser: notifications and permits."""

import pytest
from playwright.sync_api import expect

from tests.journeys.filing import (
    file_by_hand,
    on_the_day,
    see_number_dates_and_documents,
    whole,
)

__all__ = ["whole"]
pytestmark = pytest.mark.django_db(transaction=True)

NUMBERS = {
    "i-new": "IG 26-001_I-000",
    "i-other-cfi": "IG 26-001_I-001",
    "iik-new": "IG 26-001_IIk-000",
    "iik-change": "IG 26-001_IIk-001",
    "iiv-new": "IG 26-001_IIv-000",
    "iiv-same-article": "IG 26-001_IIv-001",
    "iiv-other-article": "IG 26-001_IIv-001",
    "iii-new": "IG 26-001_III-000",
    "iii-same-article": "IG 26-001_III-001",
    "iii-other-article": "IG 26-001_III-001",
    "iv-new": "IG 26-001_IV-000",
}


@pytest.mark.parametrize(("row", "number"), NUMBERS.items(), ids=NUMBERS.keys())
def test_row_is_filed_and_found(page, axe, sign_in, whole, researcher, row, number):
    with on_the_day():
        draft = whole(row)
        sign_in(page, researcher)

        cases = file_by_hand(page, draft)

        assert [case.label for case in cases] == [number]
        see_number_dates_and_documents(page, axe, cases, row)


def test_work_in_the_same_cfi_is_told_what_to_do_instead(page, axe):
    page.goto("/procedures/choose?subject=work&outcome=I&stage=changed&cfi=same")

    expect(page.get_by_text("verslag van de risicobeoordeling").first).to_be_visible()
    expect(page.get_by_text("2.24").first).to_be_visible()
    expect(page.locator("main a[href*='/applications/new']")).to_have_count(0)
    axe(page)
