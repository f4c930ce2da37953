"""Every form of every page carries the token without which it cannot be sent.

The client of the other tests does not ask for it, so they would not miss it.
"""

import pytest
from lxml import html

from tests.dossiers.conftest import asked, decide, file, prepared
from tests.matrix import MATRIX, ROLES
from tests.world import address, browser

__all__ = ["asked", "decide", "file", "prepared"]
pytestmark = pytest.mark.django_db
TOKEN = (
    ".//input[@type='hidden'][@name='csrfmiddlewaretoken'][string-length(@value)>60]"
)


def posted_forms(response) -> list[html.FormElement]:
    """The forms of a page that are sent by POST."""
    is_page = response.status_code == 200 and not response.streaming
    if not is_page or "text/html" not in response["Content-Type"] or not response.text:
        return []
    return [
        form
        for form in html.fromstring(response.text).iter("form")
        if form.get("method", "get").lower() == "post"
    ]


def has_token(form) -> bool:
    """Can it be sent?"""
    return bool(form.xpath(TOKEN))


def reader_of(name: str) -> str | None:
    """The first role that may read a page; None where nobody may."""
    allowed = MATRIX[name].get or set()
    return next((role for role in ROLES if role in allowed), None)


def test_every_form_of_every_page_carries_its_token(world, request):
    """Each page once, as the first who may read it: the form is the same for all."""
    forms, bad = 0, {}
    for role in ROLES:
        client = browser(role, request)
        for name in filter(lambda name: reader_of(name) == role, MATRIX):
            found = posted_forms(client.get(address(name, world)))
            forms += len(found)
            bad[name] = [
                form.get("action", "") for form in found if not has_token(form)
            ]

    assert {name: forms for name, forms in bad.items() if forms} == {}
    assert forms > 30


def test_the_page_to_sign_carries_its_token(client, file, prepared, decider_user):
    case = file("iii-new")
    prepared(case)
    client.force_login(decider_user)
    at = f"/cases/{case.number}/decision/sign"

    forms = posted_forms(client.get(at))

    assert len(forms) > 1
    assert all(map(has_token, forms))
