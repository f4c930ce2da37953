"""Two people on one draft, each in a browser of their own."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.collaboration.commenting import place_comment, send_back
from applications.drafting.copying import copy_as_draft
from applications.organisms.editing import add_rows
from tests.applications.browsing import url
from tests.cast import NOW, freeze, organism

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def second(browser, live_server, transactional_db, bvf_user):
    """The BVF, in a browser of his own."""
    client = Client()
    client.force_login(bvf_user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context = browser.new_context(locale="nl-NL", base_url=live_server.url)
    context.set_default_timeout(10_000)
    page = context.new_page()
    context.add_cookies([session | {"url": live_server.url}])
    yield page
    context.close()


def title(draft) -> str:
    return draft.section_answers.get(section="purpose").values["title"]


def test_two_people_typing_lose_nothing(page, second, sign_in, axe, draft, researcher):
    sign_in(page, researcher)
    for one in (page, second):
        one.goto(url(draft, "purpose"))
    second.wait_for_selector("text=Anna de Boer heeft dit onderdeel")

    page.fill("#id_title", "Van Anna")
    page.wait_for_selector("#saved:has-text('bewaard om')")
    page.wait_for_selector("#others:has-text('Sem Bakker heeft dit onderdeel')")
    second.fill("#id_title", "Van Sem")
    second.wait_for_selector("#others:has-text('Anna de Boer bewaarde dit onderdeel')")
    axe(second)
    assert title(draft) == "Van Anna"

    second.click("text=Vergelijk beide teksten")
    second.wait_for_selector("text=Er is niets verloren")
    axe(second)
    assert second.input_value("#id_title") == "Van Sem"
    assert second.locator("td:has-text('Van Anna')").count() == 1
    second.click("text=Mijn tekst opslaan")
    second.wait_for_url("**/organisms")

    assert title(draft) == "Van Sem"


@pytest.mark.parametrize("width", [1280, 320])
def test_a_long_word_in_two_texts_keeps_the_page_in_its_width(
    page, second, sign_in, axe, draft, researcher, width
):
    sign_in(page, researcher)
    for one in (page, second):
        one.goto(url(draft, "purpose"))
    page.fill("#id_title", "A" * 200)
    page.wait_for_selector("#saved:has-text('bewaard om')")
    second.fill("#id_title", "Van Sem")
    second.fill("#id_purpose", "B" * 300)
    second.click("text=Vergelijk beide teksten")
    second.wait_for_selector("text=Er is niets verloren")

    second.set_viewport_size({"width": width, "height": 900})
    wide = second.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    axe(second)


def test_a_comment_is_placed_while_the_section_is_typed(
    page, second, sign_in, axe, draft, researcher
):
    sign_in(page, researcher)
    page.goto(url(draft, "purpose"))
    page.fill("#id_title", "Gist")
    page.get_by_text("Een opmerking schrijven").click()
    page.fill("#id_talk-text", "Is deze titel goed?")
    page.get_by_role("button", name="Opmerking plaatsen").click()
    page.wait_for_selector(".ggo-comments:has-text('Is deze titel goed?')")

    assert page.input_value("#id_title") == "Gist"
    axe(page)
    second.goto(url(draft, "purpose"))
    second.click("text=Als afgehandeld markeren")
    second.wait_for_selector("text=afgehandeld door Sem Bakker")
    assert title(draft) == "Gist"


@pytest.fixture
def addresses(lab, complete_kg, signed_kg, by, bvf) -> dict[str, str]:
    """The pages of working together, with something on each."""
    filed = freeze(signed_kg(), by=by, at=NOW)
    change = complete_kg("i-other-cfi", changes=filed)
    add_rows(change, [organism(host="Gist"), organism(vector="pX")], by=by, at=NOW)
    place_comment(change, "Klopt dit?", section="purpose", by=by, at=NOW)
    send_back(change, "Volumes te grof.", section="methods", by=bvf, at=NOW)
    copied = copy_as_draft(
        filed,
        procedure_key="i-new",
        sections=["purpose"],
        organisms=True,
        attachments=[],
        by=by,
        at=NOW,
    )
    return {
        "overview": url(change),
        "section": url(change, "purpose"),
        "comments": reverse("comments", args=[change.pk]),
        "differences": reverse("differences", args=[change.pk]),
        "copy": reverse("copy-application", args=[filed.pk]),
        "copied": reverse("differences", args=[copied.pk]),
        "content": reverse("read-only", args=[filed.pk]),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_keep_nobody_out(second, axe, addresses, scheme):
    second.emulate_media(color_scheme=scheme)
    for name, address in addresses.items():
        second.goto(address)
        axe(second)
        second.set_viewport_size(PHONE)
        wide = second.evaluate("document.documentElement.scrollWidth - innerWidth > 0")
        assert not wide, name
        axe(second)
        second.set_viewport_size({"width": 1280, "height": 900})


def test_a_refused_comment_leads_to_its_error(second, axe, draft):
    second.goto(reverse("comments", args=[draft.pk]))
    second.get_by_role("button", name="Opmerking plaatsen").click()

    second.wait_for_selector("[data-error-summary]")
    assert second.locator("[data-error-summary]").evaluate(
        "node => node === document.activeElement"
    )
    axe(second)


def test_on_a_phone_the_line_about_saving_stays_in_view(
    page, sign_in, draft, researcher
):
    sign_in(page, researcher)
    page.set_viewport_size(PHONE)
    page.goto(url(draft, "purpose"))
    page.locator("#id_title").scroll_into_view_if_needed()

    box = page.locator("#saved").bounding_box()
    assert 0 <= box["y"] <= PHONE["height"] - box["height"] + 1
