"""The notice of default and the penalty: who, when, how much, and that it is told."""

from datetime import date

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.actor import SYSTEM, Actor
from accounts.models import BureauRole, User
from dossiers.cases.timeline import told_to_applicant
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.correspondence.letter_kinds import LETTERS
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.errors import NotAllowed
from dossiers.facts.storing import NO_FACTS
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.asking import RequestedQuestion, request_information
from dossiers.models import Case, DefaultNotice, Event, LetterKind, Reminder
from dossiers.models.decision import NothingOwed
from dossiers.operations.sending_round import send_due
from dossiers.penalties.amounts import penalty_of
from dossiers.penalties.notices import (
    fix_penalty,
    give_notice,
    prepare_penalty,
    return_penalty,
)
from dossiers.states import Act, State
from dossiers.worklist.penalties_due import penalties_to_fix
from dossiers.worklist.rows import case_rows
from procedures.law_rows import law
from tests.at_once import at_once
from tests.cast import NOW
from tests.dossiers.conftest import at
from tests.dossiers.penalties.penalty_days import FINAL, FIRST

# A 2.8 request received on Monday 23 November 2026 is to be decided on 7 January
# 2027; a notice of 8 January costs from 23 January, the most by 5 March.
LAST_DAY, NOTICE = date(2027, 1, 7), at(2027, 1, 8)


@pytest.fixture
def request_28(file, handler_user):
    """A 2.8 request in handling."""
    case = file("2.8")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    return case


@pytest.fixture
def handler(handler_user):
    return Actor(user=handler_user)


@pytest.fixture
def decider(decider_user):
    return Actor(user=decider_user)


@pytest.fixture
def fix(handler, decider):
    """`fix(case, at=…)`: the handler prepares the penalty, the decider fixes it."""

    def fix(case: Case, *, at) -> Event:
        prepare_penalty(case, by=handler, at=at)
        return fix_penalty(case, by=decider, at=at)

    return fix


@pytest.fixture
def late(request_28, by):
    """The same, with a notice of default on the first day that it could be given."""
    give_notice(
        request_28, text="Graag een besluit.", received_on=None, by=by, at=NOTICE
    )
    return request_28


def ended(case: Case, when) -> Case:
    """The case as it is when a decision was made known on a day."""
    case.state, case.ended_at = State.DECIDED, when
    case.save()
    return case


def test_the_list_of_penalties_costs_as_much_for_one_as_for_five(
    file, by, handler_user, count_queries
):
    def five_weeks_late() -> None:
        case = file("2.8")
        take_up(case, by=Actor(user=handler_user), at=NOW)
        give_notice(case, text="", received_on=None, by=by, at=NOTICE)
        ended(case, at(2027, 2, 8))

    five_weeks_late()
    one = count_queries(lambda: penalties_to_fix(date(2027, 2, 10), law.current_law()))
    for _case in range(4):
        five_weeks_late()

    assert (
        count_queries(lambda: penalties_to_fix(date(2027, 2, 10), law.current_law()))
        == one
    )
    assert len(penalties_to_fix(date(2027, 2, 10), law.current_law())) == 5


def test_notice_of_the_applicant_is_received_today(request_28, by):
    event = give_notice(
        request_28, text="Graag.", received_on=date(2026, 12, 1), by=by, at=NOTICE
    )

    notice = request_28.default_notice
    assert notice.received_on == date(2027, 1, 8)
    assert (notice.text, notice.scale.key) == ("Graag.", "late-decision")
    assert event.facts["received_on"] == "2027-01-08"
    assert event.facts["term_end"] == "2027-01-07"
    assert event.facts["by_post"] is False
    assert request_28.state == State.IN_HANDLING


def test_notice_is_confirmed_to_the_applicant_and_told_to_the_handler(
    late, researcher, handler_user, mailoutbox
):
    letter = late.letters.get(kind=LetterKind.NOTICE)
    assert researcher.email in letter.recipients
    assert Reminder.objects.get().recipients == [handler_user.email]

    said = str(
        LETTERS[LetterKind.NOTICE].write(make_letter_pdf(letter, at=NOTICE)).as_data()
    )
    assert "vrijdag 8 januari 2027" in said
    assert "zaterdag 23 januari 2027" in said
    assert "42 dagen, € 1.442" in said
    assert "4:17 lid 3" in said
    assert "Atw 1 lid 1" in said
    # Of its receipt alone: neither that the decision is late nor that anything is owed.
    assert "zegt niet dat ons besluit te laat is" in said
    assert "donderdag 7 januari 2027" not in said

    send_due(at=NOTICE)
    subjects = [message.subject for message in mailoutbox]
    assert f"{late.label}: uw ingebrekestelling" in subjects
    assert any("ingebrekestelling" in message.body for message in mailoutbox[1:])


def test_notice_on_a_case_that_nobody_took_goes_to_the_bureau(file, by):
    give_notice(file("2.8"), text="", received_on=None, by=by, at=NOTICE)

    assert Reminder.objects.get().recipients == [settings.BUREAU_EMAIL]


def test_handler_records_a_notice_that_came_by_post(request_28, handler):
    event = give_notice(
        request_28,
        text="",
        received_on=date(2027, 1, 11),
        by=handler,
        at=at(2027, 1, 14),
    )

    assert request_28.default_notice.received_on == date(2027, 1, 11)
    assert event.facts["by_post"] is True
    assert penalty_of(request_28, date(2027, 1, 26)).amount == 23


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (date(2027, 1, 7), "mogelijk vanaf 8 januari 2027"),
        (date(2026, 11, 1), "mogelijk vanaf 8 januari 2027"),
        (date(2027, 1, 15), "nog moet komen"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_words(
    request_28, handler, received, words
):
    with pytest.raises(NotAllowed, match=words):
        give_notice(
            request_28, text="", received_on=received, by=handler, at=at(2027, 1, 14)
        )

    assert not DefaultNotice.objects.exists()


def test_a_notice_on_the_last_day_of_the_term_is_too_early(request_28, by):
    with pytest.raises(NotAllowed, match="mogelijk vanaf 8 januari 2027"):
        give_notice(
            request_28, text="", received_on=None, by=by, at=at(2027, 1, 7, 23, 59)
        )


def test_a_notification_has_no_decision_that_can_be_late(file, by):
    with pytest.raises(NotAllowed, match="aangevraagd"):
        give_notice(file("i-new"), text="", received_on=None, by=by, at=NOTICE)


def test_a_notification_with_a_request_for_consent_has_one(file, by):
    case = file("iik-new")
    case.asks_consent = True
    case.due_on = LAST_DAY
    case.save()

    give_notice(case, text="", received_on=None, by=by, at=NOTICE)

    assert penalty_of(case, FIRST).amount == 23


def test_while_the_clock_stands_still_nothing_is_late(request_28, by, handler):
    request_information(
        request_28,
        opening="",
        questions=[RequestedQuestion("", "", "Welke gastheer?")],
        answer_by=date(2026, 12, 20),
        by=handler,
        at=at(2026, 12, 1),
    )

    with pytest.raises(NotAllowed, match="klok staat stil"):
        give_notice(request_28, text="", received_on=None, by=by, at=at(2027, 6, 1))


def test_one_notice_a_case(late, by):
    with pytest.raises(NotAllowed, match="al een ingebrekestelling"):
        give_notice(late, text="", received_on=None, by=by, at=at(2027, 1, 9))


def test_no_notice_on_a_case_that_has_ended(request_28, by):
    ended(request_28, at(2027, 1, 8))

    with pytest.raises(NotAllowed):
        give_notice(request_28, text="", received_on=None, by=by, at=at(2027, 1, 9))


def test_strangers_and_deciders_give_no_notice(request_28, outsider_user, decider_user):
    for actor in (Actor(user=outsider_user), Actor(user=decider_user), SYSTEM):
        with pytest.raises(NotAllowed):
            give_notice(request_28, text="", received_on=None, by=actor, at=NOTICE)


@pytest.mark.django_db(transaction=True)
def test_two_notices_at_once_one_counts(request_28, by):
    def once():
        case = Case.objects.get(pk=request_28.pk)
        give_notice(case, text="", received_on=None, by=by, at=NOTICE)

    results = at_once(once, once)

    assert Event.objects.filter(act=Act.GIVE_NOTICE).count() == 1
    assert [type(one) for one in results if one] == [NotAllowed]


def test_penalty_runs_for_42_days(late):
    assert penalty_of(late, date(2027, 1, 22)).amount == 0
    assert penalty_of(late, FIRST).amount == 23
    assert penalty_of(late, FINAL).amount == 1442
    assert penalty_of(late, date(2027, 12, 31)).amount == 1442


def test_penalty_of_the_most_days_can_be_fixed_before_the_decision(late, fix):
    event = fix(late, at=at(2027, 3, 5))

    notice = DefaultNotice.objects.get()
    assert (notice.fixed_amount, notice.fixed_at) == (1442, at(2027, 3, 5))
    assert event.facts["amount"] == 1442
    assert event.facts["last_day"] == "2027-03-05"
    assert late.state == State.IN_HANDLING


def test_penalty_stops_with_the_decision_and_is_fixed_after_it(late, fix):
    ended(late, at(2027, 2, 7))  # day 16

    event = fix(late, at=at(2027, 2, 10))

    assert (event.facts["days"], event.facts["amount"]) == (15, 357)
    late.refresh_from_db()
    assert late.state == State.DECIDED


def test_letter_has_the_sum_step_by_step_and_the_objection_clause(late, fix):
    ended(late, at(2027, 2, 7))
    event = fix(late, at=at(2027, 2, 10))

    letter = make_letter_pdf(event.letters.get(), at=NOW)
    said = str(LETTERS[LetterKind.PENALTY].write(letter).as_data())

    assert "14 × € 23 = € 322" in said
    assert "1 × € 35 = € 35" in said
    assert "€ 357" in said
    assert "4:18" in said
    assert "woensdag 24 maart 2027" in said  # six weeks to object
    assert said.count("Als u het er niet mee eens bent") == 1
    assert letter.file.size > 1000


@pytest.mark.parametrize("when", [at(2027, 1, 9), at(2027, 3, 4)])
def test_while_it_grows_it_is_not_fixed(late, fix, when):
    with pytest.raises(NotAllowed, match="5 maart 2027"):
        fix(late, at=when)


def test_nothing_is_fixed_when_the_decision_came_in_time(late, fix):
    ended(late, at(2027, 1, 23))

    with pytest.raises(NotAllowed, match="geen dwangsom"):
        fix(late, at=at(2027, 1, 25))


def test_nothing_is_fixed_without_a_notice_or_twice(request_28, late, fix):
    fix(late, at=at(2027, 3, 8))
    with pytest.raises(NotAllowed, match="al vastgesteld"):
        fix(late, at=at(2027, 3, 9))

    DefaultNotice.objects.all().delete()
    with pytest.raises(NotAllowed, match="geen ingebrekestelling"):
        fix(late, at=at(2027, 3, 9))


NOTHING = {"outcome": NothingOwed.UNFOUNDED, "reason": "Zie het besluit."}


def test_that_nothing_is_owed_is_decided_by_two_with_reasons(late, handler, decider):
    when = at(2027, 1, 12)  # before the first day owed already
    prepare_penalty(late, **NOTHING, by=handler, at=when)
    with pytest.raises(NotAllowed, match="vier ogen"):
        fix_penalty(late, by=signing_too(handler), at=when)
    event = fix_penalty(late, by=decider, at=when)

    notice = DefaultNotice.objects.get()
    assert (notice.fixed_amount, notice.outcome) == (0, NothingOwed.UNFOUNDED)
    assert (event.facts["amount"], event.facts["outcome"]) == (0, "unfounded")
    said = str(LETTERS[LetterKind.PENALTY].write(event.letters.get()).as_data())
    assert "geen dwangsom" in said
    assert "4:17 lid 6 onder c" in said
    assert "Zie het besluit." in said
    assert "bezwaar" in said
    assert penalties_to_fix(date(2027, 4, 1), law.current_law()) == []


def signing_too(by: Actor) -> Actor:
    """The same person, who decides as well."""
    by.person.positions.create(role=BureauRole.DECIDER)
    return Actor(user=User.objects.get(pk=by.person.pk))


def test_nothing_owed_without_reasons_is_refused(late, handler):
    with pytest.raises(NotAllowed, match="redenen"):
        prepare_penalty(
            late, outcome=NothingOwed.NO_INTEREST, reason=" ", by=handler, at=NOTICE
        )


def test_sent_back_it_is_open_again_whether_anything_is_owed(late, handler, decider):
    prepare_penalty(late, **NOTHING, by=handler, at=at(2027, 3, 8))
    return_penalty(late, remark="Kennelijk is te veel.", by=decider, at=at(2027, 3, 8))

    prepare_penalty(late, by=handler, at=at(2027, 3, 9))

    notice = DefaultNotice.objects.get()
    assert (notice.outcome, notice.reason, notice.prepared_amount) == ("", "", 1442)


def test_several_applicants_share_it_equally(late, handler, decider):
    when = at(2027, 3, 8)
    prepare_penalty(late, applicants=3, by=handler, at=when)
    event = fix_penalty(late, by=decider, at=when)

    said = str(LETTERS[LetterKind.PENALTY].write(event.letters.get()).as_data())
    assert "ieder van de 3 aanvragers" in said
    assert "480,67" in said
    assert "4:17 lid 7" in said


def test_page_asks_why_nothing_is_owed_while_it_grows(
    client, late, handler_user, researcher, time_machine
):
    time_machine.move_to(at(2027, 1, 12))
    client.force_login(handler_user)
    url = reverse("case-act", args=[late.number, "prepare-penalty"])

    page = client.get(url).text
    bare = client.post(url, {"outcome": "late-notice", "applicants": "1"})
    client.post(url, {"outcome": "late-notice", "reason": "Pas na een jaar."})
    bureau = client.get(reverse("case", args=[late.number])).text
    client.force_login(researcher)
    lab = client.get(reverse("case", args=[late.number])).text

    assert "De dwangsom is" not in page
    assert "onredelijk laat" in page
    assert "reason" in bare.context["form"].errors
    assert DefaultNotice.objects.get().outcome == NothingOwed.LATE_NOTICE
    assert "onredelijk laat" in bureau
    assert "onredelijk laat" not in lab


def test_a_penalty_has_four_eyes(late, handler, decider, handler_user):
    when = at(2027, 3, 8)
    with pytest.raises(NotAllowed, match="niet voorbereid"):
        fix_penalty(late, by=decider, at=when)

    prepare_penalty(late, by=handler, at=when)
    handler_user.positions.create(role=BureauRole.DECIDER)
    both = Actor(user=User.objects.get(pk=handler_user.pk))

    with pytest.raises(NotAllowed, match="vier ogen"):
        fix_penalty(late, by=both, at=when)
    event = fix_penalty(late, by=decider, at=when)

    notice = DefaultNotice.objects.get()
    assert (notice.prepared_by, notice.fixed_by) == (handler_user, decider.user)
    letter = str(LETTERS[LetterKind.PENALTY].write(event.letters.get()).as_data())
    assert handler_user.name in letter
    assert decider.name in letter


def test_the_database_refuses_two_eyes(late, handler, handler_user):
    prepare_penalty(late, by=handler, at=at(2027, 3, 8))
    rows = DefaultNotice.objects.filter(case=late)

    for how in ({"fixed_by": handler_user}, {"fixed_by": None}):
        with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
            rows.update(fixed_at=NOW, fixed_amount=1442, **how)


def test_each_does_only_what_is_theirs(late, handler, researcher, decider, outsider):
    when = at(2027, 3, 8)
    for user in (Actor(user=researcher), decider, outsider):
        with pytest.raises(NotAllowed):
            prepare_penalty(late, by=user, at=when)
    prepare_penalty(late, by=handler, at=when)
    for user in (Actor(user=researcher), handler, outsider):
        with pytest.raises(NotAllowed):
            fix_penalty(late, by=user, at=when)
        with pytest.raises(NotAllowed):
            return_penalty(late, remark="Nee.", by=user, at=when)


@pytest.fixture
def outsider(outsider_user):
    return Actor(user=outsider_user)


def test_one_that_is_sent_back_is_prepared_anew(late, handler, decider, fix):
    when = at(2027, 3, 8)
    with pytest.raises(NotAllowed):
        return_penalty(late, remark="Nee.", by=decider, at=when)
    prepare_penalty(late, by=handler, at=when)

    return_penalty(late, remark="Klopt de dag?", by=decider, at=when)

    with pytest.raises(NotAllowed):
        fix_penalty(late, by=decider, at=when)
    assert fix(late, at=when).facts["amount"] == 1442


def test_another_amount_than_was_prepared_is_not_fixed(late, handler, decider):
    prepare_penalty(late, by=handler, at=at(2027, 3, 8))
    DefaultNotice.objects.update(prepared_amount=1000)

    with pytest.raises(NotAllowed, match="bedrag"):
        fix_penalty(late, by=decider, at=at(2027, 3, 9))


@pytest.mark.django_db(transaction=True)
def test_two_deciders_at_once_fix_it_once(late, handler, decider):
    prepare_penalty(late, by=handler, at=at(2027, 3, 8))

    def once():
        fix_penalty(Case.objects.get(pk=late.pk), by=decider, at=at(2027, 3, 8))

    at_once(once, once)

    assert Event.objects.filter(act=Act.FIX_PENALTY).count() == 1


def test_the_worklist_has_it_with_its_own_term(
    client, late, fix, handler, handler_user, time_machine
):
    ended(late, at(2027, 2, 7))
    time_machine.move_to(at(2027, 2, 10))
    client.force_login(handler_user)

    [one] = penalties_to_fix(date(2027, 2, 10), law.current_law())
    page = client.get(reverse("worklist"))

    assert (one.case, one.amount, one.fix_by) == (late, 357, date(2027, 2, 20))
    assert one.days == 10
    assert late.label in page.text
    assert "penalties-heading" in page.text
    assert "357 euro, vaststellen uiterlijk 20 februari 2027" in page.text
    assert penalties_to_fix(date(2027, 2, 21), law.current_law())[0].days == -1
    fix(late, at=at(2027, 2, 10))
    assert penalties_to_fix(date(2027, 2, 10), law.current_law()) == []
    assert "penalties-heading" not in client.get(reverse("worklist")).text


def test_the_panel_names_the_day_by_which_it_must_be_fixed(
    client, late, handler_user, time_machine
):
    """Two weeks after the last day that is owed: the day before the decision."""
    ended(late, at(2027, 2, 7))
    time_machine.move_to(at(2027, 2, 10))

    text = " ".join(page(client, handler_user, late).split())

    assert "<dt>Vast te stellen uiterlijk</dt> <dd>20 februari 2027</dd>" in text


def test_what_still_grows_or_costs_nothing_is_not_in_that_list(late):
    assert penalties_to_fix(date(2027, 2, 10), law.current_law()) == []
    ended(late, at(2027, 1, 20))
    assert penalties_to_fix(date(2027, 2, 10), law.current_law()) == []


def test_a_withdrawn_case_owes_until_the_day_before(late, by):
    when = at(2027, 1, 25)
    lock_for(Act.WITHDRAW, late, by=by, at=when)
    apply_transition(Act.WITHDRAW, late, by=by, at=when, facts=NO_FACTS)

    owed = penalty_of(late, date(2027, 6, 1))
    assert (owed.days, owed.is_final) == (2, True)


def page(client, user, case):
    client.force_login(user)
    return client.get(reverse("case", args=[case.number])).content.decode()


def test_both_sides_see_the_running_amount(
    client, late, researcher, handler_user, time_machine
):
    time_machine.move_to(at(2027, 2, 7))

    for user in (researcher, handler_user):
        seen = page(client, user, late)
        assert "Dwangsom vandaag" in seen
        assert "392 euro" in seen
        assert "hoogstens 1442 euro" in seen
        assert "2 van 14" in seen


def test_applicant_gives_notice_on_the_page(
    client, request_28, researcher, time_machine
):
    time_machine.move_to(NOTICE)
    assert "Ingebrekestelling" in page(client, researcher, request_28)
    url = reverse("case-act", args=[request_28.number, "give-notice"])

    form = client.get(url).content.decode()
    client.post(url, {"text": "Graag een besluit."})

    assert 'name="received_on"' not in form
    assert request_28.default_notice.received_on == date(2027, 1, 8)


def test_handler_must_say_when_it_came(client, request_28, handler_user, time_machine):
    time_machine.move_to(NOTICE)
    client.force_login(handler_user)
    url = reverse("case-act", args=[request_28.number, "give-notice"])

    missing = client.post(url, {"text": ""})
    too_early = client.post(url, {"text": "Zie brief.", "received_on": "2027-01-05"})

    assert "received_on" in missing.context["form"].errors
    assert too_early.status_code == 409
    assert "Zie brief." in too_early.content.decode()
    assert not DefaultNotice.objects.exists()


def test_before_the_term_has_passed_there_is_no_button(
    client, request_28, researcher, time_machine
):
    time_machine.move_to(at(2027, 1, 7))

    assert "give-notice" not in page(client, researcher, request_28)


def test_extension_page_shows_the_last_day_of_each_choice(
    client, file, handler_user, time_machine
):
    time_machine.move_to(NOW)
    case = file("atv")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    client.force_login(handler_user)
    url = reverse("case-act", args=[case.number, "extend"])

    shown = client.get(url).content.decode()
    client.post(url, {"days": "42", "reason": "Advies."})

    assert "42 dagen: tot en met maandag 1 maart 2027" in shown
    case.refresh_from_db()
    assert case.due_on == date(2027, 3, 1)


def test_amount_is_confirmed_before_it_is_fixed(
    client, late, handler, decider_user, time_machine
):
    time_machine.move_to(at(2027, 3, 8))
    prepare_penalty(late, by=handler, at=at(2027, 3, 8))
    client.force_login(decider_user)
    url = reverse("case-act", args=[late.number, "fix-penalty"])

    asked = client.get(url).content.decode()
    unconfirmed = client.post(url)
    unread = client.post(url, {"is_right": "on"})
    nothing_yet = not DefaultNotice.objects.filter(fixed_at__isnull=False).exists()
    letter = client.get(reverse("preview-penalty", args=[late.number]))
    client.post(url, {"is_right": "on"})

    assert "De dwangsom is 1442 euro, over 42 dagen" in asked
    assert "is_right" in unconfirmed.context["form"].errors
    assert unread.status_code == 409
    assert "Open eerst de brief als PDF" in unread.text
    assert letter.content.startswith(b"%PDF")
    assert nothing_yet
    assert DefaultNotice.objects.get().fixed_amount == 1442


def test_who_prepared_a_penalty_is_not_offered_to_fix_it_and_reads_who_may(
    client, late, handler, handler_user, decider_user, researcher, time_machine
):
    when = at(2027, 3, 8)
    time_machine.move_to(when)
    prepare_penalty(late, by=handler, at=when)
    handler_user.positions.create(role=BureauRole.DECIDER)

    mine = page(client, handler_user, late)
    theirs = page(client, decider_user, late)
    outside = page(client, researcher, late)

    fixing = reverse("case-act", args=[late.number, "fix-penalty"])
    assert fixing not in mine
    assert fixing in theirs
    assert reverse("case-act", args=[late.number, "return-penalty"]) in mine
    for seen in (mine, theirs):
        assert "Deze beslissers mogen het ondertekenen:" in seen
        assert f"<li>{decider_user.name}</li>" in seen
        assert f"<li>{handler_user.name}</li>" not in seen
    assert "mogen het ondertekenen" not in outside


def test_who_prepared_a_penalty_is_first_told_that_another_signs(
    client, late, handler, handler_user, time_machine
):
    when = at(2027, 3, 8)
    time_machine.move_to(when)
    prepare_penalty(late, by=handler, at=when)
    handler_user.positions.create(role=BureauRole.DECIDER)
    client.force_login(handler_user)

    told = client.post(
        reverse("case-act", args=[late.number, "fix-penalty"]), {"is_right": "on"}
    )

    assert told.status_code == 409
    assert "vier ogen" in told.text
    assert "Open eerst de brief als PDF" not in told.text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 1, 22), "ingebrekestelling: dwangsom loopt vanaf"),
        (FIRST, "dwangsom loopt: 23 euro, en elke dag 23 erbij"),
        (FINAL, "dwangsom vast te stellen: 1442 euro"),
    ],
)
def test_the_worklist_says_in_its_row_what_a_notice_of_default_costs(late, day, words):
    [row] = case_rows(Case.objects.filter(pk=late.pk), day, shows_defaults=True)

    assert row.default.startswith(words)


def test_the_row_of_a_late_case_shows_the_penalty(
    client, late, handler_user, time_machine
):
    time_machine.move_to(at(2027, 1, 29))
    client.force_login(handler_user)

    assert (
        "dwangsom loopt: 161 euro, en elke dag 23 erbij" in client.get("/worklist").text
    )


def test_a_penalty_that_was_not_sent_is_not_told_to_the_applicant(
    client,
    late,
    fix,
    researcher,
    handler_user,
    send,
    time_machine,
):
    when = at(2027, 3, 8)
    time_machine.move_to(when)
    fix(late, at=when)
    amount = "1442 euro, over 42 dagen"

    def told() -> list[str]:
        return [event.act for event in told_to_applicant(late)]

    before, seen = told(), page(client, researcher, late)
    assert "fix-penalty" not in before
    assert amount not in seen.partition("events-heading")[2]
    assert "Dwangsom, vastgesteld" not in seen
    assert "Dwangsom, vastgesteld" in page(client, handler_user, late)

    send(late, at=when)

    assert "fix-penalty" in told()
    assert "Dwangsom, vastgesteld" in page(client, researcher, late)
