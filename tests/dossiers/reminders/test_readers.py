"""Whom a message goes to: who answers for it now, and is there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.substituting import arrange_substitution
from accounts.actor import Actor
from accounts.models import BureauRole, LabRole
from applications.models import Standing
from dossiers.handling.absences import enter_absence
from dossiers.models import LetterKind
from dossiers.reminders.recipients import (
    applicant,
    applicants,
    deciders,
    handler,
    handlers,
    mailbox,
    others_at,
    responsible,
)
from tests.cast import NOW, member, official

TODAY = NOW.date()


def to(case) -> list[str]:
    """The addresses of the applicant's side today."""
    return applicant(case, on=TODAY).recipients


def test_who_filed_and_the_bvf_of_the_filing(case, aanvrager, collega):
    assert to(case) == [aanvrager.email, collega.email]


def test_nobody_who_left_the_lab_or_whose_account_is_closed(
    case, lab, aanvrager, collega
):
    lab.memberships.filter(user=aanvrager).delete()
    assert to(case) == [collega.email]

    collega.is_active = False
    collega.save()
    new = member("Nora Nieuw", lab, LabRole.BVF)
    assert to(case) == [new.email]


def test_the_one_who_came_after_by_an_administrative_change(
    case, lab, aanvrager, collega
):
    new = member("Nora Nieuw", lab, LabRole.BVF)
    since = {"bvf": new, "bvf_since": NOW + timedelta(days=1)}
    Standing.objects.create(first=case.application, **since)

    assert to(case) == [aanvrager.email, new.email]


def test_a_change_before_the_filing_does_not_go_before_it(
    case, lab, aanvrager, collega
):
    new = member("Nora Nieuw", lab, LabRole.BVF)
    since = {"bvf": new, "bvf_since": NOW - timedelta(days=1)}
    Standing.objects.create(first=case.application, **since)

    assert to(case) == [aanvrager.email, collega.email]


def test_the_substitute_hears_it_on_the_days_of_it(case, lab, aanvrager, collega):
    second = member("Kees Prins", lab, LabRole.BVF)
    arrange_substitution(
        lab,
        bvf=collega,
        substitute=second,
        starts_on=TODAY,
        ends_on=TODAY,
        by=Actor(user=collega),
        at=NOW,
    )

    assert to(case) == [aanvrager.email, collega.email, second.email]
    later = applicant(case, on=TODAY + timedelta(days=1))
    assert later.recipients == [aanvrager.email, collega.email]


def test_the_administrators_when_no_bvf_is_left(
    case, lab, aanvrager, collega, beheerder
):
    lab.memberships.filter(user__in=[aanvrager, collega]).delete()
    lab.memberships.filter(role=LabRole.BVF).delete()

    assert to(case) == [beheerder.email]


def test_a_decision_goes_to_who_is_there(in_handling, decide, lab, aanvrager, collega):
    lab.memberships.filter(user__in=[aanvrager, collega]).delete()
    new = member("Nora Nieuw", lab, LabRole.BVF)

    event = decide(in_handling, "cannot-agree")

    letter = event.letters.get(kind=LetterKind.OBJECTION)
    assert aanvrager.email not in letter.recipients
    assert collega.email not in letter.recipients
    assert new.email in letter.recipients


def test_many_cost_the_queries_of_one(file):
    cases = [file() for _ in range(3)]
    counts = []
    for some in (cases[:1], cases):
        with CaptureQueriesContext(connection) as queries:
            found = applicants(some, on=TODAY)
        counts.append(len(queries))
        assert len(found) == len(some)
    assert counts == [5, 5]


def test_of_a_handler_who_left_the_covering_colleague_hears_it(
    in_handling, behandelaar
):
    cover = official("Vera Vervangt", BureauRole.HANDLER)
    behandelaar.is_active = False
    behandelaar.save()
    assert reached(in_handling) == mailbox().recipients

    enter_absence(
        behandelaar,
        substitute=cover,
        first=TODAY,
        last=TODAY,
        by=Actor(user=cover),
        at=NOW,
    )
    assert reached(in_handling) == [cover.email]

    cover.is_active = False
    cover.save()
    assert reached(in_handling) == mailbox().recipients


def test_of_a_handler_who_handles_no_more_the_mailbox_hears_it(
    in_handling, behandelaar
):
    behandelaar.positions.all().delete()

    assert reached(in_handling) == mailbox().recipients


def reached(case) -> list[str]:
    """Whom the handler's messages reach today."""
    case.refresh_from_db()
    return handlers([case], on=date(2026, 11, 23))[case.pk].recipients


@pytest.mark.parametrize("is_active", [True, False])
def test_somebody_at_the_bureau_or_else_the_mailbox(behandelaar, is_active):
    behandelaar.is_active = is_active
    behandelaar.save()

    found = handler(behandelaar)

    expected = [behandelaar.email] if is_active else mailbox().recipients
    assert found.recipients == expected


def test_somebody_who_left_the_bureau_hears_nothing_more(behandelaar):
    behandelaar.positions.all().delete()

    assert handler(behandelaar).recipients == mailbox().recipients


def test_a_deciding_officer_whose_account_is_closed_hears_nothing(
    in_handling, behandelaar, beslisser
):
    both = [behandelaar.email, beslisser.email]
    assert responsible([in_handling], on=TODAY)[in_handling.pk].recipients == both

    beslisser.is_active = False
    beslisser.save()

    assert deciders() == []
    found = responsible([in_handling], on=TODAY)[in_handling.pk]
    assert found.recipients == [behandelaar.email]


def test_a_covering_colleague_hears_it_on_the_days_of_it_alone(
    in_handling, behandelaar
):
    cover = official("Vera Vervangt", BureauRole.HANDLER)
    enter_absence(
        behandelaar,
        substitute=cover,
        first=TODAY,
        last=TODAY,
        by=Actor(user=cover),
        at=NOW,
    )

    days = (TODAY, TODAY + timedelta(days=1))
    told = [handlers([in_handling], on=day)[in_handling.pk] for day in days]

    both = [behandelaar.email, cover.email]
    assert [one.recipients for one in told] == [both, [behandelaar.email]]


def test_of_a_letter_that_came_back_no_closed_or_refused_address_is_told(
    case, lab, collega, beheerder
):
    closed = member("Cor Closed", lab, LabRole.ADMIN)
    closed.is_active = False
    closed.save()
    letter = case.letters.get()
    assert collega.email in others_at(letter).recipients
    letter.deliveries.filter(address=collega.email).update(refused_at=NOW)

    assert others_at(letter).recipients == [beheerder.email]
