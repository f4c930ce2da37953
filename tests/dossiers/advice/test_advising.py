"""Advice: asked, sent again, withdrawn, drafted, given; and each of these refused."""

import hashlib
from datetime import date, timedelta

import pytest

from accounts.actor import Actor
from accounts.digests import text_digest
from accounts.errors import InputRefused
from accounts.models import BureauRole
from dossiers.advice.advice_link import (
    AdviceLinkStatus,
    advice_by_token,
    link_status,
    link_token,
)
from dossiers.advice.advising import (
    drop_advice_file,
    give_advice,
    revoke_advice,
    save_advice_draft,
    send_link_again,
)
from dossiers.cases.dates import stored_dates
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.errors import NotAllowed
from dossiers.handling.absences import enter_absence
from dossiers.handling.taking_up import record_no_objection
from dossiers.models import Advice, Case, Event, Reminder, ReminderKind
from dossiers.states import Act, State
from tests.at_once import at_once
from tests.cast import NOW, PDF, official, report
from tests.dossiers.advisers import BY, QUESTION, adviser, ask
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
TEXT = "Ja: de stam is verzwakt."


@pytest.fixture
def asked(in_handling, handler_user) -> Advice:
    """A question to COGEM in a KG-I that is being handled."""
    return ask(in_handling, handler_user)


def test_asking_is_on_record_without_the_address_or_the_link(asked, in_handling):
    event = in_handling.events.last()

    assert in_handling.state == State.ADVICE_ASKED
    assert event.facts == {
        "advice": asked.pk,
        "body": "COGEM",
        "name": "Wil Wijs",
        "question": QUESTION,
        "advise_by": "2026-12-07",
    }


def test_asking_leaves_the_dates_as_they_are(in_handling, handler_user):
    before = stored_dates(in_handling)

    ask(in_handling, handler_user)

    assert stored_dates(in_handling) == before


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 22)])
def test_asking_for_today_or_earlier_is_refused(in_handling, handler_user, day):
    with pytest.raises(NotAllowed):
        ask(in_handling, handler_user, advise_by=day)

    assert not Advice.objects.exists()


def test_asking_before_the_case_is_taken_up_is_refused(case, handler_user):
    with pytest.raises(NotAllowed):
        ask(case, handler_user)


@pytest.mark.parametrize(
    "who", ["researcher", "decider_user", "auditor", "outsider_user"]
)
def test_only_a_handler_asks_sends_again_and_withdraws(
    asked, in_handling, request, who
):
    person = request.getfixturevalue(who)

    for act in (
        lambda: ask(in_handling, person),
        lambda: send_link_again(asked, by=Actor(user=person), at=NOW),
        lambda: revoke_advice(asked, by=Actor(user=person), at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()

    asked.refresh_from_db()
    assert (asked.issue, asked.revoked_at) == (1, None)


def test_the_database_holds_the_hash_of_the_link_alone(asked):
    stored_row = Advice.objects.filter(pk=asked.pk).values().get()

    assert link_token(asked) not in str(stored_row)
    assert stored_row["token_sha256"] == text_digest(link_token(asked))
    assert advice_by_token(link_token(asked)) == asked


def test_two_advisers_have_links_of_their_own(asked, in_handling, handler_user):
    other = ask(in_handling, handler_user, name="Bo Bot", email="bot@voorbeeld.nl")

    assert link_token(asked) != link_token(other)
    assert advice_by_token(link_token(other)) == other


def test_sending_again_voids_the_earlier_link_and_promises_a_mail(asked, handler_user):
    earlier = link_token(asked)
    Advice.objects.update(sent_at=NOW, attempts=1)

    again = send_link_again(asked, by=Actor(user=handler_user), at=LATER)

    assert advice_by_token(earlier) is None
    assert advice_by_token(link_token(again)) == asked
    assert list(Advice.objects.due(LATER)) == [asked]


def test_withdrawing_brings_the_case_back_in_handling(asked, in_handling, handler_user):
    event = revoke_advice(asked, by=Actor(user=handler_user), at=LATER)

    asked.refresh_from_db()
    assert asked.revoked_at == LATER
    assert event.new_state == State.IN_HANDLING
    assert event.facts == {"advice": asked.pk, "body": "COGEM", "name": "Wil Wijs"}


def test_withdrawing_one_of_two_leaves_the_case_waiting_for_the_other(
    asked, in_handling, handler_user
):
    ask(in_handling, handler_user, name="Bo Bot")

    revoke_advice(asked, by=Actor(user=handler_user), at=LATER)

    assert asked.case.state == State.ADVICE_ASKED


def test_giving_files_the_text_with_its_hash(asked, in_handling):
    event = give_advice(asked, text=TEXT, by=adviser(asked), at=LATER)

    asked.refresh_from_db()
    assert (asked.text, asked.given_at) == (TEXT, LATER)
    assert (event.actor_name, event.user, event.actor_kind) == (
        "Wil Wijs",
        None,
        "person",
    )
    assert event.new_state == State.IN_HANDLING
    assert event.facts["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert TEXT not in str(event.facts)


def test_giving_a_pdf_keeps_it_with_its_hash(asked):
    upload = report("C:\\adviezen\\advies.pdf")

    event = give_advice(asked, text="", upload=upload, by=adviser(asked), at=LATER)

    asked.refresh_from_db()
    assert asked.filename == "advies.pdf"
    assert asked.file.read() == PDF
    assert event.facts["file_sha256"] == hashlib.sha256(PDF).hexdigest()
    assert event.facts["text_sha256"] == ""


def test_giving_tells_the_handler_once(asked, handler_user):
    event = give_advice(asked, text=TEXT, by=adviser(asked), at=LATER)

    reminder = Reminder.objects.get(kind=ReminderKind.INFORMED)
    assert reminder.recipients == [handler_user.email]
    assert reminder.event == event


def test_giving_tells_who_stands_in_for_the_handler_too(asked, handler_user):
    vera = official("Vera Anders", BureauRole.HANDLER)
    days = {"first": LATER.date(), "last": LATER.date()}
    by = Actor(user=handler_user)
    enter_absence(handler_user, substitute=vera, **days, by=by, at=NOW)

    give_advice(asked, text=TEXT, by=adviser(asked), at=LATER)

    reminder = Reminder.objects.get(kind=ReminderKind.INFORMED)
    assert reminder.recipients == [handler_user.email, vera.email]


@pytest.mark.parametrize(
    ("name", "content"),
    [("advies.pdf", b"geen pdf"), ("advies.pdf", b""), ("advies.docx", b"PK\x03\x04")],
)
def test_what_is_no_pdf_is_refused_and_nothing_is_filed(asked, name, content):
    with pytest.raises(InputRefused):
        give_advice(
            asked,
            text=TEXT,
            upload=report(name, content),
            by=adviser(asked),
            at=LATER,
        )

    asked.refresh_from_db()
    assert (asked.given_at, asked.text) == (None, "")


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_giving_nothing_is_refused(asked, text):
    with pytest.raises(NotAllowed):
        give_advice(asked, text=text, by=adviser(asked), at=LATER)

    asked.refresh_from_db()
    assert asked.given_at is None


def test_only_an_adviser_gives(asked, handler_user):
    with pytest.raises(NotAllowed):
        give_advice(asked, text=TEXT, by=Actor(user=handler_user), at=LATER)


def test_a_draft_is_kept_with_its_file_and_is_no_event(asked, in_handling):
    before = in_handling.events.count()

    save_advice_draft(
        asked, text="Ja, mits", upload=report(), by=adviser(asked), at=LATER
    )
    save_advice_draft(asked, text="Ja, mits …", by=adviser(asked), at=LATER)

    asked.refresh_from_db()
    assert (asked.draft, asked.text, asked.given_at) == ("Ja, mits …", "", None)
    assert asked.filename == "verslag.pdf"
    assert in_handling.events.count() == before


def test_a_second_file_takes_the_place_of_the_first(
    asked, django_capture_on_commit_callbacks
):
    save_advice_draft(asked, text="", upload=report(), by=adviser(asked), at=LATER)
    asked.refresh_from_db()
    first = asked.file.name

    with django_capture_on_commit_callbacks(execute=True):
        other = report("nieuw.pdf", PDF + b"anders")
        save_advice_draft(asked, text="", upload=other, by=adviser(asked), at=LATER)

    asked.refresh_from_db()
    assert asked.filename == "nieuw.pdf"
    assert asked.file.read() == PDF + b"anders"
    assert not asked.file.storage.exists(first)


def test_a_file_can_be_taken_out_of_a_draft(asked):
    save_advice_draft(asked, text="Ja", upload=report(), by=adviser(asked), at=LATER)

    drop_advice_file(asked, by=adviser(asked), at=NOW)

    asked.refresh_from_db()
    assert (asked.file.name, asked.filename, asked.draft) == ("", "", "Ja")


def test_a_saved_file_is_filed_with_the_advice(asked):
    save_advice_draft(asked, text="", upload=report(), by=adviser(asked), at=LATER)

    event = give_advice(asked, text="", by=adviser(asked), at=LATER)

    assert event.facts["file_sha256"] == hashlib.sha256(PDF).hexdigest()


def test_what_was_given_can_neither_be_given_nor_drafted_nor_withdrawn_again(
    asked, handler_user
):
    give_advice(asked, text=TEXT, by=adviser(asked), at=LATER)

    for act in (
        lambda: give_advice(asked, text="Nee", by=adviser(asked), at=LATER),
        lambda: save_advice_draft(asked, text="Nee", by=adviser(asked), at=LATER),
        lambda: revoke_advice(asked, by=Actor(user=handler_user), at=LATER),
        lambda: send_link_again(asked, by=Actor(user=handler_user), at=LATER),
    ):
        with pytest.raises(NotAllowed):
            act()

    asked.refresh_from_db()
    assert (asked.text, asked.draft, asked.revoked_at) == (TEXT, "", None)


def test_an_earlier_link_can_no_longer_give(asked, handler_user):
    by_earlier_link = advice_by_token(link_token(asked))
    send_link_again(asked, by=Actor(user=handler_user), at=NOW)

    with pytest.raises(NotAllowed):
        give_advice(by_earlier_link, text=TEXT, by=adviser(asked), at=LATER)


def test_giving_when_the_case_has_ended_is_refused(asked, handler_user):
    Case.objects.update(state=State.WITHDRAWN)

    with pytest.raises(NotAllowed):
        give_advice(asked, text=TEXT, by=adviser(asked), at=LATER)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.ADVICE_ASKED, AdviceLinkStatus.ASKED),
        (State.WAITING, AdviceLinkStatus.ASKED),
        (State.PREPARED, AdviceLinkStatus.DECIDING),
        (State.CLOSED, AdviceLinkStatus.ENDED),
        (State.DECIDED, AdviceLinkStatus.ENDED),
    ],
)
def test_what_a_link_opens_follows_from_the_case(asked, state, expected):
    Case.objects.update(state=state)

    assert link_status(advice_by_token(link_token(asked))) == expected


def test_a_given_advice_stays_to_be_read_when_the_case_has_ended(asked):
    give_advice(asked, text=TEXT, by=adviser(asked), at=LATER)
    Case.objects.update(state=State.CLOSED)

    assert link_status(advice_by_token(link_token(asked))) == AdviceLinkStatus.GIVEN


def test_the_window_closes_also_while_advice_is_asked(asked, in_handling):
    close_by_silence(in_handling, at=at(2027, 1, 8))

    assert in_handling.state == State.CLOSED
    assert link_status(advice_by_token(link_token(asked))) == AdviceLinkStatus.ENDED


def test_after_advice_the_case_goes_on(asked, in_handling, handler_user):
    give_advice(asked, text=TEXT, by=adviser(asked), at=LATER)

    record_no_objection(in_handling, remark="", by=Actor(user=handler_user), at=LATER)

    assert in_handling.state == State.ASSESSED


@pytest.mark.django_db(transaction=True)
def test_filing_twice_at_once_files_once(asked):
    def giving(text):
        found = advice_by_token(link_token(asked))
        return lambda: give_advice(found, text=text, by=adviser(found), at=LATER)

    results = at_once(giving("Ja"), giving("Nee"))

    assert sorted(type(result).__name__ for result in results) == [
        "Event",
        "NotAllowed",
    ]
    assert Event.objects.filter(act=Act.GIVE_ADVICE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_withdrawing_and_filing_at_once_one_wins(asked, handler_user):
    found, same = advice_by_token(link_token(asked)), advice_by_token(link_token(asked))

    results = at_once(
        lambda: give_advice(found, text="Ja", by=adviser(found), at=LATER),
        lambda: revoke_advice(same, by=Actor(user=handler_user), at=LATER),
    )

    assert sorted(type(result).__name__ for result in results) == [
        "Event",
        "NotAllowed",
    ]
    asked.refresh_from_db()
    assert bool(asked.given_at) != bool(asked.revoked_at)


@pytest.mark.django_db(transaction=True)
def test_asking_two_advisers_at_once_asks_both(in_handling, handler_user):
    def asking(name):
        case = Case.objects.get(pk=in_handling.pk)
        return lambda: ask(case, handler_user, name=name, advise_by=BY)

    results = at_once(asking("Wil Wijs"), asking("Bo Bot"))

    assert {type(result) for result in results} == {Advice}
    assert Advice.objects.open().count() == 2
