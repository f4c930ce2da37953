"""The administrative form in a real browser: asked, and processed."""

from django.urls import reverse

from accounts.actor import Actor
from applications.drafting import drafting
from applications.signing import signing
from dossiers.handling.taking_up import take_up
from dossiers.intake.receiving import receive_application
from tests.applications.browsing import url
from tests.cast import NOW
from tests.cast_answers import said_in


def test_what_changes_decides_what_is_asked(
    page, sign_in, axe, file, lab, researcher, live_server
):
    one, other = file(), file("iik-new")
    draft = drafting.start_draft(
        procedure_key="administrative",
        organisation=lab,
        by=Actor(user=researcher),
        at=NOW,
    )
    sign_in(page, researcher)
    page.goto(url(draft, "dossiers"))
    axe(page)
    page.check("input[name=kinds][value=bvf]")
    page.check("input[name=which][value=all]")
    page.click("text=Opslaan en verder")
    page.wait_for_url("**/bvf")
    axe(page)
    for case in (one, other):
        assert page.locator(f"label:has-text('{case.dossier.number}')").count() == 1

    page.check("input[name=stop][value=full]")
    page.click("text=Opslaan en naar het overzicht")
    page.goto(url(draft, "bvf"))
    errors = page.locator("[id^=div_id_everywhere] .utrecht-form-field-error-message")
    assert other.dossier.number in errors.inner_text()
    axe(page)


def test_handler_sees_what_will_be_different_and_processes_it(
    page, sign_in, axe, file, lab, researcher, bvf_user, handler_user, live_server
):
    file()
    by = Actor(user=researcher)
    draft = drafting.start_draft(
        procedure_key="administrative", organisation=lab, by=by, at=NOW
    )
    said = said_in("administrative", lab, bvf_user)
    said["dossiers"] = {"kinds": ["bvf"], "which": "all", "dossiers": []}
    for section in ("organisation", "dossiers", "bvf"):
        drafting.save_section(draft, section, said[section], by=by, at=NOW)
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)
    case = receive_application(draft, by=by, at=NOW)
    take_up(case, by=Actor(user=handler_user), at=NOW)
    sign_in(page, handler_user)

    page.goto(live_server.url + reverse("case-act", args=[case.number, "process"]))
    axe(page)
    page.click("button:has-text('Verwerken')")
    page.wait_for_url(f"**/cases/{case.number}")
    axe(page)

    case.refresh_from_db()
    assert case.state == "processed"
