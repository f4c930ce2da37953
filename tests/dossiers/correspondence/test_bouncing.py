"""What comes back is noted with the one who did not get it, and with nobody else."""

from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from mailbox import Maildir

import pytest
from django.core import mail
from django.core.management import call_command

from accounts.mailing import message_id, name_in
from dossiers.correspondence.bounce_mails import Bounce, bounce_in
from dossiers.correspondence.bouncing import record_bounce
from dossiers.models import Delivery, Event, Letter, Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.states import Act
from tests.cast import NOW
from tests.dossiers.advisers import ask

LATER = NOW + timedelta(minutes=5)

REPORT = """\
From: MAILER-DAEMON@voorbeeld.nl
To: retour@voorbeeld.nl
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.voorbeeld.nl

Final-Recipient: rfc822; collega@voorbeeld.nl
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
 user here

--b
Content-Type: {kind}

From: ggo-portaal@voorbeeld.nl
Message-ID: {name}
Subject: brief

--b--
"""
KINDS = ["text/rfc822-headers", "message/rfc822"]


def report(name: str, *, action: str = "failed", kind: str = KINDS[0]) -> bytes:
    """The notification of a mail server about a mail with this Message-ID."""
    text = REPORT.format(name=name, action=action, kind=kind)
    return text.replace("\n", "\r\n").encode()


@pytest.fixture
def delivery(case, bvf_user) -> Delivery:
    """The receipt on its way to the BVF, taken by the mail server."""
    send_due(at=NOW)
    return Delivery.objects.get(address=bvf_user.email)


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_read_with_its_reason(kind):
    found = bounce_in(report(message_id("delivery-12"), kind=kind))

    assert found == Bounce("delivery-12", "5.1.1 550 5.1.1 no such user here")


def test_what_is_only_late_did_not_come_back():
    assert bounce_in(report(message_id("delivery-12"), action="delayed")) is None


def test_another_mail_is_no_report():
    message = EmailMessage()
    message["Message-ID"] = message_id("delivery-12")
    message.set_content("Ik ben tot maandag afwezig.")

    assert bounce_in(message.as_bytes()) is None
    assert bounce_in(b"") is None
    assert bounce_in(b"\x00\xff\xfe") is None


def test_a_message_id_without_our_proof_is_nobody_s():
    real = message_id("delivery-12")

    assert name_in(real) == "delivery-12"
    assert name_in(real.replace("delivery-12", "delivery-13")) == ""
    assert bounce_in(report("<delivery-12@voorbeeld.nl>")) is None


def test_a_letter_that_came_back_did_not_arrive(delivery, researcher):
    bounce = bounce_in(report(message_id(f"delivery-{delivery.pk}")))

    assert record_bounce(bounce, at=LATER)
    assert record_bounce(bounce, at=LATER)
    send_due(at=LATER)

    delivery.refresh_from_db()
    assert (delivery.refused_at, delivery.last_error) == (LATER, bounce.reason)
    assert Letter.objects.get().sent_at == NOW  # the other addressee has it
    event = Event.objects.get(act=Act.COME_BACK)
    assert event.facts["reason"] == bounce.reason
    assert Reminder.objects.get(kind=ReminderKind.UNDELIVERED)


def test_a_letter_that_came_back_from_everybody_is_not_made_known(delivery):
    for one in Delivery.objects.all():
        record_bounce(Bounce(f"delivery-{one.pk}", "550"), at=LATER)

    letter = Letter.objects.get()
    assert (letter.sent_at, letter.refused_at) == (None, LATER)
    assert letter.made_known_on is None


def test_a_reminder_that_came_back_did_not_reach_its_reader(case):
    row = Reminder.objects.create(
        case=case,
        kind=ReminderKind.NUDGE,
        fact_on=NOW.date(),
        recipients=["een@voorbeeld.nl", "twee@voorbeeld.nl"],
        created_at=NOW,
        send_after=NOW,
    )
    send_due(at=NOW)

    record_bounce(Bounce(f"reminder-{row.pk}-1", "550 weg"), at=LATER)

    row.refresh_from_db()
    assert row.reached == ["een@voorbeeld.nl"]
    assert row.refused == {"twee@voorbeeld.nl": "550 weg"}
    assert row.refused_at is None


def test_a_question_for_advice_that_came_back_is_not_sent(in_handling, handler_user):
    advice = ask(in_handling, handler_user)
    send_due(at=NOW)
    name = name_in(mail.outbox[-1].extra_headers["Message-ID"])

    record_bounce(Bounce(name, "550 weg"), at=LATER)

    advice.refresh_from_db()
    assert (advice.sent_at, advice.refused_at) == (None, LATER)
    assert advice.last_error == "550 weg"


def test_the_command_reads_one_mail_and_a_maildir(
    delivery, tmp_path, monkeypatch, capsys
):
    data = report(message_id(f"delivery-{delivery.pk}"))
    box = Maildir(tmp_path / "box")
    box.add(data)
    box.add(b"Subject: geen bericht\r\n\r\nHallo")

    call_command("read_bounces", maildir=tmp_path / "box")
    monkeypatch.setattr("sys.stdin", type("In", (), {"buffer": BytesIO(data)}))
    call_command("read_bounces")

    assert capsys.readouterr().out == "1 noted\n1 noted\n"
    assert len(Maildir(tmp_path / "box")) == 0
    delivery.refresh_from_db()
    assert delivery.refused_at
