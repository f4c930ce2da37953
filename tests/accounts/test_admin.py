"""How an administrator lets a lab and its people in."""

import pytest

from accounts.actor import Actor
from accounts.members.inviting import invite_member
from accounts.members.membership import roles_of
from accounts.models import AccessEvent, BureauRole, LabRole, Organisation, User
from tests.cast import NOW


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


def test_pages_of_the_admin_open(administrator, lab, researcher):
    for path in (
        "organisation/",
        f"organisation/{lab.pk}/change/",
        "user/",
        "user/add/",
    ):
        assert administrator.get(f"/admin/accounts/{path}").status_code == 200
    page = administrator.get(f"/admin/accounts/user/{researcher.pk}/change/")
    assert page.status_code == 200


def test_roles_that_the_admin_gives_and_takes_are_on_record(
    administrator, lab, researcher
):
    membership = lab.memberships.get(user=researcher)
    form = {
        "name": lab.name,
        "kvk_number": lab.kvk_number,
        "address": lab.address,
        "memberships-TOTAL_FORMS": 2,
        "memberships-INITIAL_FORMS": 1,
        "memberships-0-id": membership.pk,
        "memberships-0-organisation": str(lab.pk),
        "memberships-0-DELETE": "on",
        "memberships-1-organisation": str(lab.pk),
        "memberships-1-user": researcher.pk,
        "memberships-1-role": LabRole.ADMIN,
    }

    address = f"/admin/accounts/organisation/{lab.pk}/change/"
    assert administrator.post(address, form).status_code == 302

    assert roles_of(researcher, lab) == {LabRole.ADMIN}
    events = lab.access_events.order_by("pk")
    told = [(row.kind, row.facts["roles"], row.actor_name) for row in events]
    assert told == [
        ("role-given", ["admin"], "Root"),
        ("role-taken", ["researcher"], "Root"),
    ]


def test_a_role_at_the_bureau_is_on_record_without_a_lab(administrator, auditor):
    form = {
        "email": auditor.email,
        "name": auditor.name,
        "language": "nl",
        "is_active": "on",
        **inlines(),
        "positions-TOTAL_FORMS": 2,
        "positions-INITIAL_FORMS": 1,
        "positions-0-id": auditor.positions.get().pk,
        "positions-0-user": auditor.pk,
        "positions-1-user": auditor.pk,
        "positions-1-role": BureauRole.JURIST,
    }

    address = f"/admin/accounts/user/{auditor.pk}/change/"
    assert administrator.post(address, form).status_code == 302

    event = AccessEvent.objects.get()
    assert (event.organisation, event.facts) == (None, {"roles": ["jurist"]})
    assert event.role_labels == ["jurist"]


def test_the_record_and_invitations_can_only_be_looked_at(
    administrator, lab, lab_admin
):
    made = invite_member(
        lab, email="n@lab.nl", name="N", roles=["bvf"], by=Actor(user=lab_admin), at=NOW
    )
    event = AccessEvent.objects.get()

    for name, row in (("invitation", made), ("accessevent", event)):
        base = f"/admin/accounts/{name}/"
        assert administrator.get(base).status_code == 200
        shown = administrator.get(f"{base}{row.pk}/change/")
        assert shown.status_code == 200
        assert made.token_sha256 not in shown.content.decode()
        assert administrator.post(f"{base}{row.pk}/change/", {}).status_code == 403
        assert administrator.post(f"{base}{row.pk}/delete/", {}).status_code == 403
        assert administrator.get(f"{base}add/").status_code == 403
    assert administrator.get("/admin/accounts/substitution/").status_code == 200
