"""At Bureau GGO and in the admin: after the password nothing but the second step."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.actor import SYSTEM, Actor
from accounts.demo_secrets import DEMO_KEY, code_for_key, give_demo_key
from accounts.errors import ActorNotAllowed
from accounts.models import AccessEvent, BureauRole, Position, User
from accounts.signing_in.second_step import WITHOUT, reset_second_step
from dossiers.intake.receiving import receive_application
from tests.cast import NOW, PASSWORD
from tests.signing_in import KEY, Browser, give_second_step

SET_UP, CODE = "/account/2fa/totp/activate/", "/account/2fa/reauthenticate/"


def sign_in(client, user, password: str = PASSWORD):
    """Type the password."""
    said = {"login": user.email, "password": password}
    return client.post(reverse("account_login"), said)


def type_code(client, code: str, address: str | None = None):
    """Type the code of the app."""
    return client.post(address or reverse("mfa_authenticate"), {"code": code})


def where(answer) -> str:
    """Where an answer sends one, without the query."""
    return answer["Location"].partition("?")[0].removeprefix("/en")


@pytest.fixture
def root(db) -> User:
    """The portal's own administrator, who has no position."""
    return User.objects.create_superuser("root@voorbeeld.nl", PASSWORD, name="Root")


@pytest.mark.parametrize("role", ["handler_user", "decider_user", "jurist", "auditor"])
def test_after_the_password_nothing_but_setting_it_up(role, request):
    client = Client()
    assert sign_in(client, request.getfixturevalue(role)).status_code == 302

    for path in ["/", "/worklist", "/admin/", "/account/profile", "/en/procedures"]:
        assert where(client.get(path)) == SET_UP
        assert where(client.post(path)) == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_the_list_of_what_is_open_before_it_is_closed(handler_user):
    client = Client()
    sign_in(client, handler_user)
    plain = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    wrong = {}
    for name in plain - WITHOUT - {"openapi", "token"}:
        try:
            path = reverse(name)
        except Exception:  # noqa: S112 - a route that asks for a thing
            continue
        answer = client.get(path)
        if answer.status_code != 403 and where(answer) != SET_UP:
            wrong[name] = answer.status_code

    assert wrong == {}


def test_the_admin_is_closed_to_a_superuser_without_it(root):
    client = Client()
    sign_in(client, root)

    assert where(client.get("/admin/accounts/user/")) == SET_UP


def test_a_call_with_the_cookie_of_a_session_is_refused_without_it(handler_user):
    client = Client()
    sign_in(client, handler_user)

    answer = client.get("/api/v1/procedures")

    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"


def test_a_part_of_a_page_that_a_script_asks_leads_the_whole_page_there(handler_user):
    client = Client()
    sign_in(client, handler_user)

    answer = client.get("/worklist", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith(SET_UP)


def test_who_sets_it_up_goes_on_at_once_and_keeps_ten_codes(handler_user):
    client = Client()
    sign_in(client, handler_user)
    client.get(SET_UP)

    done = type_code(client, code_for_key(client.session["mfa.totp.secret"]), SET_UP)

    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(done["Location"]).context["unused_codes"]) == 10
    assert client.get("/worklist").status_code == 200


def test_a_wrong_code_sets_nothing_up(handler_user):
    client = Client()
    sign_in(client, handler_user)
    client.get(SET_UP)

    type_code(client, "000000", SET_UP)

    assert not Authenticator.objects.exists()
    assert where(client.get("/worklist")) == SET_UP


def test_with_it_a_code_comes_after_the_password(handler_user):
    give_second_step(handler_user)
    client = Client()

    assert where(sign_in(client, handler_user)) == reverse("mfa_authenticate")
    assert "/account/login" in client.get("/worklist")["Location"]
    type_code(client, code_for_key(KEY))
    assert client.get("/worklist").status_code == 200


def test_a_code_is_good_for_one_time(handler_user):
    give_second_step(handler_user)
    code = code_for_key(KEY)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, handler_user)
        type_code(client, code)

    assert first.get("/worklist").status_code == 200
    assert "/account/login" in second.get("/worklist")["Location"]


def test_a_session_from_before_it_was_set_up_must_give_a_code(handler_user):
    client = Client()
    sign_in(client, handler_user)
    give_second_step(handler_user)

    assert where(client.get("/worklist")) == CODE
    assert where(client.get(SET_UP)) != "/worklist"
    assert type_code(client, "000000", CODE).status_code == 200
    type_code(client, code_for_key(KEY), CODE)
    assert client.get("/worklist").status_code == 200


def test_a_position_given_to_somebody_who_is_signed_in_asks_for_it(researcher):
    client = Client()
    sign_in(client, researcher)
    assert client.get("/cases").status_code == 200

    Position.objects.create(user=researcher, role=BureauRole.HANDLER)

    assert where(client.get("/cases")) == SET_UP


def test_a_factor_turned_off_before_the_position_came_does_not_count(researcher):
    give_second_step(researcher)
    client = Client()
    sign_in(client, researcher)
    type_code(client, code_for_key(KEY))
    Authenticator.objects.all().delete()

    Position.objects.create(user=researcher, role=BureauRole.HANDLER)

    assert where(client.get("/cases")) == SET_UP


def test_who_works_for_a_lab_may_do_without(researcher):
    client = Client()
    sign_in(client, researcher)

    assert client.get("/cases").status_code == 200


def test_a_superuser_without_a_position_sees_no_cases(root, world_case):
    client = Browser()
    client.force_login(root)

    assert client.get(f"/cases/{world_case.number}").status_code == 404
    assert client.get("/worklist").status_code == 404
    assert client.get("/admin/").status_code == 200


@pytest.fixture
def world_case(signed_kg, researcher):
    """A case of the lab."""

    draft = signed_kg()
    return receive_application(draft, by=Actor(user=researcher), at=NOW)


def test_in_the_demo_the_page_shows_the_code_and_takes_it_twice(handler_user, settings):
    settings.DEMO = True
    give_demo_key(handler_user)
    for _time in range(2):
        client = Client()
        sign_in(client, handler_user)
        page = client.get(reverse("mfa_authenticate"))
        code = page.context["form"].demo_code
        assert f"<strong>{code}</strong>" in page.content.decode()
        assert f'value="{code}"' in page.content.decode()
        type_code(client, code)
        assert client.get("/worklist").status_code == 200


def test_in_the_demo_the_code_of_a_real_app_is_not_shown(handler_user, settings):
    settings.DEMO = True
    give_second_step(handler_user)
    client = Client()
    sign_in(client, handler_user)

    page = client.get(reverse("mfa_authenticate")).content.decode()

    assert code_for_key(KEY) not in page
    assert "demonstratie is de code" not in page


def test_outside_the_demo_its_key_opens_nothing_and_is_not_shown(
    handler_user, settings
):
    settings.DEMO = False
    give_demo_key(handler_user)
    client = Client()
    sign_in(client, handler_user)

    page = client.get(reverse("mfa_authenticate")).content.decode()
    type_code(client, code_for_key(DEMO_KEY))

    assert code_for_key(DEMO_KEY) not in page
    assert "/account/login" in client.get("/worklist")["Location"]


def test_an_administrator_resets_it_and_all_sessions_end(handler_user, root):
    client, admin = Browser(), Browser()
    client.force_login(handler_user)
    admin.force_login(root)
    asked = {"action": "reset_second_step", "_selected_action": handler_user.pk}

    admin.post("/admin/accounts/user/", asked)

    assert "/account/login" in client.get("/worklist")["Location"]
    assert not Authenticator.objects.filter(user=handler_user).exists()
    handler_user.refresh_from_db()
    assert not handler_user.has_usable_password()
    event = AccessEvent.objects.latest("pk")
    assert (event.kind, event.person, event.user) == ("step-reset", handler_user, root)
    assert event.facts == {"steps": ["totp"]}


def test_nobody_else_resets_it_nor_anybody_his_own(handler_user, jurist, root):
    for by, person in [(jurist, handler_user), (root, root), (handler_user, root)]:
        give_second_step(person)
        with pytest.raises(ActorNotAllowed):
            reset_second_step(person, by=Actor(user=by), at=NOW)
        assert Authenticator.objects.filter(user=person).exists()


def test_the_only_administrator_is_let_in_again_by_command(root):
    give_second_step(root)
    said = StringIO()

    call_command("reset_second_step", "ROOT@voorbeeld.nl", stdout=said)

    assert said.getvalue().startswith("Root now chooses a new password")
    event = AccessEvent.objects.get(kind="step-reset")
    assert (event.person, event.actor_name) == (root, SYSTEM.name)
    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError):
        call_command("reset_second_step", "niemand@voorbeeld.nl")


def test_setting_it_up_and_the_code_pages_hold_in_a_browser(page, axe, handler_user):
    page.goto(reverse("account_login"))
    page.get_by_label("E-mailadres").fill(handler_user.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/2fa/totp/activate/**")
    axe(page)
    page.get_by_label("Code uit de app").fill(
        code_for_key(page.locator("code").inner_text())
    )
    page.get_by_role("button", name="Aanzetten").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto(reverse("worklist"))
    assert page.locator("h1").inner_text() == "Werkvoorraad"
