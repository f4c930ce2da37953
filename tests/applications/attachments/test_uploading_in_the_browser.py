"""Adding files in a real browser: how far it is, what is too large, no scripts.

Also the pages on what is confidential: for everybody, on a phone as well.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.applications.browsing import url
from tests.applications.confidentiality.asking_for_secrecy import keep, mark, put
from tests.cast import PDF
from tests.files import pdf

ADD = "text=Dit bestand toevoegen"
STATUS = "[data-upload-status]"
FAULT = "[data-upload-fault]"


def file(name: str, content: bytes = PDF) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def report_page(page, sign_in, draft, researcher):
    """The page of the report, with the researcher at it."""
    sign_in(page, researcher)
    page.goto(url(draft, "report"))
    return page


def link(page, name: str):
    return page.get_by_role("link", name=name, exact=True)


def choose(page, *files):
    page.set_input_files("#id_upload", list(files))


def test_several_files_are_sent_and_shown(report_page, draft):
    choose(report_page, file("een.pdf"), file("twee.pdf", PDF + b"2"))
    expect(report_page.locator(STATUS)).to_contain_text("Gekozen: een.pdf")

    report_page.click(ADD)

    expect(link(report_page, "een.pdf")).to_be_visible()
    assert draft.attachments.count() == 2


def test_the_browser_tells_how_far_it_is(report_page, draft):
    report_page.evaluate(
        """() => {
          const send = XMLHttpRequest.prototype.send;
          XMLHttpRequest.prototype.send = function (body) {
            window.held = () => send.call(this, body);
          };
        }"""
    )
    choose(report_page, file("groot.pdf", pdf(filler=3_000_000)))

    report_page.click(ADD)

    expect(report_page.locator("progress")).to_be_visible()
    expect(report_page.locator(STATUS)).to_have_text("0% van 2,9 MB is verstuurd")
    assert not draft.attachments.exists()
    report_page.evaluate("window.held()")
    expect(link(report_page, "groot.pdf")).to_be_visible()
    assert draft.attachments.get().size == len(pdf(filler=3_000_000))


def test_a_file_that_is_too_large_is_told_before_it_is_sent(
    report_page, draft, settings
):
    settings.ATTACHMENT_MAX_BYTES = 1024
    report_page.reload()
    choose(report_page, file("groot.pdf", pdf(filler=2000)))
    expect(report_page.locator(FAULT)).to_contain_text("ten hoogste 1 kB")
    report_page.click(ADD)

    expect(report_page.locator("#id_upload")).to_be_focused()
    expect(report_page.locator("progress")).to_be_hidden()
    assert not draft.attachments.exists()


def test_a_refused_file_is_told_and_what_was_typed_stays(report_page, draft):
    report_page.get_by_label("Niet nodig").check()
    report_page.get_by_label("Waarom geen verslag").fill("Alleen E. coli K12.")
    choose(report_page, file("verslag.pdf", b"MZ no pdf"))

    report_page.click(ADD)

    expect(report_page.locator("[data-error-summary]")).to_be_focused()
    expect(report_page.locator("main")).to_contain_text("niet wat de naam zegt")
    assert report_page.get_by_label("Waarom geen verslag").input_value() == (
        "Alleen E. coli K12."
    )
    choose(report_page, file("verslag.pdf"))
    report_page.click(ADD)
    expect(link(report_page, "verslag.pdf")).to_be_visible()


def test_a_connection_that_breaks_is_told_and_can_be_tried_again(report_page, draft):
    choose(report_page, file("verslag.pdf"))
    report_page.context.set_offline(True)
    report_page.click(ADD)
    expect(report_page.locator(FAULT)).to_contain_text("niet aangekomen")

    report_page.context.set_offline(False)
    report_page.click(ADD)

    expect(link(report_page, "verslag.pdf")).to_be_visible()


def test_two_clicks_send_a_file_once(report_page, draft):
    choose(report_page, file("verslag.pdf", pdf(filler=500_000)))
    report_page.evaluate(
        """() => {
          const button = [...document.querySelectorAll("button[name=then]")]
            .find((each) => each.value === "file");
          button.click();
          button.click();
        }"""
    )

    expect(link(report_page, "verslag.pdf")).to_be_visible()
    assert draft.attachments.count() == 1


def test_files_can_be_dropped_on_the_box(report_page, draft):
    transfer = report_page.evaluate_handle(
        """(made) => {
          const data = new DataTransfer();
          data.items.add(new File([made], "los.pdf"));
          return data;
        }""",
        PDF.decode(),
    )
    report_page.dispatch_event(".ggo-upload", "drop", {"dataTransfer": transfer})
    expect(report_page.locator(STATUS)).to_contain_text("los.pdf")

    report_page.click(ADD)

    expect(link(report_page, "los.pdf")).to_be_visible()


def test_a_file_is_added_without_scripts(browser, live_server, anna, draft):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    session = {"name": "sessionid", "value": anna.cookies["sessionid"].value}
    context.add_cookies([session | {"url": live_server.url}])
    page = context.new_page()

    page.goto(url(draft, "report"))
    choose(page, file("een.pdf"), file("twee.pdf", PDF + b"2"))
    page.click(ADD)

    expect(link(page, "een.pdf")).to_be_visible()
    assert draft.attachments.count() == 2
    context.close()


@pytest.fixture
def pages(complete_kg, by) -> dict[str, str]:
    """The pages about a draft in which something is confidential, and not whole yet."""
    draft = complete_kg()
    keep(draft, by)
    keep(draft, by, "organisms", "insert", reason="", public_text="een gen")
    public = put(draft, by, "openbaar", "public")
    secret = draft.attachments.get(kind="risk-report")
    mark(secret, by, public)
    mark(put(draft, by, "los"), by, ground="")
    draft.section_answers.filter(section="purpose").update(
        values={"title": "Titel", "purpose": "Ook met egfp.", "results": "R"}
    )
    return {
        "list": reverse("confidentiality", args=[draft.pk]),
        "claim": reverse("claim", args=[draft.pk, "methods", "making"]),
        "column": reverse("claim", args=[draft.pk, "organisms", "insert"]),
        "file": reverse("confidential-attachment", args=[draft.pk, secret.pk]),
        "public": reverse("public-preview", args=[draft.pk]),
        "reading": reverse("read-only", args=[draft.pk]),
        "section": url(draft, "methods"),
        "report": url(draft, "report"),
        "overview": url(draft),
    }


NAMES = [
    "list",
    "claim",
    "column",
    "file",
    "public",
    "reading",
    "section",
    "report",
    "overview",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_keep_nobody_out(page, sign_in, axe, researcher, pages, name):
    sign_in(page, researcher)
    page.goto(pages[name])

    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    axe(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320


def test_the_error_states_keep_nobody_out(page, sign_in, axe, researcher, pages):
    sign_in(page, researcher)
    page.goto(pages["claim"])
    page.locator("#id_reason").evaluate("area => area.removeAttribute('maxlength')")
    page.locator("#id_reason").fill("x" * 2001)
    page.click("text=Opslaan")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    axe(page)

    page.goto(pages["report"])
    choose(page, file("leeg.pdf", b""))
    page.click(ADD)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    axe(page)


def test_a_claim_is_made_by_keyboard(page, sign_in, researcher, complete_kg):
    draft = complete_kg()
    sign_in(page, researcher)
    page.goto(reverse("confidentiality", args=[draft.pk]))
    link = page.get_by_role(
        "link", name=re.compile("Vertrouwelijk houden.*Kweekvolumes")
    )
    link.focus()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/confidentiality/methods/volumes")

    page.get_by_label("Beveiliging").press("Space")
    page.get_by_label("Waarom moet het").type("Waarom niet")
    page.get_by_label("Wat mag het publiek").fill("Kleine kweken.")
    page.get_by_role("button", name="Opslaan").press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Bewaard als vertrouwelijk")
    assert draft.confidentialities.get().public_text == "Kleine kweken."
