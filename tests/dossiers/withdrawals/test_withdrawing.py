"""Withdrawing what was filed, alone or with what rests on it."""

import itertools
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.actor import Actor
from applications.drafting.supplementing import begin_supplement, open_supplement
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.errors import NotAllowed
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.correcting import file_correction
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Event, LetterKind
from dossiers.states import Act, Part, State
from dossiers.withdrawals import withdrawal_letter
from dossiers.withdrawals.withdrawing import cases_resting_on, withdraw_case
from tests.cast import NOW
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
LATER = at(2026, 12, 7)


@pytest.fixture
def both(signed_draft, by):
    """A 2.8 request with what rests on it: their terms stand still as one."""
    request = receive_application(signed_draft("2.8-combination"), by=by, at=NOW)
    other = Case.objects.get(application=request.application, part=Part.FOLLOW_UP)
    return request, other


def fresh(case) -> Case:
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("procedure", ["i-new", "iiv-new", "2.8", "administrative"])
def test_every_kind_can_be_withdrawn(file, by, procedure):
    case = file(procedure)

    event = withdraw_case(case, reason="Geen geld meer.", by=by, at=LATER)

    assert (event.act, fresh(case).state) == (Act.WITHDRAW, State.WITHDRAWN)
    assert fresh(case).ended_at == LATER
    assert event.facts == {"reason": "Geen geld meer."}


def test_what_was_asked_lapses(case, asked, by):
    request = asked(case)

    withdraw_case(case, by=by, at=LATER)

    request.refresh_from_db()
    assert request.revoked_at == LATER
    acts = list(case.events.values_list("act", flat=True))
    assert acts[-2:] == [Act.REVOKE, Act.WITHDRAW]


def test_a_draft_of_a_supplement_stays_to_be_read(case, asked, by):
    request = asked(case)
    draft = begin_supplement(case.application, by=by, at=NOW)

    withdraw_case(case, by=by, at=LATER)

    assert open_supplement(case.application) == draft
    with pytest.raises(NotAllowed):
        file_correction(case, reason="Toch.", by=by, at=LATER)
    with pytest.raises(NotAllowed):
        file_answer(request, answers={}, by=by, at=LATER)


def test_with_the_2_8_request_goes_the_kg_that_rests_on_it(both, by):
    request, follow_up = both
    assert cases_resting_on(request) == [follow_up]

    withdraw_case(request, reason="Ander plan.", by=by, at=LATER)

    assert [fresh(case).state for case in both] == [State.WITHDRAWN] * 2
    told = follow_up.events.last().facts
    assert told == {"reason": "Ander plan.", "coupled": request.label}
    kinds = [case.letters.filter(kind=LetterKind.WITHDRAWAL).count() for case in both]
    assert kinds == [1, 1]


def test_the_kg_is_withdrawn_alone_and_its_request_stops_nothing_any_more(
    both, asked, by
):
    request, follow_up = both
    asked(follow_up, at=at(2026, 12, 1))
    assert fresh(request).due_on is None

    withdraw_case(follow_up, by=by, at=LATER)

    assert fresh(follow_up).state == State.WITHDRAWN
    assert fresh(request).state == State.RECEIVED
    # 7 January 2027 and the five days from 2 to 6 December.
    assert fresh(request).due_on == date(2027, 1, 12)


def test_the_chain_of_events_holds_in_both_cases(both, asked, by):
    request, _follow_up = both
    asked(request, at=at(2026, 12, 1))
    withdraw_case(request, by=by, at=LATER)

    for case in both:
        events = list(Event.objects.filter(case=case))
        for before, after in itertools.pairwise(events):
            assert after.previous == before.sha256
        assert fresh(case).head == events[-1].sha256


@pytest.mark.parametrize("who", ["handler_user", "outsider_user"])
def test_only_the_lab_withdraws(case, who, request):
    with pytest.raises(NotAllowed):
        withdraw_case(case, by=Actor(request.getfixturevalue(who)), at=LATER)
    assert fresh(case).state == State.RECEIVED


def test_a_case_is_withdrawn_once(case, by):
    withdraw_case(case, by=by, at=LATER)

    with pytest.raises(NotAllowed):
        withdraw_case(case, by=by, at=LATER)


def test_the_letter_says_when_why_and_what_with(both, by, bvf_user):
    request, follow_up = both
    withdraw_case(request, reason="Ander plan.", by=by, at=LATER)

    letter = follow_up.letters.get(kind=LetterKind.WITHDRAWAL)
    words = str(withdrawal_letter.withdrawal_letter_text(letter).parts)

    assert "7 december 2026" in words
    assert request.label in words
    assert "Ander plan." in words
    assert bvf_user.email in letter.recipients
    assert make_letter_pdf(letter, at=LATER).sha256


@pytest.mark.parametrize(
    ("procedure", "words"),
    [
        ("i-new", "wat u hebt ingetrokken, dekt het niet meer"),
        ("iiv-new", "wat u hebt ingetrokken, dekt het niet meer"),
        ("2.8", "de regels blijven dus gelden"),
        ("atv", "de regels blijven dus gelden"),
        ("administrative", "In uw dossiers verandert niets"),
    ],
)
def test_the_letter_says_what_it_means_for_what_was_filed(file, by, procedure, words):
    event = withdraw_case(file(procedure), by=by, at=LATER)

    with translation.override("nl"):
        letter = withdrawal_letter.withdrawal_letter_text(event.letters.get())
        said = " ".join(letter.lead)

    assert words in said
    assert ("Begin niet met het werk" in said) == ("dekt" in words)


def test_the_page_of_what_has_ended_speaks_of_no_more_requests(client, both, by):
    client.force_login(by.person)
    request, follow_up = both
    pages = [reverse("case", args=[case.number]) for case in both]
    suspends = "schort ook de termijn van"
    assert all(suspends in client.get(page).text for page in pages)

    withdraw_case(follow_up, by=by, at=LATER)

    for page, other in zip(pages, (follow_up, request), strict=True):
        shown = client.get(page).content.decode()
        assert suspends not in shown
        assert other.label in shown
