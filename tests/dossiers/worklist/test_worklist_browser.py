"""The worklist in a browser: tick, look, do; nothing keeps anybody out."""

import pytest
from playwright.sync_api import Page, expect

from dossiers.models import Case

pytestmark = pytest.mark.django_db(transaction=True)


def test_ticked_cases_are_assigned_after_a_look(
    page: Page, axe, sign_in, file, handler_user
):
    cases = [file(), file()]
    sign_in(page, handler_user)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/worklist?select=all")
    axe(page)
    page.locator(".ggo-filters summary").click()
    axe(page)
    page.get_by_label("Met de aangevinkte zaken").select_option("assign")
    page.get_by_label("Collega, om aan toe te wijzen").select_option("Mila Visser")
    page.get_by_role("button", name="Bekijk wat er gaat gebeuren").click()

    expect(page.locator(".ggo-heading__sub")).to_contain_text("2 van 2 zaken")
    axe(page)
    page.get_by_role("button", name="Doe dit voor 2 zaken").click()

    expect(page.locator(".ggo-heading__sub")).to_contain_text("2 van 2 gedaan")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    numbers = [case.pk for case in cases]
    assert Case.objects.filter(pk__in=numbers, handler=handler_user).count() == 2
