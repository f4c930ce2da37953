"""What staff see while dates are derived anew: wide and narrow, in both languages."""

import pytest

from tests.dossiers.free_days import OLD, a_free_day

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("address", ["worklist", "round"])
def test_the_notice_is_clean_at_every_width(
    page, live_server, sign_in, axe, file, handler_user, address, language, width
):
    file()
    a_free_day(OLD)
    sign_in(page, handler_user)
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"{live_server.url}/{language}{address}")

    assert page.get_by_text("0 van 1").or_(page.get_by_text("0 of 1")).is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
