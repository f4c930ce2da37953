"""A first KG, from signing in to filed, by as few hands as can be."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import LabRole, Membership
from dossiers.models import Case
from tests.cast import PASSWORD, PDF

pytestmark = pytest.mark.django_db(transaction=True)

AT_MOST = 25
"""Interactions: a click, a field filled in, a choice, a file, a paste."""

ROW = "\t".join(
    [
        *("Escherichia coli K12 DH5α", "1", "pUC19", "egfp", "Aequorea victoria"),
        *("fluorescent reporter", "", "ML-I", "", "5.2"),
    ]
)
"""A row as it is copied from a spreadsheet."""

PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const options = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
}"""


class Hand:
    """The hand of a person on a page, and how often it did something."""

    def __init__(self, page: Page):
        self.page = page
        self.interactions = 0

    def click(self, what: Locator) -> None:
        """One click."""
        self.interactions += 1
        what.click()

    def fill(self, label: str, text: str) -> None:
        """Fill in one field."""
        self.interactions += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose_file(self, label: str, file: dict) -> None:
        """Choose one file."""
        self.interactions += 1
        self.page.get_by_label(label).set_input_files(file)

    def paste(self, text: str) -> None:
        """Paste where the cursor is."""
        self.interactions += 1
        self.page.evaluate(PASTE, text)

    def press(self, name: str) -> None:
        """Press a button."""
        self.click(self.page.get_by_role("button", name=name))

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.click(self.page.get_by_role("link", name=name).first)


@pytest.fixture
def prepared_bvf(lab, bvf_user):
    """A BVF who writes too; the lab has its location and its BVF in the register."""
    Membership.objects.create(user=bvf_user, organisation=lab, role=LabRole.RESEARCHER)
    return bvf_user


def test_a_first_kg_takes_few_interactions(page, axe, prepared_bvf):
    hand = Hand(page)
    page.goto("/account/login/?next=/applications")

    hand.fill("E-mailadres", prepared_bvf.email)
    hand.fill("Wachtwoord", PASSWORD)
    hand.press("Inloggen")
    hand.follow("Aanvraag starten")
    hand.follow("Nieuwe werkzaamheden")
    hand.press("Beginnen met invullen")
    hand.follow("Plaats en inperking")
    hand.fill("Precieze plaats op de locatie", "O2, kamer 2.14")
    hand.click(page.get_by_label("ML-I – laboratorium"))
    hand.press("Opslaan en verder")
    hand.fill("Titel", "Reporters in E. coli")
    hand.fill("Doel", "Eiwitten volgen in levende cellen.")
    hand.fill("Verwachte resultaten", "Stammen met zichtbare eiwitten.")
    hand.press("Opslaan en verder")
    hand.click(page.locator("[data-cell=host]").first)
    hand.paste(ROW)
    hand.press("Opslaan en verder")
    hand.fill("Hoe de ggo's worden gemaakt", "Klonering in plasmiden.")
    hand.fill("Welke handelingen u met de ggo's verricht", "Kweek en microscopie.")
    hand.fill("Kweekvolumes", "Ten hoogste 1 liter per kweek.")
    hand.press("Opslaan en verder")
    report = {"name": "verslag.pdf", "mimeType": "application/pdf", "buffer": PDF}
    hand.choose_file("Kies een bestand", report)
    hand.press("Opslaan en verder")
    expect(page.get_by_role("button", name="Tekenen als BVF")).to_be_visible()
    axe(page)
    hand.press("Tekenen als BVF")
    hand.press("Indienen bij Bureau GGO")

    expect(page.get_by_role("heading", level=1)).to_have_text(Case.objects.get().label)
    assert hand.interactions <= AT_MOST
