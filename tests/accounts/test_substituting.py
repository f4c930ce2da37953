"""A BVF lets another BVF of the organisation sign, for a period."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from accounts.members import substituting
from accounts.models import LabRole, Substitution
from tests.at_once import at_once
from tests.cast import NOW, member

FIRST, LAST = date(2026, 12, 21), date(2027, 1, 1)


@pytest.fixture
def arrange(lab, bvf_user, second_bvf):
    """`arrange(by, …)`: Kees replaces Sem around Christmas, unless said otherwise."""

    def arrange(by=bvf_user, **more):
        values = {
            "bvf": bvf_user,
            "substitute": second_bvf,
            "starts_on": FIRST,
            "ends_on": LAST,
            **more,
        }
        actor = Actor(user=by)
        return substituting.arrange_substitution(lab, **values, by=actor, at=NOW)

    return arrange


def test_substitute_may_sign_on_the_days_named(arrange, lab, bvf_user, second_bvf):
    arrange()

    days = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]
    allowed = [second_bvf.may_sign_for(bvf_user, lab, day) for day in days]
    assert allowed == [False, True, True, False]
    assert not bvf_user.may_sign_for(second_bvf, lab, FIRST)


def test_bvf_signs_for_himself_whoever_replaces_him(arrange, lab, bvf_user):
    arrange()

    assert bvf_user.may_sign_for(bvf_user, lab, FIRST)


def test_nobody_signs_for_who_is_no_bvf(lab, researcher, bvf_user):
    assert not bvf_user.may_sign_for(researcher, lab, FIRST)
    assert not researcher.may_sign_for(researcher, lab, FIRST)
    assert not researcher.may_sign_for(bvf_user, lab, FIRST)


def test_substitute_who_lost_the_role_may_not_sign(arrange, lab, bvf_user, second_bvf):
    arrange()
    second_bvf.memberships.all().delete()

    assert not second_bvf.may_sign_for(bvf_user, lab, FIRST)


def test_substitution_holds_in_its_own_organisation_alone(
    arrange, other_lab, bvf_user, second_bvf
):
    for user in (bvf_user, second_bvf):
        other_lab.memberships.create(user=user, role=LabRole.BVF)
    arrange()

    assert not second_bvf.may_sign_for(bvf_user, other_lab, FIRST)


def test_arranging_is_on_record(arrange, lab, second_bvf):
    arrange()

    event = lab.access_events.get()
    assert (event.kind, event.name) == ("substitution-arranged", "Sem Bakker")
    assert event.facts == {
        "substitute": second_bvf.name,
        "starts_on": "2026-12-21",
        "ends_on": "2027-01-01",
    }


def test_administrator_arranges_it_too(arrange, lab_admin):
    assert arrange(lab_admin).given_by == lab_admin


def test_substitute_cannot_arrange_it(arrange, lab, second_bvf):
    with pytest.raises(ActorNotAllowed):
        arrange(second_bvf)

    lab.memberships.create(user=second_bvf, role=LabRole.ADMIN)
    with pytest.raises(ActorNotAllowed):
        arrange(second_bvf)


@pytest.mark.parametrize("who", ["researcher", "outsider_user", "handler_user"])
def test_others_may_not_arrange_or_end(arrange, request, who):
    made, user = arrange(), request.getfixturevalue(who)

    with pytest.raises(ActorNotAllowed):
        arrange(user)
    with pytest.raises(ActorNotAllowed):
        substituting.end_substitution(made, by=Actor(user=user), at=NOW)


def test_himself_is_refused(arrange, bvf_user):
    with pytest.raises(InputRefused) as error:
        arrange(substitute=bvf_user)

    assert error.value.field == "substitute"


def test_who_is_no_bvf_is_refused(arrange, researcher, lab_admin):
    with pytest.raises(InputRefused):
        arrange(substitute=researcher)
    with pytest.raises(InputRefused):
        arrange(lab_admin, bvf=researcher)


def test_period_out_of_order_or_past_is_refused(arrange):
    with pytest.raises(InputRefused):
        arrange(starts_on=LAST, ends_on=FIRST)
    with pytest.raises(InputRefused):
        arrange(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 22))
    assert arrange(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 23))


def test_second_substitute_on_the_same_day_is_refused(arrange, lab):
    arrange()
    third = member("Fenna Mol", lab, LabRole.BVF)

    with pytest.raises(InputRefused):
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
    arrange, lab, bvf_user, second_bvf
):
    made = arrange()

    for _ in range(2):
        substituting.end_substitution(made, by=Actor(user=bvf_user), at=NOW)

    assert not second_bvf.may_sign_for(bvf_user, lab, FIRST)
    made.refresh_from_db()
    assert (made.ended_at, made.ended_by) == (NOW, bvf_user)
    kinds = [row.kind for row in lab.access_events.order_by("pk")]
    assert kinds == ["substitution-arranged", "substitution-ended"]
    assert arrange()


def test_another_bvf_cannot_end_it(arrange, lab, second_bvf):
    with pytest.raises(ActorNotAllowed):
        substituting.end_substitution(arrange(), by=Actor(user=second_bvf), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_arranged_twice_at_once_holds_once(arrange):
    results = at_once(arrange, arrange)

    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["InputRefused", "Substitution"]
