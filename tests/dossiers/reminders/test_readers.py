"""Whom a message goes to: who answers for it now, and is there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actor import Actor
from accounts.members.substituting import arrange_substitution
from accounts.models import BureauRole, LabRole
from applications.models import Standing
from dossiers.handling.absences import enter_absence
from dossiers.models import LetterKind
from dossiers.reminders.recipients import (
    applicant_recipients,
    bureau_mailbox,
    case_applicant_recipients,
    decider_addresses,
    handler_recipients,
    person_or_mailbox,
    reachable_lab_recipients,
    responsible_recipients,
)
from tests.cast import NOW, member, official

TODAY = NOW.date()


def to(case) -> list[str]:
    """The addresses of the applicant's side today."""
    return case_applicant_recipients(case, on=TODAY).recipients


def test_who_filed_and_the_bvf_of_the_filing(case, researcher, bvf_user):
    assert to(case) == [researcher.email, bvf_user.email]


def test_nobody_who_left_the_lab_or_whose_account_is_closed(
    case, lab, researcher, bvf_user
):
    lab.memberships.filter(user=researcher).delete()
    assert to(case) == [bvf_user.email]

    bvf_user.is_active = False
    bvf_user.save()
    new = member("Nora Nieuw", lab, LabRole.BVF)
    assert to(case) == [new.email]


def test_the_one_who_came_after_by_an_administrative_change(
    case, lab, researcher, bvf_user
):
    new = member("Nora Nieuw", lab, LabRole.BVF)
    since = {"bvf": new, "bvf_since": NOW + timedelta(days=1)}
    Standing.objects.create(first=case.application, **since)

    assert to(case) == [researcher.email, new.email]


def test_a_change_before_the_filing_does_not_go_before_it(
    case, lab, researcher, bvf_user
):
    new = member("Nora Nieuw", lab, LabRole.BVF)
    since = {"bvf": new, "bvf_since": NOW - timedelta(days=1)}
    Standing.objects.create(first=case.application, **since)

    assert to(case) == [researcher.email, bvf_user.email]


def test_the_substitute_hears_it_on_the_days_of_it(case, lab, researcher, bvf_user):
    second = member("Kees Prins", lab, LabRole.BVF)
    arrange_substitution(
        lab,
        bvf=bvf_user,
        substitute=second,
        starts_on=TODAY,
        ends_on=TODAY,
        by=Actor(user=bvf_user),
        at=NOW,
    )

    assert to(case) == [researcher.email, bvf_user.email, second.email]
    later = case_applicant_recipients(case, on=TODAY + timedelta(days=1))
    assert later.recipients == [researcher.email, bvf_user.email]


def test_the_administrators_when_no_bvf_is_left(
    case, lab, researcher, bvf_user, lab_admin
):
    lab.memberships.filter(user__in=[researcher, bvf_user]).delete()
    lab.memberships.filter(role=LabRole.BVF).delete()

    assert to(case) == [lab_admin.email]


def test_a_decision_goes_to_who_is_there(
    in_handling, decide, lab, researcher, bvf_user
):
    lab.memberships.filter(user__in=[researcher, bvf_user]).delete()
    new = member("Nora Nieuw", lab, LabRole.BVF)

    event = decide(in_handling, "cannot-agree")

    letter = event.letters.get(kind=LetterKind.OBJECTION)
    assert researcher.email not in letter.recipients
    assert bvf_user.email not in letter.recipients
    assert new.email in letter.recipients


def test_many_cost_the_queries_of_one(file):
    cases = [file() for _ in range(3)]
    counts = []
    for some in (cases[:1], cases):
        with CaptureQueriesContext(connection) as queries:
            found = applicant_recipients(some, on=TODAY)
        counts.append(len(queries))
        assert len(found) == len(some)
    assert counts == [5, 5]


def test_of_a_handler_who_left_the_covering_colleague_hears_it(
    in_handling, handler_user
):
    cover = official("Vera Vervangt", BureauRole.HANDLER)
    handler_user.is_active = False
    handler_user.save()
    assert reached(in_handling) == bureau_mailbox().recipients

    enter_absence(
        handler_user,
        substitute=cover,
        first=TODAY,
        last=TODAY,
        by=Actor(user=cover),
        at=NOW,
    )
    assert reached(in_handling) == [cover.email]

    cover.is_active = False
    cover.save()
    assert reached(in_handling) == bureau_mailbox().recipients


def test_of_a_handler_who_handles_no_more_the_mailbox_hears_it(
    in_handling, handler_user
):
    handler_user.positions.all().delete()

    assert reached(in_handling) == bureau_mailbox().recipients


def reached(case) -> list[str]:
    """Whom the handler's messages reach today."""
    case.refresh_from_db()
    return handler_recipients([case], on=date(2026, 11, 23))[case.pk].recipients


@pytest.mark.parametrize("is_active", [True, False])
def test_somebody_at_the_bureau_or_else_the_mailbox(handler_user, is_active):
    handler_user.is_active = is_active
    handler_user.save()

    found = person_or_mailbox(handler_user)

    expected = [handler_user.email] if is_active else bureau_mailbox().recipients
    assert found.recipients == expected


def test_somebody_who_left_the_bureau_hears_nothing_more(handler_user):
    handler_user.positions.all().delete()

    assert person_or_mailbox(handler_user).recipients == bureau_mailbox().recipients


def test_a_deciding_officer_whose_account_is_closed_hears_nothing(
    in_handling, handler_user, decider_user
):
    both = [handler_user.email, decider_user.email]
    assert (
        responsible_recipients([in_handling], on=TODAY)[in_handling.pk].recipients
        == both
    )

    decider_user.is_active = False
    decider_user.save()

    assert decider_addresses() == []
    found = responsible_recipients([in_handling], on=TODAY)[in_handling.pk]
    assert found.recipients == [handler_user.email]


def test_a_covering_colleague_hears_it_on_the_days_of_it_alone(
    in_handling, handler_user
):
    cover = official("Vera Vervangt", BureauRole.HANDLER)
    enter_absence(
        handler_user,
        substitute=cover,
        first=TODAY,
        last=TODAY,
        by=Actor(user=cover),
        at=NOW,
    )

    days = (TODAY, TODAY + timedelta(days=1))
    told = [handler_recipients([in_handling], on=day)[in_handling.pk] for day in days]

    both = [handler_user.email, cover.email]
    assert [one.recipients for one in told] == [both, [handler_user.email]]


def test_of_a_letter_that_came_back_no_closed_or_refused_address_is_told(
    case, lab, bvf_user, lab_admin
):
    closed = member("Cor Closed", lab, LabRole.ADMIN)
    closed.is_active = False
    closed.save()
    letter = case.letters.get()
    assert bvf_user.email in reachable_lab_recipients(letter).recipients
    letter.deliveries.filter(address=bvf_user.email).update(refused_at=NOW)

    assert reachable_lab_recipients(letter).recipients == [lab_admin.email]
