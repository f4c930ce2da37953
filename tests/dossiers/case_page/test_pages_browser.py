"""The pages in a real browser: nothing that keeps anyone out, on any screen."""

from datetime import datetime, timedelta

import pytest

from accounts.actor import Actor
from accounts.models import Organisation
from applications.models import Application, Attachment
from dossiers.handling.taking_up import take_up
from dossiers.models import Case
from procedures.counting.legal_day import AMSTERDAM
from tests.behind import behind_the_triggers
from tests.cast import NOW

PHONE = {"width": 320, "height": 640}


def pages(case: Case) -> dict[str, str]:
    """The pages of an applicant and of a handler."""
    return {
        "case": f"/cases/{case.number}?filed=1",
        "content": f"/cases/{case.number}/content",
        "cases": "/cases",
    }


def overflow(page) -> int:
    """Pixels that one would have to scroll sideways."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


TORN = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const long = (style, text, room) => {
    const { fontStyle, fontWeight, fontSize, fontFamily } = style;
    pen.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    const words = text.trim().split(/[\\s-]+/);
    return words.filter((word) => pen.measureText(word).width > room);
  };
  const headings = [...document.querySelectorAll("h1, h2, h3")].flatMap((one) =>
    long(getComputedStyle(one), one.innerText, one.clientWidth));
  const cells = [...document.querySelectorAll("td[data-label]")].flatMap((one) => {
    const room = parseFloat(getComputedStyle(one).gridTemplateColumns);
    return long(getComputedStyle(one, "::before"), one.dataset.label, room);
  });
  return [...headings, ...cells];
}"""


def torn(page) -> list[str]:
    """Words of headings, and of the names of cells, that do not fit on a line."""
    return page.evaluate(TORN)


@pytest.fixture
def filed(transactional_db, file):
    """A KG-II-k that was just filed."""
    return file("iik-new", at=NOW)


@pytest.mark.parametrize("name", ["case", "content", "cases"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_applicants_pages_keep_nobody_out(
    page, sign_in, axe, filed, researcher, name, scheme
):
    sign_in(page, researcher)
    page.emulate_media(color_scheme=scheme)

    page.goto(pages(filed)[name])

    axe(page)
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0
    axe(page)


@pytest.mark.parametrize("path", ["/worklist", "/cases/{}", "/cases/{}/acts/take-up"])
def test_a_handlers_pages_keep_nobody_out(
    page, sign_in, axe, filed, handler_user, path
):
    sign_in(page, handler_user)

    page.goto(path.format(filed.number))

    axe(page)
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0


@pytest.mark.parametrize("language", ["", "/en"])
def test_no_word_of_our_own_is_torn_on_a_phone(
    page, sign_in, filed, handler_user, language
):
    letter = filed.letters.get()
    sign_in(page, handler_user)
    page.set_viewport_size(PHONE)
    number = f"/cases/{filed.number}"
    paths = ["/worklist", "/worklist/letters", "/worklist/absences", "/record", "/year"]
    paths += [number, f"{number}/record", f"/worklist/letters/{letter.pk}"]
    found = {}
    for path in paths:
        page.goto(f"{language}{path}")
        found[path] = torn(page)

    assert {path: words for path, words in found.items() if words} == {}


def test_no_line_stands_above_the_first_row_of_a_card(page, sign_in, lab, researcher):
    sign_in(page, researcher)
    page.set_viewport_size(PHONE)

    page.goto("/sites")

    row = page.locator("main tbody tr").first
    assert row.evaluate("node => getComputedStyle(node).borderTopWidth") == "0px"


LONG = "Xylofoonbouwersvereniging" * 8  # 200 characters, as many as a title has


@pytest.mark.parametrize("width", [320, 769, 1280])
def test_a_word_of_any_length_stays_on_the_page(
    page, sign_in, filed, researcher, handler_user, width
):
    with behind_the_triggers():
        Case.objects.update(title=LONG)
        Organisation.objects.update(name=LONG)
        Application.objects.update(title=LONG)
        Attachment.objects.update(name=LONG)
    draft = f"/applications/{filed.application_id}/copy"
    number = f"/cases/{filed.number}"
    seen = {
        researcher: ["/cases", "/applications", draft, number, f"{number}/content"],
        handler_user: ["/worklist", "/worklist/letters", number, f"{number}/ask"],
    }
    wide = {}
    page.set_viewport_size({"width": width, "height": 900})
    for user, paths in seen.items():
        page.context.clear_cookies()
        sign_in(page, user)
        for path in paths:
            page.goto(path)
            wide[path] = overflow(page)

    assert {path: pixels for path, pixels in wide.items() if pixels} == {}


def test_an_objection_that_is_offered_empty_leads_to_its_errors(
    page, sign_in, axe, filed, handler_user
):
    sign_in(page, handler_user)
    page.goto(f"/cases/{filed.number}/acts/take-up")
    page.get_by_role("button", name="In behandeling nemen").click()

    page.goto(f"/cases/{filed.number}/decision?template=cannot-agree")
    page.get_by_role("button", name="Aanbieden ter ondertekening").click()

    assert page.locator("[data-error-summary]").evaluate(
        "node => node === document.activeElement"
    )
    axe(page)


def test_two_windows_on_one_decision_keep_nobody_out(
    page, sign_in, axe, filed, handler_user
):
    take_up(filed, by=Actor(user=handler_user), at=NOW)
    sign_in(page, handler_user)
    path = f"/cases/{filed.number}/decision?template=other-cfi"
    other = page.context.new_page()
    for window, reasons in ((page, "De ene."), (other, "De andere.")):
        window.goto(path)
        window.get_by_label("Motivering").fill(reasons)
    page.get_by_role("button", name="Concept opslaan").click()
    axe(page)  # what it still lacks

    other.get_by_role("button", name="Concept opslaan").click()

    assert other.get_by_role("cell", name="De ene.").is_visible()
    assert other.get_by_label("Motivering").input_value() == "De andere."
    axe(other)
    other.set_viewport_size(PHONE)
    assert overflow(other) == 0
    axe(other)
    other.get_by_role("button", name="Mijn tekst opslaan").click()
    assert filed.decisions.get().reasons == "De andere."


@pytest.mark.parametrize("width", [1280, 320])
def test_a_long_word_in_two_texts_of_a_decision_keeps_the_page_in_its_width(
    page, sign_in, filed, handler_user, width
):
    take_up(filed, by=Actor(user=handler_user), at=NOW)
    sign_in(page, handler_user)
    other = page.context.new_page()
    for window, reasons in ((page, "A" * 300), (other, "B" * 300)):
        window.goto(f"/cases/{filed.number}/decision?template=other-cfi")
        window.get_by_label("Motivering").fill(reasons)
    for window in (page, other):
        window.get_by_role("button", name="Concept opslaan").click()

    other.set_viewport_size({"width": width, "height": 900})
    other.wait_for_selector("text=Er is niets verloren")
    assert overflow(other) == 0


@pytest.mark.parametrize("path", ["decision", "acts/take-up"])
def test_what_is_for_another_keeps_nobody_out(
    page, sign_in, axe, filed, decider_user, path
):
    sign_in(page, decider_user)

    page.goto(f"/cases/{filed.number}/{path}")

    assert page.get_by_role("heading", name="Dit is aan iemand anders").is_visible()
    axe(page)
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0


def test_one_picture_shows_at_a_time(page, sign_in, filed, researcher):
    sign_in(page, researcher)
    page.goto(f"/cases/{filed.number}")
    wide, tall = page.locator(".ggo-term__wide"), page.locator(".ggo-term__tall")

    assert (wide.is_visible(), tall.is_visible()) == (True, False)

    page.set_viewport_size(PHONE)
    assert (wide.is_visible(), tall.is_visible()) == (False, True)


@pytest.mark.parametrize("width", [320, 769, 1280])
def test_no_words_of_the_picture_stand_on_others(
    page, sign_in, filed, researcher, width
):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, researcher)
    page.goto(f"/cases/{filed.number}")

    boxes = page.locator(".ggo-term svg:visible text").evaluate_all(
        "found => found.map(text => { const box = text.getBoundingClientRect();"
        " return [box.left, box.right, box.top + 3, box.bottom - 3]; })"
    )

    assert len(boxes) >= 4
    for number, (left, right, top, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = right <= other[0] or other[1] <= left
            assert apart or bottom <= other[2] or other[3] <= top


def test_a_text_that_is_not_saved_is_not_left_without_asking(
    page, sign_in, filed, handler_user
):
    take_up(filed, by=Actor(user=handler_user), at=NOW)
    sign_in(page, handler_user)
    page.goto(f"/cases/{filed.number}/decision?template=other-cfi")
    page.get_by_label("Motivering").press_sequentially("De mijne.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_role("link", name="Terug naar de zaak").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.get_by_label("Motivering").input_value() == "De mijne."

    page.get_by_role("button", name="Concept opslaan").click()
    page.get_by_role("link", name="Terug naar de zaak").click()
    page.wait_for_url(f"**/cases/{filed.number}")
    assert asked == ["beforeunload"]


def test_what_a_page_gives_back_unsaved_is_not_left_without_asking(
    page, sign_in, filed, handler_user
):
    take_up(filed, by=Actor(user=handler_user), at=NOW)
    sign_in(page, handler_user)
    page.goto(f"/cases/{filed.number}/ask")
    page.locator("#id_0-text").fill("Welke stam?")
    page.locator("#id_answer_by").fill("ooit")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_role("button", name="Bekijk").click()
    page.locator("[data-error-summary]").wait_for()
    page.get_by_role("link", name="Terug naar de zaak").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]

    soon = datetime.now(AMSTERDAM) + timedelta(days=20)
    page.locator("#id_answer_by").fill(f"{soon:%d-%m-%Y}")
    page.get_by_role("button", name="Bekijk").click()
    page.get_by_role("link", name="Niets verzenden").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload", "beforeunload"]


def test_after_a_look_at_the_letter_the_draft_can_be_saved(
    page, sign_in, filed, handler_user
):
    take_up(filed, by=Actor(user=handler_user), at=NOW)
    sign_in(page, handler_user)
    page.goto(f"/cases/{filed.number}/decision?template=other-cfi")
    page.get_by_label("Motivering").fill("De mijne.")
    page.get_by_role("button", name="Brief bekijken").click()

    page.get_by_role("button", name="Concept opslaan").click()
    page.wait_for_selector("text=Het concept is opgeslagen.")
    assert filed.decisions.get().reasons == "De mijne."
