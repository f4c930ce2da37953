"""The dates that a person reads are the dates that are meant, value by value."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.urls import reverse

from accounts.actor import Actor
from applications.drafting.drafting import save_section
from applications.forms.sections.consent import CONSENT
from applications.signing.signing import sign_content
from dossiers.handling.taking_up import take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, LetterKind, Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.reminders.promising import queue_due_reminders
from tests.cast import NOW
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, time_machine):
    """`read(user, case, when)`: the text of the page of a case, spaces put together."""

    def read(user, case: Case, when) -> str:
        time_machine.move_to(when, tick=False)
        client.force_login(user)
        response = client.get(reverse("case", args=[case.number]))
        return " ".join(response.text.split())

    return read


def test_the_bureau_reads_by_when_an_answer_is_due(read, case, asked, handler_user):
    asked(case, answer_by=date(2026, 12, 15), at=at(2026, 12, 1))

    page = read(handler_user, case, at(2026, 12, 4))

    assert "Gesteld op 1 december 2026" in page
    assert "antwoord uiterlijk op 15 december 2026: nog 11 dagen" in page


def test_the_mail_that_work_may_start_names_the_day(file, handler_user):
    case = file("iik-new")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    assert case.may_start_on == date(2027, 1, 8)
    Reminder.objects.all().delete()

    queue_due_reminders(at=at(2027, 1, 8, 0, 5))
    send_due(at=at(2027, 1, 8, 0, 6))

    message = next(one for one in mail.outbox if "mag beginnen op" in one.subject)
    assert message.subject.endswith("8 januari 2027")
    assert "vanaf vrijdag 8 januari 2027" in message.body
    found = Reminder.objects.get(kind=ReminderKind.MAY_START)
    assert found.fact_on == date(2027, 1, 8)


def test_a_notification_that_asks_for_consent_has_no_day_to_start(
    complete_draft, bvf_user, researcher
):
    """Its start waits for the consent (Besluit ggo 2.17 lid 2), also for the mail."""
    draft = complete_draft("iik-new")
    by = Actor(user=researcher)
    save_section(draft, "consent", {"consent": CONSENT}, by=by, at=NOW)
    sign_content(draft, by=Actor(user=bvf_user), at=NOW)

    case = receive_application(draft, by=by, at=NOW)

    assert case.asks_consent
    assert case.may_start_on is None
    queue_due_reminders(at=at(2027, 1, 20))
    kinds = Reminder.objects.values_list("kind", flat=True)
    assert ReminderKind.MAY_START not in kinds


def test_the_last_day_to_object_counts_from_the_day_of_sending(
    read, file, decide, researcher
):
    """Signed on Monday 1 February 2027, sent on the 3rd: six weeks from the 4th."""
    case = file("iii-new")
    send_due(at=NOW)
    decide(case, at=at(2027, 2, 1))
    before = read(researcher, case, at(2027, 2, 2))

    send_due(at=at(2027, 2, 3, 0, 30))

    after = read(researcher, case, at(2027, 2, 4))
    assert "17 maart 2027" not in before
    assert "<dt>Bekendgemaakt op</dt><dd>3 februari 2027</dd>" in after
    assert "<dt>Bezwaar maken tot en met</dt><dd>17 maart 2027</dd>" in after


def test_a_receipt_tells_day_and_hour_in_amsterdam(file):
    case = file(at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))

    words = str(case.letters.get(kind=LetterKind.RECEIPT).words)

    assert "dinsdag 24 november 2026 om 00:30" in words
    assert "23 november" not in words
