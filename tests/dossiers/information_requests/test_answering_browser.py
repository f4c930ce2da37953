"""The whole way in a browser: asked, answered in the form, signed, filed."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dossiers.cases.versions import filed_versions
from dossiers.states import State

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_request_is_answered_in_place(
    page, axe, sign_in, file, asked, researcher, bvf_user
):
    now = timezone.now()  # the browser goes by the clock of the machine
    case = file("iik-new", at=now - timedelta(days=5))
    asked(
        case,
        section="methods",
        text="Hoe groot zijn de kweken?",
        at=now - timedelta(days=1),
    )

    sign_in(page, researcher)
    page.goto("/")
    page.get_by_role("link", name=re.compile("Beantwoord 1 vraag")).click()
    page.get_by_role("button", name=re.compile("beantwoorden in het formulier")).click()
    expect(page.get_by_text("Hoe groot zijn de kweken?")).to_be_visible()
    axe(page)
    page.get_by_label("Kweekvolumes").fill("Ten hoogste 200 ml.")
    page.get_by_role("button", name="Opslaan en naar het overzicht").click()
    expect(
        page.get_by_role("link", name="Naar het antwoord", exact=True)
    ).to_be_visible()
    axe(page)
    overview = page.url

    page.context.clear_cookies()
    sign_in(page, bvf_user)
    page.goto(overview)
    page.get_by_role("button", name="Tekenen als BVF").click()
    page.get_by_role("link", name="Naar het antwoord", exact=True).click()
    axe(page)
    page.get_by_role("button", name="Antwoord indienen bij Bureau GGO").click()

    expect(page.get_by_text("de klok loopt weer")).to_be_visible()
    axe(page)
    case.refresh_from_db()
    assert case.state == State.IN_HANDLING
    assert len(filed_versions(case)) == 2
