"""Nobody's access changes without a word in the log, whatever way the change came."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection, transaction

from accounts.access_changes import set_access_actor
from accounts.actor import Actor
from accounts.machines.clients import create_client, end_mandate, give_mandate
from accounts.members.membership import change_roles, remove_member
from accounts.models import (
    AccessEvent,
    AccessKind,
    BureauRole,
    FilingMandate,
    LabRole,
    MachineClient,
    Membership,
    Organisation,
    Position,
    User,
)
from tests.cast import NOW, PASSWORD, member, official, person

pytestmark = pytest.mark.django_db


def settle() -> None:
    """Let the database do what it does at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def lab(lab) -> Organisation:
    """The lab, with whatever made it behind us."""
    settle()
    return lab


def fresh() -> list[AccessEvent]:
    """What came in the log from here on, once the transaction is whole."""
    seen = set(AccessEvent.objects.values_list("pk", flat=True))
    settle()
    return list(AccessEvent.objects.exclude(pk__in=seen).order_by("pk"))


@pytest.fixture
def anna(lab) -> User:
    """A researcher, whose role is on record."""
    user = member("Anna de Boer", lab, LabRole.RESEARCHER)
    settle()
    return user


def test_a_role_that_was_given_by_hand_is_on_record(lab):
    user = person("Otto Hand")
    Membership.objects.create(user=user, organisation=lab, role=LabRole.BVF)

    (event,) = fresh()

    assert event.kind == AccessKind.ROLE_CHANGED
    assert (event.organisation, event.person, event.name) == (lab, user, "Otto Hand")
    assert event.email == user.email
    assert event.facts["operation"] == "INSERT"
    assert event.facts["roles"] == ["bvf"]
    assert event.actor_name == event.facts["db_user"]


def test_a_role_that_was_changed_or_taken_by_hand_is_on_record(lab, anna):
    anna.memberships.update(role=LabRole.ADMIN)
    (changed,) = fresh()
    anna.memberships.all().delete()
    (taken,) = fresh()

    assert changed.facts["before"]["role"] == "researcher"
    assert changed.facts["after"]["role"] == "admin"
    assert (taken.facts["operation"], taken.facts["roles"]) == ("DELETE", ["admin"])


def test_a_role_at_the_bureau_by_hand_is_on_record(db):
    user = official("Daan Kok", BureauRole.DECIDER)

    (event,) = fresh()

    assert (event.organisation, event.person) == (None, user)
    assert event.facts["roles"] == ["decider"]
    Position.objects.all().delete()
    assert fresh()[0].facts["operation"] == "DELETE"


def test_what_an_act_told_is_not_told_again(lab, anna, lab_admin):
    settle()
    by = Actor(user=lab_admin)

    roles = [LabRole.RESEARCHER, LabRole.BVF]
    change_roles(lab, person=anna, roles=roles, by=by, at=NOW)
    remove_member(lab, person=anna, by=by, at=NOW)

    kinds = list(AccessEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["role-given", "removed"]
    assert fresh() == []


def test_an_act_hides_no_other_role_by_hand(lab, anna, lab_admin, other_lab):
    settle()
    by = Actor(user=lab_admin)
    change_roles(lab, person=anna, roles=["researcher", "bvf"], by=by, at=NOW)
    Membership.objects.create(user=anna, organisation=lab, role=LabRole.ADMIN)
    Membership.objects.create(user=anna, organisation=other_lab, role=LabRole.BVF)

    here, there = fresh()

    assert (here.facts["roles"], here.organisation) == (["admin"], lab)
    assert (there.facts["roles"], there.organisation) == (["bvf"], other_lab)


@pytest.mark.django_db(transaction=True)
def test_an_act_of_an_earlier_transaction_hides_nothing(lab, lab_admin):
    anna = member("Anna de Boer", lab, LabRole.RESEARCHER)
    by = Actor(user=lab_admin)
    change_roles(lab, person=anna, roles=["researcher", "bvf"], by=by, at=NOW)
    last = AccessEvent.objects.first()

    anna.memberships.filter(role="bvf").delete()

    event = AccessEvent.objects.first()
    assert event.pk > last.pk
    assert (event.kind, event.facts["operation"]) == ("role-changed", "DELETE")


def test_savepoints_within_a_transaction_are_no_other_transaction(lab, anna, lab_admin):
    settle()
    with transaction.atomic():
        by = Actor(user=lab_admin)
        change_roles(lab, person=anna, roles=["researcher", "bvf"], by=by, at=NOW)

    assert fresh() == []


def test_a_system_is_on_record_without_its_secret(lab):
    made = create_client(lab, name="LIMS van UMC Noord")
    (event,) = fresh()
    stored = MachineClient.objects.get().client_secret

    assert (event.kind, event.organisation) == (AccessKind.SYSTEM, lab)
    assert event.name == "LIMS van UMC Noord"
    assert event.facts["after"]["scopes"] == made.client.scopes
    assert made.secret not in str(event.facts)
    assert stored not in str(event.facts)


def test_scopes_and_secrets_of_a_system_are_on_record(lab):
    client = create_client(lab, name="LIMS", scopes=["cases:read"]).client
    settle()

    client.scopes = ["cases:read", "filings:write"]
    client.save(update_fields=["scopes"])
    (scopes,) = fresh()
    MachineClient.objects.update(client_secret="anders")
    (secret,) = fresh()

    assert scopes.facts["before"]["scopes"] == ["cases:read"]
    assert scopes.facts["after"]["scopes"] == ["cases:read", "filings:write"]
    assert "secret_changed" not in scopes.facts
    assert secret.facts["secret_changed"] is True
    assert "anders" not in str(secret.facts)


def test_a_mandate_is_on_record_from_its_beginning_to_its_end(lab, bvf_user):
    client = create_client(lab, name="LIMS").client
    settle()
    give_mandate(client, by=bvf_user, at=NOW.replace(year=2025))
    (given,) = fresh()
    end_mandate(client, by=bvf_user, at=NOW)
    (ended,) = fresh()

    for event in (given, ended):
        assert (event.kind, event.person) == (AccessKind.MANDATE, bvf_user)
        assert event.organisation == lab
    assert given.facts["operation"] == "INSERT"
    assert ended.facts["after"]["ended_at"]


def test_a_mandate_that_ends_with_a_role_is_on_record(lab, bvf_user, lab_admin):
    client = create_client(lab, name="LIMS").client
    give_mandate(client, by=bvf_user, at=NOW.replace(year=2025))
    settle()

    remove_member(lab, person=bvf_user, by=Actor(user=lab_admin), at=NOW)

    assert [event.kind for event in fresh()] == [AccessKind.MANDATE]
    assert FilingMandate.objects.get().ended_at == NOW


@pytest.mark.parametrize("column", ["is_staff", "is_superuser", "is_active"])
def test_rights_in_the_administration_are_on_record(anna, column):
    before = getattr(anna, column)
    User.objects.filter(pk=anna.pk).update(**{column: not before}, phone="050")

    (event,) = fresh()

    assert (event.kind, event.person) == (AccessKind.RIGHTS, anna)
    assert event.facts["before"][column] is before
    assert event.facts["after"][column] is not before
    assert set(event.facts["after"]) == {"is_active", "is_staff", "is_superuser"}


def test_another_telephone_number_is_no_change_of_access(anna):
    User.objects.filter(pk=anna.pk).update(phone="050", name="Anna")

    assert fresh() == []


def test_a_new_superuser_and_a_permission_are_on_record(anna):
    root = User.objects.create_superuser("root@voorbeeld.nl", PASSWORD, name="Root")
    (made,) = fresh()
    permission = Permission.objects.get(codename="change_procedure")
    anna.user_permissions.add(permission)
    (given,) = fresh()

    assert (made.person, made.kind) == (root, AccessKind.RIGHTS)
    assert given.facts["permission"] == "change_procedure"
    assert (given.person, given.facts["operation"]) == (anna, "INSERT")


def test_the_admin_names_who_changed_rights(client, anna):
    root = User.objects.create_superuser("root@voorbeeld.nl", PASSWORD, name="Root")
    settle()
    client.force_login(root)
    form = {"email": anna.email, "name": anna.name, "language": "nl"}
    form |= {"is_active": "on", "is_staff": "on"}
    for name in ("memberships", "positions"):
        form |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0}

    answer = client.post(f"/admin/accounts/user/{anna.pk}/change/", form)

    assert answer.status_code == 302
    (event,) = fresh()
    assert (event.kind, event.actor_name) == (AccessKind.RIGHTS, "Root")


def test_the_commands_name_themselves(lab, bvf_user):
    call_command("create_client", lab.name, "LIMS", verbosity=0)
    client = MachineClient.objects.get()
    call_command("give_mandate", client.client_id, bvf_user.email, verbosity=0)

    named = {event.kind: event.actor_name for event in fresh()}

    assert named["mandate"] == "give_mandate"


def test_who_acted_is_told_by_the_portal(lab):
    set_access_actor("Ineke Smit")
    Membership.objects.create(
        user=person("Otto Hand"), organisation=lab, role=LabRole.BVF
    )

    assert fresh()[0].actor_name == "Ineke Smit"


def test_an_organisation_that_is_taken_out_leaves_its_changes_on_record(other_lab):
    person_there = member("Otto Vreemd", other_lab, LabRole.RESEARCHER)
    other_lab.sites.all().delete()
    Organisation.objects.filter(pk=other_lab.pk).delete()

    events = fresh()

    assert {event.organisation for event in events} == {None}
    assert {event.person for event in events} == {person_there}
    assert {event.facts["operation"] for event in events} == {"INSERT", "DELETE"}
