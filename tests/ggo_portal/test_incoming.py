"""Nothing that cannot be stored comes further than the door, wherever it is put."""

from base64 import b64encode

import pytest
from django.urls import reverse

from applications.models import Application

pytestmark = pytest.mark.django_db
CONTROLS = ["%00", "a%00b", "%01", "%7F", "%C2%92"]


@pytest.mark.parametrize("part", CONTROLS)
@pytest.mark.parametrize(
    "address",
    [
        "/procedures/%s/what-if",
        "/en/procedures/%s/what-if",
        "/cases/%s",
        "/api/v1/procedures/%s",
        "/%s",
    ],
)
def test_an_address_with_a_control_does_not_exist(client, researcher, address, part):
    client.force_login(researcher)

    assert client.get(address % part).status_code == 404


@pytest.mark.parametrize("part", CONTROLS)
def test_a_query_is_cleaned_for_people_and_read_strictly_for_machines(
    client, researcher, part
):
    client.force_login(researcher)

    assert client.get(f"/cases?q={part}").status_code == 200
    refused = client.get(f"/api/v1/procedures?on={part}")
    assert (refused.status_code, refused["Content-Type"]) == (
        400,
        "application/problem+json",
    )


@pytest.mark.parametrize("part", CONTROLS)
def test_a_name_of_a_field_with_a_control_is_refused(client, researcher, part):
    client.force_login(researcher)
    form = {"content_type": "application/x-www-form-urlencoded"}

    assert client.get(f"/cases?{part}=1").status_code == 400
    assert client.post("/applications/new", f"{part}=1", **form).status_code == 400


def test_a_cookie_that_quotes_a_control_is_no_cookie(client):
    client.cookies.load('sessionid="\\000aaaaaaaaaaaaaaaa"; django_language="\\000"')

    assert client.get("/").status_code == 200
    assert client.get("/cases").status_code == 302


@pytest.mark.parametrize("secret", [b"\x00:\x00", b"a:\xff\xfe", b"\xed\xa0\x80:x"])
def test_a_secret_that_is_no_text_opens_nothing(client, secret):
    answer = client.post(
        "/oauth/token",
        {"grant_type": "client_credentials", "client_id": "\x00"},
        HTTP_AUTHORIZATION=f"Basic {b64encode(secret).decode()}",
    )

    assert answer.status_code in (400, 401)


def test_what_is_pasted_in_a_form_is_clean_in_the_database(
    client, complete_draft, researcher
):
    draft = complete_draft("i-new")
    client.force_login(researcher)
    url = reverse("application-section", args=[draft.pk, "purpose"])
    form = client.get(url).context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    seen = {"version": draft.section_answers.get(section="purpose").version}

    client.post(url, said | seen | {"title": "\ufeff\uf06d-gal \x96 \x00"})

    title = Application.objects.get(pk=draft.pk).title
    assert title == "μ-gal –"


def test_a_password_is_taken_as_it_is(client, researcher):
    researcher.set_password("â€™ wachtwoord â€™")
    researcher.save()
    said = {"login": researcher.email, "password": "â€™ wachtwoord â€™"}

    client.post(reverse("account_login"), said)

    assert "_auth_user_id" in client.session
