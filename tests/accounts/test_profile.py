"""My details: seen and changed by the person alone."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_profile_is_changed_by_the_person(client, researcher):
    client.force_login(researcher)
    form = {"name": "Anna Boer", "phone": "050 1", "language": "en"}
    answer = client.post(reverse("profile"), form)

    assert answer.status_code == 302
    researcher.refresh_from_db()
    assert (researcher.name, researcher.phone, researcher.language) == (
        "Anna Boer",
        "050 1",
        "en",
    )


def test_profile_without_name_is_not_saved(client, researcher):
    client.force_login(researcher)
    answer = client.post(reverse("profile"), {"name": "", "language": "nl"})

    page = answer.content.decode()
    assert "Vul uw naam in." in page
    assert "Anna de Boer" in page
    researcher.refresh_from_db()
    assert researcher.name == "Anna de Boer"


def test_profile_cannot_change_the_address_or_rights(client, researcher):
    client.force_login(researcher)
    form = {"name": "A", "language": "nl", "email": "x@y.nl", "is_staff": "on"}
    client.post(reverse("profile"), form)

    researcher.refresh_from_db()
    assert researcher.email == "anna@voorbeeld.nl"
    assert not researcher.is_staff


def test_profile_names_the_organisation_and_role(client, bvf_user):
    client.force_login(bvf_user)
    page = client.get(reverse("profile")).content.decode()

    assert "UMC Noord" in page
    assert "biologischeveiligheidsfunctionaris (BVF)" in page


def test_visitor_is_led_to_sign_in(client):
    answer = client.get(reverse("profile"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
