"""Filing: number, dates, event and the promise of the receipt, all or nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from applications.drafting.drafting import save_section
from applications.errors import AlreadyFiled, Incomplete, NotSigned
from applications.models import Application
from dossiers.errors import NoDossier
from dossiers.intake import receiving
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Dossier, Event, Letter, NumberCounter
from dossiers.states import Act, State
from procedures.models import NotInForce
from tests.at_once import at_once
from tests.cast import NOW
from tests.dossiers.conftest import at


def test_receive_numbers_dates_and_records(case, researcher, bvf_user):
    assert case.label == "IG 26-001_I-000"
    assert case.state == State.RECEIVED
    assert case.received_at == NOW
    assert case.may_start_on == date(2026, 11, 23)
    assert case.objection_until == date(2027, 1, 7)
    assert case.due_on is None
    event = case.events.get()
    assert (event.act, event.old_state, event.new_state) == (
        Act.RECEIVE,
        "",
        State.RECEIVED,
    )
    assert event.user == researcher
    assert event.facts["content_sha256"] == case.application.content_sha256
    letter = Letter.objects.get(case=case)
    assert letter.recipients == [researcher.email, bvf_user.email]


def test_receive_waiting_term_and_window_end_after_the_free_days(file):
    case = file("iik-new", at=at(2026, 2, 19))

    assert case.label == "IG 26-001_IIk-000"
    # Day 45 is Easter Sunday; the term runs on through Tuesday.
    assert case.may_start_on == date(2026, 4, 8)
    assert case.objection_until == date(2026, 4, 7)


def test_receive_change_takes_next_follow_number(file):
    first = file()
    second = file("i-other-cfi", changes=first.application)
    third = file("i-other-cfi", changes=second.application)

    assert [second.label, third.label] == ["IG 26-001_I-001", "IG 26-001_I-002"]
    assert Dossier.objects.count() == 1


def test_receive_change_of_nothing_is_refused(signed_kg, researcher, file):
    first = file()
    change = signed_kg(procedure="i-other-cfi", changes=first.application)
    Case.objects.filter(pk=first.pk).update(application=change)

    with pytest.raises(NoDossier):
        receive_application(change, by=Actor(user=researcher), at=NOW)


def test_receive_twice_is_refused(case, researcher):
    with pytest.raises(AlreadyFiled):
        receive_application(case.application, by=Actor(user=researcher), at=NOW)

    assert Case.objects.count() == 1


def test_receive_incomplete_leaves_nothing_behind(lab, researcher, complete_kg):
    application = complete_kg()
    empty = {"title": "", "purpose": "", "results": ""}
    save_section(application, "purpose", empty, by=Actor(user=researcher), at=NOW)

    with pytest.raises(Incomplete):
        receive_application(application, by=Actor(user=researcher), at=NOW)

    assert not Case.objects.exists()
    assert not NumberCounter.objects.exists()
    application.refresh_from_db()
    assert application.is_draft


def test_receive_without_signature_is_refused(complete_kg, researcher):
    with pytest.raises(NotSigned):
        receive_application(complete_kg(), by=Actor(user=researcher), at=NOW)


def test_receive_by_stranger_is_refused(signed_kg, outsider_user, handler_user):
    application = signed_kg()
    for stranger in (outsider_user, handler_user):
        with pytest.raises(ActorNotAllowed):
            receive_application(application, by=Actor(user=stranger), at=NOW)


def test_receive_before_the_table_is_refused(signed_kg, researcher):
    with pytest.raises(NotInForce):
        receive_application(signed_kg(), by=Actor(user=researcher), at=at(1999, 1, 1))


def test_number_year_turns_at_midnight_in_amsterdam(file):
    before = file(at=at(2026, 12, 31, 23, 59))
    after = file(at=at(2027, 1, 1, 0, 0))

    assert before.label == "IG 26-001_I-000"
    assert after.label == "IG 27-001_I-000"


def test_number_grows_past_999(file):
    NumberCounter.objects.create(year=2026, last=999)

    assert file().label == "IG 26-1000_I-000"


def test_crash_between_two_steps_leaves_no_hole(signed_kg, researcher, monkeypatch):
    broken, whole = signed_kg(), signed_kg()

    def crash(*args, **kwargs):
        raise RuntimeError("the machine stops here")

    with monkeypatch.context() as patched:
        patched.setattr(receiving, "queue_letter", crash)
        with pytest.raises(RuntimeError):
            receive_application(broken, by=Actor(user=researcher), at=NOW)
    first = receive_application(whole, by=Actor(user=researcher), at=NOW)
    second = receive_application(broken, by=Actor(user=researcher), at=NOW)

    assert [first.label, second.label] == ["IG 26-001_I-000", "IG 26-002_I-000"]
    assert Event.objects.count() == 2


def filing(application, user):
    """A job that files."""
    return lambda: receive_application(application, by=Actor(user=user), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_thirty_two_filings_at_once_get_consecutive_numbers(signed_kg, researcher):
    applications = [signed_kg() for _ in range(32)]

    at_once(*(filing(one, researcher) for one in applications))

    numbers = sorted(Dossier.objects.values_list("serial", flat=True))
    assert numbers == list(range(1, 33))


@pytest.mark.django_db(transaction=True)
def test_one_application_filed_twice_at_once_is_one_case(signed_kg, researcher):
    application = signed_kg()

    results = at_once(*[filing(application, researcher)] * 2)

    assert sorted(type(result).__name__ for result in results) == [
        "AlreadyFiled",
        "Case",
    ]
    assert Case.objects.count() == Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_changes_of_one_dossier_at_once_get_consecutive_numbers(
    file, signed_kg, researcher
):
    first = file().application
    changes = [signed_kg(procedure="i-other-cfi", changes=first) for _ in range(4)]

    at_once(*(filing(change, researcher) for change in changes))

    numbers = Case.objects.order_by("follow_number").values_list("number", flat=True)
    assert list(numbers) == [f"IG-26-001_I-{n:03d}" for n in range(5)]


def test_filed_content_cannot_be_changed_by_the_database_either(case):
    with pytest.raises(IntegrityError):
        Application.objects.filter(pk=case.application_id).update(content=None)


def test_event_cannot_be_changed_or_deleted(case):
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_event SET actor_name = 'someone else'")


def test_date_of_receipt_is_the_day_in_amsterdam(file):
    case = file(at=at(2026, 6, 1, 0, 30))

    assert case.may_start_on == date(2026, 6, 1)
    assert case.objection_until == date(2026, 6, 1) + timedelta(days=45)
