"""A KG from sign-in to silence, in a real browser, with a real worker and mail."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from dossiers.models import Case, Letter
from dossiers.states import State
from dossiers.tasks import daily_round
from tests.cast import PASSWORD, PDF
from tests.signing_in import app_code

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page: Page, user) -> None:
    """Sign in as a person does."""
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def log_out(page: Page) -> None:
    """Leave the machine to the next person."""
    page.context.clear_cookies()


def go_on(page: Page) -> None:
    """Save this part and go to the next."""
    page.get_by_role("button", name="Opslaan en verder").click()


def begin(page: Page) -> None:
    """Start a KG-I and open its first part."""
    page.goto("/applications/new?procedure=i-new")
    page.get_by_role("button", name="Beginnen met invullen").click()
    page.get_by_role("link", name="Organisatie en BVF").first.click()


def fill_in(page: Page) -> None:
    """All parts of a KG-I, in the order in which the form asks them."""
    go_on(page)  # organisation and BVF: known already
    page.get_by_label("Precieze plaats op de locatie").fill("O2, kamer 2.14")
    page.get_by_label("ML-I – laboratorium").check()
    go_on(page)
    page.get_by_label("Titel").fill("Reporters in E. coli")
    page.get_by_label("Doel", exact=True).fill("Eiwitten volgen in levende cellen.")
    page.get_by_label("Verwachte resultaten").fill("Stammen met zichtbare eiwitten.")
    go_on(page)
    add_organism(page)
    go_on(page)
    page.get_by_label("Hoe de ggo's worden gemaakt").fill("Klonering in plasmiden.")
    page.get_by_label("Welke handelingen u met de ggo's verricht").fill(
        "Kweek en microscopie."
    )
    page.get_by_label("Kweekvolumes").fill("Ten hoogste 1 liter per kweek.")
    go_on(page)


def add_organism(page: Page) -> None:
    """One row, as annex 5 asks it."""
    page.get_by_role("link", name="Eén rij op een eigen pagina toevoegen").click()
    page.get_by_label("Gastheer", exact=True).fill("Escherichia coli K12")
    page.get_by_label("Vector", exact=True).fill("pUC19")
    page.get_by_label("Insertie", exact=True).fill("egfp")
    page.get_by_label("Donororganisme").fill("Aequorea victoria")
    page.get_by_label("Functie van de insertie").fill("reporter")
    page.get_by_label("CFI", exact=True).select_option("ML-I")
    page.get_by_label("Inschalingsartikel").fill("5.2")
    page.get_by_role("button", name="Rij opslaan").click()


def test_a_notification_from_sign_in_to_silence(
    page, axe, cast, celery_worker_process, smtp_sink
):
    log_in(page, cast.researcher)
    begin(page)
    fill_in(page)
    axe(page)

    # Leave, come back: everything is there, also that something is missing.
    log_out(page)
    log_in(page, cast.researcher)
    page.goto("/applications")
    page.get_by_role("link", name="Reporters in E. coli", exact=True).click()
    expect(page.get_by_text("6 van 7 onderdelen")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Uitkomst: niveau en CFI").first.click()
    page.get_by_label("ML-I – laboratorium").check()
    page.get_by_label("Inschaling").fill("5.2")
    go_on(page)
    page.get_by_label("Het verslag staat hieronder als bestand").check()
    page.get_by_label("Kies een bestand").set_input_files(
        {"name": "verslag.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Dit bestand toevoegen").click()
    expect(page.get_by_role("link", name="verslag.pdf", exact=True)).to_be_visible()
    application = page.url.rpartition("/")[0]

    # The BVF signs, on the same screen.
    log_out(page)
    log_in(page, cast.bvf_user)
    page.goto(application)
    page.get_by_role("button", name="Tekenen als BVF").click()
    axe(page)

    # A change voids the signature, in plain sight; the BVF signs again.
    page.get_by_role("link", name="Doel van de werkzaamheden").click()
    page.get_by_label("Titel").fill("Reporters in E. coli K12")
    page.get_by_role("button", name="Opslaan en naar het overzicht").click()
    expect(page.get_by_text("vervallen").first).to_be_visible()
    page.get_by_role("button", name="Tekenen als BVF").click()

    # Filing gives number, dates and grounds at once.
    page.get_by_role("button", name="Indienen bij Bureau GGO").click()
    number = f"IG {timezone.localdate():%y}-001_I-000"
    expect(page.get_by_role("heading", name=number, level=1)).to_be_visible()
    expect(page.get_by_text("Besluit ggo 2.19").first).to_be_visible()
    axe(page)
    smtp_sink.wait_for(1)
    celery_worker_process.until(lambda: Letter.objects.get().sent_at)
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="Ontvangstbevestiging").click()
    assert download.value.suggested_filename.endswith(".pdf")

    handle(page, axe, cast, number)
    close(celery_worker_process)


def handle(page: Page, axe, cast, number: str) -> None:
    """A handler finds the case on the worklist, takes it and finds it in order."""
    log_out(page)
    log_in(page, cast.handler_user)
    turn_on_second_step(page)
    page.goto("/worklist")
    axe(page)
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="In behandeling nemen").click()
    axe(page)
    page.get_by_role("button", name="In behandeling nemen").click()
    page.get_by_role("link", name="Vastleggen: geen besluit nodig").click()
    page.get_by_role("button", name="Vastleggen: geen besluit nodig").click()
    expect(page.get_by_text("beoordeeld, geen besluit nodig").first).to_be_visible()
    axe(page)


def turn_on_second_step(page: Page) -> None:
    """At Bureau GGO nothing opens before the code of an app was typed."""
    key = page.locator("code").inner_text()
    page.get_by_label("Code uit de app").fill(app_code(key))
    page.get_by_role("button", name="Aanzetten").click()
    expect(page.get_by_role("status")).to_contain_text("staat aan")


def close(worker) -> None:
    """After the window has passed in silence the case closes by itself."""
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        daily_round()
    assert Case.objects.get().state == State.CLOSED


def test_a_notification_is_filed_by_keyboard_alone(
    page, sign_in, signed_kg, researcher
):
    application = signed_kg()
    sign_in(page, researcher)
    page.goto(f"/applications/{application.pk}")

    tab_to(page, "Indienen bij Bureau GGO")
    page.keyboard.press("Enter")

    page.wait_for_url("**/cases/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(Case.objects.get().label)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on a control with this name; each must be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
        if focused.inner_text().strip() == name:
            return
    pytest.fail(f"“{name}” cannot be reached by keyboard.")


def test_the_form_works_without_javascript(browser, live_server, cast):
    context = browser.new_context(
        locale="nl-NL", base_url=live_server.url, java_script_enabled=False
    )
    page = context.new_page()
    log_in(page, cast.researcher)
    begin(page)

    fill_in(page)

    report = page.get_by_role("heading", name="Verslag van de risicobeoordeling")
    expect(report.first).to_be_visible()
    context.close()
