"""How an administrator lets a lab and its people in."""

import pytest

from accounts.models import LabRole, Organisation, User


@pytest.fixture
def administrator(client, db):
    """A browser in which a superuser is signed in."""
    client.force_login(
        User.objects.create_superuser("root@voorbeeld.nl", "geheim", name="Root")
    )
    return client


def inlines(**memberships) -> dict:
    """The empty inline forms that the admin's page sends along."""
    counts = {}
    for name in ("memberships", "positions"):
        counts |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0}
    return counts | memberships


def test_new_person_gets_a_role_and_a_confirmed_address(administrator, lab):
    person = {
        "email": "Nieuw@voorbeeld.nl",
        "name": "Nina Nieuw",
        "usable_password": "false",
    }
    role = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-organisation": str(lab.pk),
        "memberships-0-role": LabRole.BVF,
    }

    answer = administrator.post("/admin/accounts/user/add/", person | inlines() | role)

    assert answer.status_code == 302, answer.context["errors"]
    nina = User.objects.get(email="nieuw@voorbeeld.nl")
    assert nina.emailaddress_set.get().verified
    assert nina.holds(LabRole.BVF, lab)


def test_new_organisation_is_entered(administrator):
    answer = administrator.post(
        "/admin/accounts/organisation/add/",
        {"name": "Gist B.V.", "kvk_number": "12345678", **inlines()},
    )

    assert answer.status_code == 302
    assert Organisation.objects.filter(name="Gist B.V.").exists()


def test_pages_of_the_admin_open(administrator, lab, aanvrager):
    for path in (
        "organisation/",
        f"organisation/{lab.pk}/change/",
        "user/",
        "user/add/",
    ):
        assert administrator.get(f"/admin/accounts/{path}").status_code == 200
    page = administrator.get(f"/admin/accounts/user/{aanvrager.pk}/change/")
    assert page.status_code == 200
