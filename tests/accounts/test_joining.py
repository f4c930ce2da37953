"""From invitation to signed in, by the link; and what a dead link says."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.members import inviting
from accounts.members.membership import roles_of
from accounts.models import Invitation, User
from tests.applications.browsing import text
from tests.cast import PASSWORD, person
from tests.signing_in import sign_in_with_password

FORM = {"name": "Nina Nieuw", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def invited(lab, admin):
    """`invited(email)`: an invitation as a BVF, from now on."""

    def invited(email="nina@lab.nl"):
        return inviting.invite_member(
            lab,
            email=email,
            name="Nina Nieuw",
            roles=["bvf"],
            by=admin,
            at=timezone.now(),
        )

    return invited


def link(invitation) -> str:
    return reverse("invitation", args=[invitation.token])


def test_from_invitation_to_signed_in(
    page, axe, sign_in, celery_worker_process, smtp_sink, lab, lab_admin
):
    sign_in(page, lab_admin)
    page.goto(reverse("people"))
    axe(page)
    page.get_by_role("link", name="Iemand uitnodigen").click()
    axe(page)
    page.get_by_role("button", name="Uitnodiging versturen").click()
    axe(page)
    page.get_by_label("Naam").fill("Nina Nieuw")
    page.get_by_label("E-mailadres").fill("nina@lab.nl")
    page.get_by_label("biologischeveiligheidsfunctionaris (BVF)").check()
    page.get_by_role("button", name="Uitnodiging versturen").click()
    expect(page.get_by_role("status")).to_contain_text("onderweg naar nina@lab.nl")
    axe(page)
    (message,) = smtp_sink.wait_for(1)
    path = re.search(r"https?://[^/]+(/invitations/\S+)", message.get_content())[1]

    page.context.clear_cookies()
    page.goto(path)
    axe(page)
    page.get_by_role("button", name="Aannemen en inloggen").click()
    assert "Kies een wachtwoord." in page.locator("[data-error-summary]").inner_text()
    axe(page)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Het wachtwoord nog een keer").fill(PASSWORD)
    page.get_by_role("button", name="Aannemen en inloggen").click()
    expect(page.get_by_role("status")).to_contain_text("U werkt nu voor UMC Noord")
    assert "Nina Nieuw" in page.locator("h1").inner_text()
    assert roles_of(User.objects.get(email="nina@lab.nl"), lab) == {"bvf"}

    page.goto(path)
    assert page.locator("h1").inner_text() == "Deze uitnodiging is aangenomen"
    axe(page)
    page.context.clear_cookies()
    sign_in_with_password(page, User.objects.get(email="nina@lab.nl"))
    assert "Nina Nieuw" in page.locator("h1").inner_text()


def test_who_has_an_account_signs_in_and_accepts(page, axe, invited, lab):
    nina = person("Nina Nieuw")
    page.goto(link(invited(nina.email)))
    axe(page)
    page.locator("main").get_by_role("link", name="Inloggen").click()
    page.get_by_label("E-mailadres").fill(nina.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    axe(page)
    page.get_by_role("button", name="Uitnodiging aannemen").click()

    expect(page.get_by_role("status")).to_contain_text("U werkt nu voor UMC Noord")
    assert roles_of(nina, lab) == {"bvf"}


def test_who_is_signed_in_as_another_signs_out_and_goes_on(
    page, axe, sign_in, invited, researcher
):
    sign_in(page, researcher)
    page.goto(link(invited()))
    axe(page)
    page.get_by_role("button", name="Uitloggen en doorgaan").click()

    expect(page.get_by_label("Kies een wachtwoord")).to_be_visible()


def test_pages_fit_a_phone_and_need_no_script(browser, live_server, sign_in, invited):
    context = browser.new_context(
        java_script_enabled=False,
        base_url=live_server.url,
        viewport={"width": 320, "height": 640},
    )
    page = context.new_page()
    made = invited()
    page.goto(link(made))
    page.fill("#id_password", PASSWORD)
    page.fill("#id_again", PASSWORD)
    page.click("main button[type=submit]")

    assert User.objects.filter(email=made.email).exists()
    page.goto(reverse("people"))
    box = page.locator("html").bounding_box()
    assert box["width"] <= 320
    context.close()


def test_somebody_elses_invitation_cannot_be_accepted(client, invited, researcher, lab):
    client.force_login(researcher)

    answer = client.post(link(invited()))

    assert "is voor nina@lab.nl" in text(answer)
    assert roles_of(researcher, lab) == {"researcher"}


def test_posting_without_signing_in_does_not_accept_for_an_account(client, invited):
    nina = person("Nina Nieuw")

    answer = client.post(link(invited(nina.email)), FORM)

    assert "Log in om de uitnodiging" in text(answer)
    assert not nina.memberships.exists()
    nina.refresh_from_db()
    assert nina.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Vul uw naam in."),
        ("password", "kort", "12 tekens"),
        ("password", "password1234", "te algemeen"),
        ("again", "iets anders dan dat", "niet gelijk"),
        ("again", "", "nog een keer"),
        ("name", "\x00\u200b", "Vul uw naam in."),
    ],
)
def test_wrong_account_is_told_at_the_field(client, invited, field, value, said):
    values = {**FORM, field: value}
    if field == "password":
        values["again"] = value

    answer = client.post(link(invited()), values)

    assert answer.status_code == 400
    assert said in answer.content.decode().split("data-error-summary")[1]
    assert not User.objects.filter(email="nina@lab.nl").exists()


def test_expired_link_says_what_to_do(client, invited):
    made = invited()
    long_ago = timezone.now() - timedelta(days=15)
    Invitation.objects.update(
        invited_at=long_ago, expires_at=long_ago + timedelta(days=14)
    )

    for answer in (client.get(link(made)), client.post(link(made), FORM)):
        assert answer.status_code == 410
        assert "beheerder van UMC Noord" in text(answer)
        assert "nina@lab.nl" not in text(answer)
    assert not User.objects.filter(email="nina@lab.nl").exists()


def test_dead_links_say_nothing_about_anybody(client, invited, admin, lab):
    nina = person("Nina Nieuw")
    pages = {}
    for email in (nina.email, "onbekend@lab.nl"):
        made = invited(email)
        inviting.revoke_invitation(made, by=admin, at=timezone.now())
        pages[email] = text(client.get(link(made)))

    assert pages[nina.email] == pages["onbekend@lab.nl"]
    assert "ingetrokken" in pages[nina.email]


def test_link_that_never_was_is_not_found(client, db):
    answer = client.get(reverse("invitation", args=["x" * 43]))

    assert answer.status_code == 404
    assert "Deze link werkt niet" in text(answer)


def test_link_is_not_kept_by_caches(client, invited):
    assert "no-store" in client.get(link(invited()))["Cache-Control"]
