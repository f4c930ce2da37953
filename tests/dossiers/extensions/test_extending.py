"""Extending a term: once, within it, by at most what the row allows."""

from datetime import date

import pytest

from accounts.actor import SYSTEM, Actor
from dossiers.correspondence.letter_kinds import LETTERS
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.errors import NotAllowed
from dossiers.extensions.extending import extend_term, last_day_if_extended
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.asking import RequestedQuestion, request_information
from dossiers.models import Event, Letter, LetterKind
from dossiers.states import Act, State
from tests.at_once import at_once
from tests.cast import NOW
from tests.dossiers.conftest import at

ACTOR = "handler_user"

# Received on Monday 23 November 2026: eight weeks end on Monday 18 January 2027.
LAST_DAY = date(2027, 1, 18)
WHY = "Het advies van de COGEM komt later."


@pytest.fixture
def atv(file, handler_user):
    """A request for other requirements, in handling."""
    case = file("atv")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    return case


def test_extension_adds_its_days_and_is_told_by_letter(atv, by, researcher):
    event = extend_term(atv, days=42, reason=WHY, by=by, at=at(2026, 12, 1))

    atv.refresh_from_db()
    assert atv.due_on == date(2027, 3, 1)
    assert atv.state == State.IN_HANDLING
    assert event.facts == {
        "days": 42,
        "reason": WHY,
        "old": "2027-01-18",
        "new": "2027-03-01",
    }
    letter = Letter.objects.get(event=event)
    assert letter.kind == LetterKind.EXTENSION
    assert researcher.email in letter.recipients


def test_letter_names_the_days_the_reason_and_the_grounds(atv, by):
    event = extend_term(atv, days=1, reason=WHY, by=by, at=at(2026, 12, 1))

    letter = make_letter_pdf(event.letters.get(), at=NOW)
    said = str(LETTERS[LetterKind.EXTENSION].write(letter).as_data())

    assert "met 1 dag" in said
    assert WHY in said
    assert "maandag 18 januari 2027" in said
    assert "dinsdag 19 januari 2027" in said
    assert "2.20 lid 3" in said
    assert letter.file.size > 1000


@pytest.mark.parametrize(
    ("days", "until"),
    [
        (1, date(2027, 1, 19)),
        (5, date(2027, 1, 25)),  # day 61 is a Saturday
        (41, date(2027, 3, 1)),  # a Sunday
        (42, date(2027, 3, 1)),
    ],
)
def test_new_last_day_is_rolled_after_the_extension(atv, by, days, until):
    assert last_day_if_extended(atv, days, date(2026, 12, 1)) == until
    assert (atv.extension_days, atv.due_on) == (0, LAST_DAY)

    extend_term(atv, days=days, reason=WHY, by=by, at=at(2026, 12, 1))

    assert atv.due_on == until


@pytest.mark.parametrize("days", [-1, 0, 43])
def test_no_more_days_than_the_row_allows(atv, by, days):
    with pytest.raises(NotAllowed, match="1 tot 42 dagen"):
        extend_term(atv, days=days, reason=WHY, by=by, at=at(2026, 12, 1))

    atv.refresh_from_db()
    assert (atv.extension_days, atv.due_on) == (0, LAST_DAY)


def test_a_term_is_extended_once(atv, by):
    extend_term(atv, days=7, reason=WHY, by=by, at=at(2026, 12, 1))

    with pytest.raises(NotAllowed, match="één keer"):
        extend_term(atv, days=7, reason=WHY, by=by, at=at(2026, 12, 2))


def test_on_the_last_day_it_can_be_extended(atv, by):
    extend_term(atv, days=7, reason=WHY, by=by, at=at(2027, 1, 18, 23, 59))

    assert atv.due_on == date(2027, 1, 25)


def test_a_term_that_has_ended_cannot_be_extended(atv, by):
    with pytest.raises(NotAllowed, match="18 januari 2027"):
        extend_term(atv, days=7, reason=WHY, by=by, at=at(2027, 1, 19, 0, 0))


def test_a_row_without_extension_refuses(file, by):
    case = file("2.8")
    take_up(case, by=by, at=NOW)

    with pytest.raises(NotAllowed, match="geen verlenging"):
        extend_term(case, days=7, reason=WHY, by=by, at=NOW)


def test_while_the_clock_stands_still_the_days_are_added_all_the_same(atv, by):
    question = [RequestedQuestion("", "", "Wat is de inperking?")]
    request_information(
        atv,
        opening="",
        questions=question,
        answer_by=date(2027, 1, 4),
        by=by,
        at=at(2026, 12, 1),
    )

    event = extend_term(atv, days=42, reason=WHY, by=by, at=at(2026, 12, 2))

    assert atv.state == State.WAITING
    assert atv.due_on is None
    assert (event.facts["old"], event.facts["new"]) == (None, None)
    said = str(LETTERS[LetterKind.EXTENSION].write(event.letters.get()).as_data())
    assert "de klok staat stil" in said


def test_suspended_days_count_on_top_of_the_extension(atv, by):
    from_day = at(2026, 12, 1)
    question = [RequestedQuestion("", "", "Wat is de inperking?")]
    request = request_information(
        atv,
        opening="",
        questions=question,
        answer_by=date(2027, 1, 4),
        by=by,
        at=from_day,
    )
    request.answered_at = at(2026, 12, 12)  # the days 2 to 11 December: ten
    request.save()

    assert last_day_of(atv, 42) == date(2027, 3, 11)


def last_day_of(case, days):
    """Read anew, so that the request is seen as it is answered now."""
    fresh = type(case).objects.get(pk=case.pk)
    return last_day_if_extended(fresh, days, date(2026, 12, 20))


def test_a_case_that_nobody_handles_cannot_be_extended(file, by):
    with pytest.raises(NotAllowed):
        extend_term(file("atv"), days=7, reason=WHY, by=by, at=NOW)


def test_only_a_handler_extends(atv, researcher, decider_user, jurist, outsider_user):
    for user in (researcher, decider_user, jurist, outsider_user):
        with pytest.raises(NotAllowed):
            extend_term(atv, days=7, reason=WHY, by=Actor(user=user), at=NOW)
    with pytest.raises(NotAllowed):
        extend_term(atv, days=7, reason=WHY, by=SYSTEM, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_extensions_at_once_one_wins(atv, by):
    def once():
        case = type(atv).objects.get(pk=atv.pk)
        extend_term(case, days=7, reason=WHY, by=by, at=at(2026, 12, 1))

    at_once(once, once)

    assert Event.objects.filter(act=Act.EXTEND).count() == 1
    atv.refresh_from_db()
    assert atv.extension_days == 7
