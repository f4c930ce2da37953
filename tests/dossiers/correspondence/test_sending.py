"""What is promised goes out once, whatever dies in between."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from celery import current_app
from django.core import mail
from django.utils import timezone

from dossiers.correspondence.letters import make_letter_pdf
from dossiers.models import Letter, LetterKind
from dossiers.operations.sending_round import send_due
from tests.at_once import at_once
from tests.behind import behind_the_triggers
from tests.cast import NOW

DOWN = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": 1}


def pdf_of(message) -> pikepdf.Pdf:
    """The PDF that goes with a mail of Django's outbox."""
    (attachment,) = message.attachments
    return pikepdf.open(BytesIO(attachment.content))


def test_receipt_goes_out_once_with_its_pdf(case, researcher, bvf_user):
    assert send_due(at=NOW) == 2
    assert send_due(at=NOW + timedelta(days=1)) == 0

    assert [message.to for message in mail.outbox] == [
        [researcher.email],
        [bvf_user.email],
    ]
    message = mail.outbox[0]
    assert message.subject == "IG 26-001_I-000: ontvangstbevestiging"
    assert "/cases/IG-26-001_I-000" in message.body
    assert message.attachments[0].filename == "IG-26-001_I-000-receipt.pdf"


def test_letter_is_pdf_a_and_pdf_ua(case):
    send_due(at=NOW)

    pdf = pdf_of(mail.outbox[0])
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert "IG" in metadata["dc:title"] or case.title in metadata["dc:title"]
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nl"
    assert pdf.Root.StructTreeRoot is not None


def test_letter_of_an_english_reader_has_the_english_beside_the_dutch(
    signed_kg, researcher, file
):
    """The language of the government is Dutch (Awb 2:6); the translation goes along."""
    researcher.language = "en"
    researcher.save()
    file()

    send_due(at=NOW)

    assert mail.outbox[0].subject == "IG 26-001_I-000: acknowledgement of receipt"
    assert str(pdf_of(mail.outbox[0]).Root.Lang) == "nl"
    words = Letter.objects.get().words
    assert words["subject"].startswith("Ontvangstbevestiging")
    assert words["courtesy"]["subject"].startswith("Acknowledgement of receipt")


def test_letter_is_made_once_and_the_same_whenever_it_is_made(case):
    letter = Letter.objects.get()

    first = make_letter_pdf(letter, at=NOW)
    again = make_letter_pdf(letter, at=NOW + timedelta(days=3))

    assert first.made_at == again.made_at == NOW
    assert first.sha256 == again.sha256
    with behind_the_triggers():
        Letter.objects.update(made_at=None)
    assert make_letter_pdf(letter, at=NOW + timedelta(days=3)).sha256 == first.sha256


def test_objection_letter_goes_to_who_filed(in_handling, decide):
    decide(in_handling, "cannot-agree")

    # Two letters to two people, and the message to who signs.
    assert send_due(at=NOW) == 5

    subjects = [message.subject for message in mail.outbox]
    stop = "IG 26-001_I-000: begin niet met het werk, of stop er direct mee"
    assert stop in subjects
    assert Letter.objects.get(kind=LetterKind.OBJECTION).sent_at == NOW


def test_mail_server_down_postpones_and_sends_later(case, settings):
    with pytest.MonkeyPatch.context():
        settings.EMAIL_BACKEND, settings.EMAIL_PORT = DOWN.values()
        assert send_due(at=NOW) == 2
    letter = Letter.objects.get()
    assert letter.sent_at is None
    assert letter.made_at == NOW
    for delivery in letter.deliveries.all():
        assert delivery.attempts == 1
        assert delivery.last_error
        assert delivery.send_after == NOW + timedelta(minutes=1)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(at=NOW + timedelta(seconds=30)) == 0
    assert send_due(at=NOW + timedelta(minutes=1)) == 2
    assert len(mail.outbox) == 2


def test_one_that_cannot_be_made_does_not_hold_up_the_others(file):
    broken, whole = file(), file()
    with behind_the_triggers():
        Letter.objects.filter(case=broken).update(words={"nothing": "that can be set"})

    send_due(at=NOW)

    assert len(mail.outbox) == 2
    assert Letter.objects.get(case=whole).sent_at
    assert Letter.objects.get(case=broken).sent_at is None


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once(file, smtp_sink):
    for _ in range(4):
        file()

    at_once(*[lambda: send_due(at=NOW)] * 2)

    assert len(smtp_sink.messages) == 8
    assert len({message["Message-ID"] for message in smtp_sink.messages}) == 8


@pytest.mark.django_db(transaction=True)
def test_worker_that_was_down_sends_once_it_is_back(
    celery_worker_process, smtp_sink, file
):
    celery_worker_process.kill()
    file(at=timezone.now())
    assert smtp_sink.messages == []

    celery_worker_process.start()

    smtp_sink.wait_for(2)
    celery_worker_process.until(lambda: Letter.objects.get().sent_at)
    assert len(smtp_sink.messages) == 2


@pytest.mark.django_db(transaction=True)
def test_redis_down_while_filing_does_no_harm(settings, file):
    with current_app.connection_for_write() as live:
        url = live.as_uri(include_password=True)
    try:
        current_app.conf.broker_url = "redis://127.0.0.1:1/0"
        current_app.amqp._producer_pool = None
        case = file()
    finally:
        current_app.conf.broker_url = url
        current_app.amqp._producer_pool = None

    assert Letter.objects.get(case=case).sent_at is None
    assert send_due(at=NOW) == 2
