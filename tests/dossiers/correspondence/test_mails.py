"""Every kind of mail has its subject and its words, in both languages."""

import re

import pytest
from django.core import mail
from django.utils import translation

from accounts.actor import Actor
from dossiers.advice.advice_mails import SUBJECTS as TO_ADVISERS
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.correspondence.mails import SUBJECTS, letter_mail, reminder_mail
from dossiers.models import Case, Delivery, Letter, LetterKind, Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.withdrawals.withdrawing import withdraw_case
from procedures.counting.legal_day import legal_day
from tests.cast import NOW

LANGUAGES = ["nl", "en"]
LEFT_OVER = re.compile(r"%\(|{{|}}|{%|\bNone\b|: *$", re.MULTILINE)
REMINDERS = [kind for kind in ReminderKind if kind not in TO_ADVISERS]


@pytest.fixture
def sent(case) -> Letter:
    """The receipt of a case, made and sent."""
    send_due(at=NOW)
    mail.outbox.clear()
    return Letter.objects.get()


def reminder(case: Case, kind: ReminderKind, language: str) -> Reminder:
    """A reminder about today, with the event of the receipt."""
    return Reminder(
        pk=1,
        case=case,
        kind=kind,
        fact_on=legal_day(NOW),
        event=case.events.get(),
        recipients=["iemand@umcnoord.example"],
        language=language,
    )


def both(written) -> tuple[str, str]:
    """Subject and body of a mail, in Dutch and then in English, as one text each."""
    nl, en = (f"{message.subject}\n{message.body}" for message in written)
    return nl, en


def test_every_kind_has_one_subject():
    everything = {*LetterKind, *ReminderKind}

    assert {*SUBJECTS} | {*TO_ADVISERS} - {"question"} == everything
    assert not {*SUBJECTS} & {*TO_ADVISERS}


@pytest.mark.parametrize("kind", LetterKind)
def test_mail_with_a_letter(sent, kind):
    sent.kind = kind
    written = []
    for sent.language in LANGUAGES:
        delivery = Delivery(letter=sent, address="iemand@umcnoord.example", pk=1)
        written.append(letter_mail(delivery, at=NOW))
    nl, en = both(written)

    assert all(sent.case.label in message.subject for message in written)
    assert nl != en
    assert not LEFT_OVER.search(nl + en)
    with translation.override("en"):
        assert str(kind.label) in en
        assert str(kind.label) not in nl


@pytest.mark.parametrize("kind", REMINDERS)
def test_mail_that_reminds(case, kind):
    reminders = [reminder(case, kind, language) for language in LANGUAGES]
    written = [reminder_mail(one, one.recipients[0], at=NOW) for one in reminders]
    nl, en = both(written)

    assert all(case.label in message.subject for message in written)
    assert "Bureau GGO" in nl
    assert nl.splitlines()[0] != en.splitlines()[0]
    assert not set(sentences(nl)) & set(sentences(en))
    assert not LEFT_OVER.search(nl + en)


def sentences(text: str) -> list[str]:
    """The lines of a mail that are words of ours."""
    return [line for line in text.splitlines()[1:] if line.endswith(".")]


@pytest.mark.parametrize(
    ("procedure", "kind", "subject", "first"),
    [
        (
            *("i-new", "cannot-agree"),
            "begin niet met het werk, of stop er direct mee",
            "Begin niet met het werk, of stop er direct mee. Ons besluit: kan niet",
        ),
        (
            *("i-new", "treat-as-permit"),
            "begin niet met het werk, of stop er direct mee",
            "Begin niet met het werk, of stop er direct mee. Ons besluit: kennisgeving",
        ),
        (
            *("i-new", "other-cfi"),
            "een andere inperking voor uw werk",
            "Ons besluit: andere CFI (2.19). Werk alleen met de inperking die wij",
        ),
        ("iii-new", "permit", "vergunning", "Ons besluit: vergunning. Waarom"),
    ],
)
def test_the_mail_with_a_decision_says_what_happened_and_what_to_do(
    file, decide, procedure, kind, subject, first
):
    event = decide(file(procedure), kind)
    letter = make_letter_pdf(event.letters.get(), at=NOW)

    message = letter_mail(letter.deliveries.first(), at=NOW)

    assert message.subject == f"{event.case.label}: {subject}"
    assert message.body.splitlines()[2].startswith(first)


def test_the_handler_reads_in_the_subject_that_it_was_withdrawn(
    in_handling, researcher
):
    withdraw_case(in_handling, reason="", by=Actor(user=researcher), at=NOW)
    told = Reminder.objects.get(kind=ReminderKind.INFORMED)

    message = reminder_mail(told, told.recipients[0], at=NOW)

    assert message.subject == f"{in_handling.label}: ingetrokken door de aanvrager"
