"""Roles are given and taken by an administrator, and it is on record."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from accounts.machines.clients import create_client, give_mandate
from accounts.members import membership as people
from accounts.members.membership import roles_of
from accounts.members.substituting import arrange_substitution
from accounts.models import AccessEvent, AccessKind, LabRole, Membership
from tests.at_once import at_once
from tests.cast import NOW

BVF, ADMIN, RESEARCHER = LabRole.BVF, LabRole.ADMIN, LabRole.RESEARCHER


def record(lab) -> list[tuple]:
    """What is on record, oldest first: what, about whom, which roles, by whom."""
    return [
        (event.kind, event.name, event.facts["roles"], event.actor_name)
        for event in lab.access_events.order_by("pk")
    ]


def test_give_role_adds_it_and_is_on_record(lab, admin, researcher):
    people.give_role(lab, person=researcher, role=BVF, by=admin, at=NOW)

    assert roles_of(researcher, lab) == {RESEARCHER, BVF}
    assert record(lab) == [("role-given", "Anna de Boer", ["bvf"], "Ineke Smit")]
    assert lab.access_events.get().at == NOW


def test_give_role_twice_gives_it_once(lab, admin, researcher):
    for _ in range(2):
        people.give_role(lab, person=researcher, role=BVF, by=admin, at=NOW)

    assert researcher.memberships.filter(role=BVF).count() == 1
    assert len(record(lab)) == 1


def test_take_role_removes_it_and_is_on_record(lab, admin, researcher):
    people.give_role(lab, person=researcher, role=BVF, by=admin, at=NOW)
    people.take_role(lab, person=researcher, role=BVF, by=admin, at=NOW)

    assert roles_of(researcher, lab) == {RESEARCHER}
    assert record(lab)[-1] == ("role-taken", "Anna de Boer", ["bvf"], "Ineke Smit")


def test_take_role_that_is_the_only_one_is_refused(lab, admin, researcher):
    with pytest.raises(InputRefused):
        people.take_role(lab, person=researcher, role=RESEARCHER, by=admin, at=NOW)

    assert roles_of(researcher, lab) == {RESEARCHER}


def test_change_roles_gives_and_takes_at_once(lab, admin, researcher):
    people.change_roles(
        lab, person=researcher, roles=["bvf", "admin"], by=admin, at=NOW
    )

    assert roles_of(researcher, lab) == {BVF, ADMIN}
    assert [row[0] for row in record(lab)] == ["role-given", "role-taken"]


def test_change_roles_to_none_is_refused(lab, admin, researcher):
    with pytest.raises(InputRefused):
        people.change_roles(lab, person=researcher, roles=[], by=admin, at=NOW)


def test_administrator_cannot_make_himself_bvf(lab, admin, lab_admin):
    with pytest.raises(ActorNotAllowed) as error:
        people.give_role(lab, person=lab_admin, role=BVF, by=admin, at=NOW)

    assert "andere beheerder" in str(error.value)
    assert roles_of(lab_admin, lab) == {ADMIN}


def test_another_administrator_can(lab, second_admin, lab_admin):
    by = Actor(user=second_admin)
    people.give_role(lab, person=lab_admin, role=BVF, by=by, at=NOW)

    assert roles_of(lab_admin, lab) == {ADMIN, BVF}


def test_the_last_administrator_stays(lab, admin, lab_admin, researcher):
    people.give_role(lab, person=lab_admin, role=RESEARCHER, by=admin, at=NOW)

    with pytest.raises(InputRefused):
        people.take_role(lab, person=lab_admin, role=ADMIN, by=admin, at=NOW)
    with pytest.raises(InputRefused):
        people.remove_member(lab, person=lab_admin, by=admin, at=NOW)
    with pytest.raises(InputRefused):
        people.leave_organisation(lab, by=admin, at=NOW)
    assert ADMIN in roles_of(lab_admin, lab)


def test_an_administrator_whose_account_is_closed_does_not_count(
    lab, admin, second_admin
):
    second_admin.is_active = False
    second_admin.save()

    with pytest.raises(InputRefused):
        people.leave_organisation(lab, by=admin, at=NOW)


def test_remove_member_takes_all_roles_and_is_on_record(lab, admin, bvf_user):
    people.remove_member(lab, person=bvf_user, by=admin, at=NOW)

    assert roles_of(bvf_user, lab) == set()
    assert record(lab) == [("removed", "Sem Bakker", ["bvf"], "Ineke Smit")]


def test_remove_member_twice_tells_the_second(lab, admin, bvf_user):
    people.remove_member(lab, person=bvf_user, by=admin, at=NOW)

    with pytest.raises(InputRefused):
        people.remove_member(lab, person=bvf_user, by=admin, at=NOW)
    assert len(record(lab)) == 1


def test_leave_is_ones_own_act(lab, researcher):
    people.leave_organisation(lab, by=Actor(user=researcher), at=NOW)

    assert roles_of(researcher, lab) == set()
    assert record(lab) == [("left", "Anna de Boer", ["researcher"], "Anna de Boer")]


def test_what_a_bvf_loses_ends_with_the_role(lab, admin, bvf_user, second_bvf):
    client = create_client(lab, name="LIMS").client
    mandate = give_mandate(client, by=bvf_user, at=NOW)
    made = arrange_substitution(
        lab,
        bvf=bvf_user,
        substitute=second_bvf,
        starts_on=NOW.date(),
        ends_on=NOW.date(),
        by=admin,
        at=NOW,
    )
    later = NOW + timedelta(hours=1)

    people.remove_member(lab, person=bvf_user, by=admin, at=later)

    mandate.refresh_from_db()
    made.refresh_from_db()
    assert (mandate.ended_at, made.ended_at) == (later, later)
    kinds = [row.kind for row in lab.access_events.order_by("pk")]
    assert kinds == ["substitution-arranged", "substitution-ended", "removed"]


@pytest.mark.parametrize(
    "who", ["researcher", "bvf_user", "outsider_user", "handler_user"]
)
def test_others_may_change_nobody(lab, second_bvf, lab_admin, request, who):
    by = Actor(user=request.getfixturevalue(who))
    acts = [
        lambda: people.give_role(lab, person=second_bvf, role=ADMIN, by=by, at=NOW),
        lambda: people.take_role(lab, person=second_bvf, role=BVF, by=by, at=NOW),
        lambda: people.change_roles(
            lab, person=second_bvf, roles=["admin"], by=by, at=NOW
        ),
        lambda: people.remove_member(lab, person=second_bvf, by=by, at=NOW),
    ]

    for act in acts:
        with pytest.raises(ActorNotAllowed):
            act()
    assert roles_of(second_bvf, lab) == {BVF}
    assert record(lab) == []


def test_a_system_may_not_even_in_the_name_of_the_administrator(
    lab, lab_admin, researcher
):
    by = Actor(user=lab_admin, client=create_client(lab, name="LIMS").client)

    with pytest.raises(ActorNotAllowed):
        people.give_role(lab, person=researcher, role=BVF, by=by, at=NOW)


def test_a_stranger_gets_no_role_without_an_invitation(lab, admin, outsider_user):
    with pytest.raises(InputRefused):
        people.give_role(lab, person=outsider_user, role=BVF, by=admin, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_leaving_at_once_leave_one(lab, lab_admin, second_admin):
    def leave(user):
        return lambda: people.leave_organisation(lab, by=Actor(user=user), at=NOW)

    results = at_once(leave(lab_admin), leave(second_admin))

    assert sorted(type(result).__name__ for result in results) == [
        "InputRefused",
        "NoneType",
    ]
    assert Membership.objects.filter(role=ADMIN).count() == 1


def test_the_record_cannot_be_changed_or_deleted(lab, admin, researcher):
    people.give_role(lab, person=researcher, role=BVF, by=admin, at=NOW)
    event = AccessEvent.objects.get()

    with pytest.raises(Error), transaction.atomic():
        AccessEvent.objects.update(actor_name="Niemand")
    with pytest.raises(Error), transaction.atomic():
        event.delete()
    assert AccessEvent.objects.get().kind == AccessKind.ROLE_GIVEN
