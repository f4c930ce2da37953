"""The table of organisms in a real browser: keys, pasting, a phone, no scripts."""

import pytest

from applications.organisms import editing
from tests.applications.browsing import url
from tests.cast import NOW, organism

PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const options = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
}"""
SAVED = ".ggo-messages:has-text('bewaard')"


@pytest.fixture
def table(page, sign_in, draft, researcher):
    """The table with the researcher at it."""
    sign_in(page, researcher)
    page.goto(url(draft, "organisms"))
    return page


def hosts(draft):
    return list(draft.organisms.values_list("host", flat=True))


def save(page):
    page.click("text=Tabel opslaan")
    page.wait_for_selector(SAVED)


def overflows(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_block_from_a_spreadsheet_is_pasted_saved_and_judged(table, draft, axe):
    block = "".join(f'stam {n}\t1\tpUC19\t"eg\nfp"\n' for n in range(5))

    table.focus("#id_new-0-host")
    table.evaluate(PASTE, block)
    assert "Rijen ingevuld: 5" in table.inner_text("[data-grid-status]")
    save(table)

    assert hosts(draft) == [f"stam {n}" for n in range(5)]
    assert set(draft.organisms.values_list("insert", flat=True)) == {"eg\nfp"}
    axe(table)
    assert not overflows(table)


def test_more_rows_than_a_page_holds_are_sent_to_the_import(table, draft):
    table.focus("#id_new-0-host")
    table.evaluate(PASTE, "".join(f"stam {n}\t1\n" for n in range(80)))

    assert "80 rijen; 50 pasten" in table.inner_text("[data-grid-status]")
    save(table)
    assert len(hosts(draft)) == 50


def test_keys_go_from_row_to_row(table):
    table.focus("#id_new-0-function")

    for key, expected in (
        ("Enter", "new-1-function"),
        ("ArrowDown", "new-2-function"),
        ("ArrowUp", "new-1-function"),
        ("Shift+Enter", "new-0-function"),
    ):
        table.keyboard.press(key)
        assert table.evaluate("document.activeElement.name") == expected


def test_the_level_follows_as_soon_as_the_cfi_is_typed(table):
    table.fill("#id_new-0-cfi", "ML-I")

    placeholder = table.get_attribute("#id_new-0-level", "placeholder")
    assert placeholder == "I (uit de CFI)"


def test_what_the_lab_said_before_is_offered_while_typing(table, draft, by):
    editing.add_rows(draft, [organism(host="Pichia pastoris")], by=by, at=NOW)

    table.fill("#id_new-0-host", "pich")

    option = table.locator("#options-host option[value='Pichia pastoris']")
    option.wait_for(state="attached")


def test_the_table_is_cards_on_a_phone(table, draft, by, axe):
    wrong = organism(host="", cfi="ML-9", function="een lang verhaal " * 20)
    editing.add_rows(draft, [organism(), wrong], by=by, at=NOW)

    table.set_viewport_size({"width": 320, "height": 700})
    table.reload()

    assert not overflows(table)
    assert table.is_visible("label[for$='-vector']")
    axe(table)


def test_an_import_is_looked_at_and_confirmed(table, draft, axe):
    table.click("text=Importeren uit een spreadsheet")
    axe(table)
    table.fill("#id_text", "Gastheer\tCFI\nE. coli\tML-9\n")
    table.click("text=Bekijk eerst de rijen")
    table.wait_for_selector("text=Er is geen CFI")
    axe(table)
    table.click("text=1 rij importeren")
    table.wait_for_selector("text=1 rij is geïmporteerd")

    assert hosts(draft) == ["E. coli"]


def test_the_table_and_the_import_work_without_scripts(
    browser, live_server, anna, draft
):
    context = browser.new_context(
        java_script_enabled=False, base_url=live_server.url, locale="nl-NL"
    )
    session = {"name": "sessionid", "value": anna.cookies["sessionid"].value}
    context.add_cookies([session | {"url": live_server.url}])
    page = context.new_page()

    page.goto(url(draft, "organisms"))
    page.fill("#id_new-0-host", "gist")
    page.click("text=Tabel opslaan")
    page.click("text=Importeren uit een spreadsheet")
    page.fill("#id_text", "Gastheer\tCFI\nE. coli\tML-I\n")
    page.click("text=Bekijk eerst de rijen")
    page.click("text=1 rij importeren")
    page.check("input[name=everything]")
    page.click("button[value=fill]")
    page.select_option("#id_field", "vector")
    page.fill("#id_value", "pUC19")
    page.click("text=Bekijk wat verandert")
    page.click("text=2 rijen wijzigen")

    assert list(draft.organisms.values_list("host", "vector")) == [
        ("gist", "pUC19"),
        ("E. coli", "pUC19"),
    ]
    context.close()


def test_why_a_row_is_wrong_is_in_sight_at_1280_pixels(table, draft, by, axe):
    """Its cell is to the right of the screen; the reason stands under the row."""
    table.set_viewport_size({"width": 1280, "height": 900})
    editing.add_rows(draft, [organism(cfi="XX-9")], by=by, at=NOW)
    table.reload()

    def in_sight(selector: str) -> bool:
        box = table.locator(selector).first.bounding_box()
        return box["x"] >= 0 and box["x"] + box["width"] <= 1280

    assert not in_sight('[data-cell="cfi"]')
    assert "CFI: Er is geen CFI “XX-9”" in table.inner_text(".ggo-grid__reasons")
    assert in_sight(".ggo-grid__reason")
    table.evaluate("document.querySelector('.ggo-grid').scrollLeft = 2000")
    assert in_sight(".ggo-grid__reason")
    axe(table)

    table.set_viewport_size({"width": 320, "height": 900})
    assert not table.locator(".ggo-grid__reasons").first.is_visible()
    assert table.locator(".ggo-grid__problem").first.is_visible()
