"""A BVF lets another BVF of the organisation sign, for a period."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import substituting
from accounts.actor import Actor
from accounts.errors import NotAllowed, Refused
from accounts.models import LabRole, Substitution
from tests.applications.drafting.test_at_once import at_once
from tests.cast import NOW, member

FIRST, LAST = date(2026, 12, 21), date(2027, 1, 1)


@pytest.fixture
def arrange(lab, collega, second_bvf):
    """`arrange(by, …)`: Kees replaces Sem around Christmas, unless said otherwise."""

    def arrange(by=collega, **more):
        values = {
            "bvf": collega,
            "substitute": second_bvf,
            "starts_on": FIRST,
            "ends_on": LAST,
            **more,
        }
        actor = Actor(user=by)
        return substituting.arrange_substitution(lab, **values, by=actor, at=NOW)

    return arrange


def test_substitute_may_sign_on_the_days_named(arrange, lab, collega, second_bvf):
    arrange()

    days = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]
    allowed = [second_bvf.may_sign_for(collega, lab, day) for day in days]
    assert allowed == [False, True, True, False]
    assert not collega.may_sign_for(second_bvf, lab, FIRST)


def test_bvf_signs_for_himself_whoever_replaces_him(arrange, lab, collega):
    arrange()

    assert collega.may_sign_for(collega, lab, FIRST)


def test_nobody_signs_for_who_is_no_bvf(lab, aanvrager, collega):
    assert not collega.may_sign_for(aanvrager, lab, FIRST)
    assert not aanvrager.may_sign_for(aanvrager, lab, FIRST)
    assert not aanvrager.may_sign_for(collega, lab, FIRST)


def test_substitute_who_lost_the_role_may_not_sign(arrange, lab, collega, second_bvf):
    arrange()
    second_bvf.memberships.all().delete()

    assert not second_bvf.may_sign_for(collega, lab, FIRST)


def test_substitution_holds_in_its_own_organisation_alone(
    arrange, other_lab, collega, second_bvf
):
    for user in (collega, second_bvf):
        other_lab.memberships.create(user=user, role=LabRole.BVF)
    arrange()

    assert not second_bvf.may_sign_for(collega, other_lab, FIRST)


def test_arranging_is_on_record(arrange, lab, second_bvf):
    arrange()

    event = lab.access_events.get()
    assert (event.kind, event.name) == ("substitution-arranged", "Sem Bakker")
    assert event.facts == {
        "substitute": second_bvf.name,
        "starts_on": "2026-12-21",
        "ends_on": "2027-01-01",
    }


def test_administrator_arranges_it_too(arrange, beheerder):
    assert arrange(beheerder).given_by == beheerder


def test_substitute_cannot_arrange_it(arrange, lab, second_bvf):
    with pytest.raises(NotAllowed):
        arrange(second_bvf)

    lab.memberships.create(user=second_bvf, role=LabRole.ADMIN)
    with pytest.raises(NotAllowed):
        arrange(second_bvf)


@pytest.mark.parametrize("who", ["aanvrager", "buitenstaander", "behandelaar"])
def test_others_may_not_arrange_or_end(arrange, request, who):
    made, user = arrange(), request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        arrange(user)
    with pytest.raises(NotAllowed):
        substituting.end_substitution(made, by=Actor(user=user), at=NOW)


def test_himself_is_refused(arrange, collega):
    with pytest.raises(Refused) as error:
        arrange(substitute=collega)

    assert error.value.field == "substitute"


def test_who_is_no_bvf_is_refused(arrange, aanvrager, beheerder):
    with pytest.raises(Refused):
        arrange(substitute=aanvrager)
    with pytest.raises(Refused):
        arrange(beheerder, bvf=aanvrager)


def test_period_out_of_order_or_past_is_refused(arrange):
    with pytest.raises(Refused):
        arrange(starts_on=LAST, ends_on=FIRST)
    with pytest.raises(Refused):
        arrange(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 22))
    assert arrange(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 23))


def test_second_substitute_on_the_same_day_is_refused(arrange, lab):
    arrange()
    third = member("Fenna Mol", lab, LabRole.BVF)

    with pytest.raises(Refused):
        arrange(substitute=third, starts_on=LAST, ends_on=LAST)
    assert arrange(
        substitute=third,
        starts_on=LAST + timedelta(days=1),
        ends_on=LAST + timedelta(days=1),
    )


def test_the_database_refuses_an_overlap_too(arrange, lab):
    made = arrange()
    third = member("Fenna Mol", lab, LabRole.BVF)

    with pytest.raises(IntegrityError), transaction.atomic():
        Substitution.objects.create(
            organisation=lab,
            bvf=made.bvf,
            substitute=third,
            starts_on=LAST,
            ends_on=LAST,
            given_by=made.bvf,
            given_at=NOW,
        )


def test_ended_substitution_no_longer_holds_and_frees_its_days(
    arrange, lab, collega, second_bvf
):
    made = arrange()

    for _ in range(2):
        substituting.end_substitution(made, by=Actor(user=collega), at=NOW)

    assert not second_bvf.may_sign_for(collega, lab, FIRST)
    made.refresh_from_db()
    assert (made.ended_at, made.ended_by) == (NOW, collega)
    kinds = [row.kind for row in lab.access_events.order_by("pk")]
    assert kinds == ["substitution-arranged", "substitution-ended"]
    assert arrange()


def test_another_bvf_cannot_end_it(arrange, lab, second_bvf):
    with pytest.raises(NotAllowed):
        substituting.end_substitution(arrange(), by=Actor(user=second_bvf), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_arranged_twice_at_once_holds_once(arrange):
    results = at_once(arrange, arrange)

    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["Refused", "Substitution"]
