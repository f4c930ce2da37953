"""A letter reaches everybody who must get it, or everybody sees that it has not."""

from datetime import date, timedelta

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actor import Actor
from accounts.models import LabRole
from accounts.outbox import LONGEST_PAUSE, retry_pause
from dossiers.correspondence.delivering import record_posting, resend_letter
from dossiers.errors import NotAllowed
from dossiers.models import Case, Event, Letter, LetterKind, Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.penalties.amounts import penalty_end_day
from dossiers.states import Act
from tests.at_once import at_once
from tests.behind import behind_the_triggers
from tests.cast import NOW, member
from tests.dossiers.conftest import at
from tests.mailbox import Mailbox, _free_port

ACTOR = "handler_user"

LATER = NOW + timedelta(hours=2)


class Picky(Mailbox):
    """A mail server that answers to some addresses what it is told to."""

    def __init__(self):
        super().__init__()
        self.answers: dict[str, str] = {}
        self.tried: list[str] = []
        self.senders: list[str] = []

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.senders.append(address)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.tried.append(address)
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def picky(settings):
    """A real mail server whose answers a test sets."""
    controller = Controller(Picky(), hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    yield controller.handler
    controller.stop()


@pytest.fixture
def decided(in_handling, decide) -> Letter:
    """The letter of a decision that was just signed and not sent."""
    decide(in_handling, "cannot-agree")
    return Letter.objects.get(kind=LetterKind.OBJECTION)


def test_one_refused_address_is_on_record_and_the_others_get_it(
    picky, case, researcher, bvf_user, lab_admin
):
    picky.answers[bvf_user.email] = "550 no such user"

    send_due(at=NOW)

    letter = Letter.objects.get()
    reached, refused = letter.deliveries.all()
    assert (reached.address, reached.sent_at) == (researcher.email, NOW)
    assert (refused.address, refused.sent_at, refused.refused_at) == (
        bvf_user.email,
        None,
        NOW,
    )
    assert refused.last_error == "550 no such user"
    assert (letter.sent_at, letter.refused_at) == (NOW, None)
    told = Reminder.objects.order_by("kind")
    assert [row.kind for row in told] == [
        ReminderKind.NOT_RECEIVED,
        ReminderKind.UNDELIVERED,
    ]
    assert told[0].recipients == [lab_admin.email]


def test_a_refusal_for_good_is_not_tried_again_and_a_passing_one_is(
    picky, case, researcher, bvf_user
):
    picky.answers = {researcher.email: "550 no", bvf_user.email: "450 later"}
    send_due(at=NOW)
    picky.tried.clear()

    send_due(at=NOW + timedelta(minutes=1))

    assert [one for one in picky.tried if one == researcher.email] == []
    delivery = Letter.objects.get().deliveries.get(address=bvf_user.email)
    assert delivery.attempts == 2
    assert delivery.send_after == NOW + timedelta(minutes=3)


def test_pauses_grow_to_six_hours():
    assert [retry_pause(tries).seconds // 60 for tries in (1, 2, 3, 4)] == [1, 2, 4, 8]
    assert retry_pause(10) == retry_pause(1000) == LONGEST_PAUSE


def test_the_proof_of_receipt_is_in_the_portal_while_no_mail_goes_out(
    picky, case, researcher, bvf_user
):
    picky.answers = {researcher.email: "450 later", bvf_user.email: "450 later"}

    send_due(at=NOW)

    letter = Letter.objects.get()
    assert letter.made_at == NOW
    assert letter.file.read().startswith(b"%PDF")
    assert letter.sent_at is None


def test_a_letter_says_what_its_act_said_whatever_happens_before_it_is_made(
    case, asked
):
    letter = Letter.objects.get(kind=LetterKind.RECEIPT)
    before = letter.words

    asked(case)
    Case.objects.filter(pk=case.pk).update(title="Later hernoemd")
    send_due(at=LATER)

    letter.refresh_from_db()
    assert letter.words == before
    rows = next(part for part in before["parts"] if part["kind"] == "facts")["rows"]
    assert [row[0] for row in rows] == [
        "Datum van ontvangst",
        "Het werk mag beginnen op",
        "Bureau GGO kan besluiten niet in te stemmen tot en met",
    ]


def test_mails_have_an_address_of_their_own_to_come_back_to(picky, settings, case):
    settings.BOUNCE_EMAIL = "retour@voorbeeld.nl"

    send_due(at=NOW)

    assert picky.senders == ["retour@voorbeeld.nl"] * 2
    for message in picky.messages:
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["From"] == settings.DEFAULT_FROM_EMAIL


def test_nobody_to_send_to_alarms_the_bureau(case, asked, lab, settings, handler_user):
    lab.memberships.all().delete()

    asked(case)

    letter = Letter.objects.get(kind=LetterKind.REQUEST)
    assert letter.recipients == []
    assert letter.refused_at == NOW
    told = Reminder.objects.get(kind=ReminderKind.UNDELIVERED)
    assert told.recipients == [handler_user.email, settings.BUREAU_EMAIL]
    assert letter in Letter.objects.undelivered(NOW)


def test_a_letter_is_late_by_when_it_was_promised(picky, case, researcher, bvf_user):
    """Each try in vain moves `send_after` on; the alarm goes by the act."""
    picky.answers = {researcher.email: "450 later", bvf_user.email: "450 later"}
    for minutes in (0, 1, 3, 7, 15, 31, 61):
        send_due(at=NOW + timedelta(minutes=minutes))

    assert not Letter.objects.unsent().filter(send_after__gt=LATER).exists()
    assert Letter.objects.undelivered(NOW + timedelta(minutes=62)).count() == 1


def test_a_letter_that_was_tried_three_times_in_vain_is_listed(
    picky, case, researcher, bvf_user
):
    picky.answers = {researcher.email: "450 later", bvf_user.email: "450 later"}
    for minutes in (0, 1):
        send_due(at=NOW + timedelta(minutes=minutes))
    assert not Letter.objects.undelivered(NOW + timedelta(minutes=2)).exists()

    send_due(at=NOW + timedelta(minutes=3))

    assert Letter.objects.undelivered(NOW + timedelta(minutes=4)).count() == 1


def test_a_decision_is_made_known_when_it_is_sent_and_that_is_an_event(decided):
    assert decided.made_known_on is None
    assert penalty_end_day(decided.case) is None
    when = at(2026, 11, 26)

    send_due(at=when)
    send_due(at=when + timedelta(minutes=5))

    decided.refresh_from_db()
    event = Event.objects.get(act=Act.MAKE_KNOWN)
    assert decided.made_known_on == date(2026, 11, 26)
    assert event.facts == {
        "letter": decided.pk,
        "kind": LetterKind.OBJECTION,
        "made_known_on": "2026-11-26",
        "sha256": decided.sha256,
    }
    assert penalty_end_day(decided.case) == date(2026, 11, 26)


def refused_by_all(letter: Letter) -> None:
    """As if no addressee took the letter."""
    letter.deliveries.update(sent_at=None, refused_at=NOW)
    Letter.objects.filter(pk=letter.pk).update(sent_at=None, refused_at=NOW)


def test_a_letter_that_everybody_has_neither_went_by_post_nor_goes_again(
    decided, by, client, handler_user
):
    send_due(at=NOW)
    client.force_login(handler_user)
    url = reverse("undelivered-letter", args=[decided.pk])

    with pytest.raises(NotAllowed, match="Iedereen heeft deze brief"):
        record_posting(decided, on=NOW.date(), by=by, at=NOW)
    again = client.post(url, {"step": "again"}, follow=True)

    assert "Iedereen heeft deze brief" in again.text
    assert not Event.objects.filter(act__in=[Act.POST, Act.TRY_AGAIN]).exists()


def test_a_letter_by_post_is_made_known_on_the_day_that_was_recorded(decided, by):
    send_due(at=NOW)
    refused_by_all(decided)

    event = record_posting(decided, on=date(2026, 11, 24), by=by, at=at(2026, 11, 25))

    decided.refresh_from_db()
    assert decided.made_known_on == date(2026, 11, 24)
    assert event.facts == {
        "letter": decided.pk,
        "kind": LetterKind.OBJECTION,
        "posted_on": "2026-11-24",
    }
    assert decided not in Letter.objects.undelivered(at(2026, 11, 30))
    with pytest.raises(NotAllowed):
        record_posting(decided, on=date(2026, 11, 24), by=by, at=at(2026, 11, 25))


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 26)])
def test_a_letter_is_not_posted_before_its_act_nor_in_time_to_come(decided, by, day):
    send_due(at=NOW)
    refused_by_all(decided)

    with pytest.raises(NotAllowed):
        record_posting(decided, on=day, by=by, at=at(2026, 11, 25))

    decided.refresh_from_db()
    assert decided.posted_on is None


def test_what_has_no_pdf_was_not_posted(decided, by):
    with pytest.raises(NotAllowed):
        record_posting(decided, on=NOW.date(), by=by, at=NOW)


def test_only_a_handler_deals_with_a_letter(decided, decider_user, researcher, by):
    send_due(at=NOW)

    for person in (decider_user, researcher):
        with pytest.raises(NotAllowed):
            record_posting(decided, on=NOW.date(), by=Actor(user=person), at=NOW)
        with pytest.raises(NotAllowed):
            resend_letter(decided, by=Actor(user=person), at=NOW)


def test_trying_again_reaches_who_refused_and_who_came_after(
    picky, case, by, lab, researcher, bvf_user
):
    picky.answers[bvf_user.email] = "550 no"
    send_due(at=NOW)
    letter = Letter.objects.get()
    lab.memberships.filter(user=bvf_user).delete()
    new = member("Nora Nieuw", lab, LabRole.BVF)
    picky.answers.clear()
    picky.tried.clear()

    resend_letter(letter, by=by, at=LATER)
    send_due(at=LATER)

    letter.refresh_from_db()
    assert letter.recipients == [researcher.email, bvf_user.email, new.email]
    assert researcher.email not in picky.tried[:2]
    assert [row.sent_at for row in letter.deliveries.all()] == [NOW, LATER, LATER]
    with pytest.raises(NotAllowed):
        resend_letter(letter, by=by, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_post_at_once_record_it_once(decided, by):
    send_due(at=NOW)
    refused_by_all(decided)
    kinds = []

    def record():
        try:
            record_posting(decided, on=NOW.date(), by=by, at=NOW)
        except NotAllowed as refused:
            kinds.append(refused)

    at_once(*[record] * 2)

    assert len(kinds) == 1
    assert Event.objects.filter(act=Act.POST).count() == 1


def test_a_page_does_not_say_that_an_unsent_decision_is_made_known(
    decided, client, researcher, send
):
    client.force_login(researcher)
    url = reverse("case", args=[decided.case.number])

    before = client.get(url).content.decode()
    send(decided.case)
    after = client.get(url).content.decode()

    assert "nog niet verzonden" in before
    assert "4 januari 2027" not in before
    assert "nog niet verzonden" not in after
    assert "4 januari 2027" in after


def test_the_list_takes_the_same_queries_for_one_and_for_five(
    file, client, handler_user
):
    client.force_login(handler_user)
    url = reverse("undelivered")
    counts = []
    for number in (1, 5):
        while Letter.objects.count() < number:
            file()
        Letter.objects.update(refused_at=NOW)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        counts.append(len(queries))
        assert answer.content.decode().count('scope="row"') == number
    assert counts[0] == counts[1]


def test_a_handler_tries_again_and_records_the_post_on_the_page(
    decided, client, handler_user
):
    send_due(at=NOW)
    decided.deliveries.update(sent_at=None, refused_at=NOW, last_error="550 nee")
    Letter.objects.update(sent_at=None, refused_at=NOW)
    client.force_login(handler_user)
    url = reverse("undelivered-letter", args=[decided.pk])

    page = client.get(url).content.decode()
    again = client.post(url, {"step": "again"})
    empty = client.post(url, {"step": "post", "on": ""})
    early = client.post(url, {"step": "post", "on": "2026-11-01"})
    posted = client.post(url, {"step": "post", "on": "2026-11-23"})

    assert "550 nee" in page
    assert [again.status_code, posted.status_code] == [302, 302]
    assert [empty.status_code, early.status_code] == [400, 409]
    decided.refresh_from_db()
    assert decided.posted_on == date(2026, 11, 23)


def test_health_tells_of_letters_that_wait(client, case):
    """The case is of 23 November 2026; whatever today is, that is over an hour ago."""
    with behind_the_triggers():
        Letter.objects.update(created_at="2020-01-02T03:04:00Z")

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["checks"]["letters"] == "unsent since 2020-01-02T03:04Z"


def test_the_page_of_a_letter_that_arrived_offers_nothing_that_is_refused(
    decided, client, handler_user
):
    send_due(at=NOW)
    client.force_login(handler_user)

    page = client.get(reverse("undelivered-letter", args=[decided.pk]))

    assert "Probeer opnieuw" not in page.text
    assert 'name="step"' not in page.text
    assert "Brieven die niet zijn aangekomen" not in page.text
