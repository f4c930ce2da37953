"""A filing that goes on as another procedure: a new case, from the same day."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from accounts.actor import SYSTEM, Actor
from applications.drafting.supplementing import begin_supplement
from applications.models import FiledNumber
from dossiers.cases.dates import case_reckoning
from dossiers.cases.timeline import timeline_entries
from dossiers.cases.transitions import apply_transition
from dossiers.correspondence.delivering import record_posting
from dossiers.correspondence.letter_kinds import LETTERS
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.correspondence.mails import reminder_mail
from dossiers.decisions.closing_by_silence import close_silent_notifications
from dossiers.decisions.conversion import (
    case_converted_from,
    case_converted_into,
    conversion_options,
    conversion_procedures,
)
from dossiers.decisions.converting import open_converted_case
from dossiers.errors import NotAllowed
from dossiers.facts.storing import NO_FACTS
from dossiers.handling.taking_up import take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Dossier, LetterKind, ReminderKind
from dossiers.states import Act, Part, State
from dossiers.work_start.start_ledger import start_verdict
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from tests.at_once import at_once
from tests.cast import NOW
from tests.dossiers.conftest import at

ACTOR = "decider_user"

THEN = at(2027, 1, 4)
ON = legal_day(THEN)


def row(key: str, case: Case):
    return law.current_law().in_force(key, legal_day(case.received_at))


def keys(case: Case) -> list[str]:
    found = conversion_procedures(case, law.current_law(), legal_day(case.received_at))
    return [each.key for each in found]


def converted(case: Case, by) -> Case:
    """The case as the signing of the decision leaves it."""
    case.state = State.PREPARED
    case.save()
    apply_transition(Act.CONVERT, case, by=by, at=THEN, facts=NO_FACTS)
    return case


@pytest.mark.parametrize(
    ("filed", "becomes"),
    [
        ("i-new", ["iiv-new", "iii-new", "iv-new"]),
        ("iik-new", ["iiv-new", "iii-new", "iv-new"]),
        ("iiv-new", ["i-new", "ii-treated"]),
        ("iii-new", ["i-new", "ii-treated"]),
        ("2.8", []),
        ("atv", []),
        ("administrative", []),
    ],
)
def test_as_what_a_filing_may_be_treated(file, filed, becomes):
    assert keys(file(filed)) == becomes


def test_parts_of_a_combination_stay_what_they_are(file):
    first = file("2.8-combination")

    assert [keys(case) for case in Case.objects.filter(application=first.application)]
    assert not any(
        keys(case) for case in Case.objects.filter(application=first.application)
    )


def test_a_notification_goes_on_as_a_permit_application(file, by, researcher):
    case = converted(file("iik-new"), by)

    new = open_converted_case(case, row("iii-new", case), on=ON, at=THEN)

    assert new.number == "IG-26-002_III-000"
    assert (new.part, new.state) == (Part.CONVERTED, State.RECEIVED)
    assert new.received_at == case.received_at
    assert new.due_on == date(2027, 1, 7)
    assert new.application.filed_as == [case.label, new.label]
    event = new.events.get()
    assert (event.act, event.at) == (Act.RECEIVE, THEN)
    assert event.facts["treated_from"] == case.label
    assert event.actor_name == SYSTEM.name
    assert researcher.email in new.letters.get(kind=LetterKind.RECEIPT).recipients


def test_a_permit_application_goes_on_as_a_notification_without_waiting(file, by):
    case = converted(file("iiv-new"), by)

    new = open_converted_case(case, row("ii-treated", case), on=ON, at=THEN)

    assert new.number == "IG-26-002_IIk-000"
    # On the day on which it was told; nothing is left to refuse (2.39 lid 3).
    assert new.may_start_on == ON
    assert new.objection_until is new.due_on is None


def test_at_level_i_the_window_runs_from_the_first_receipt(file, by):
    case = converted(file("iiv-new"), by)

    new = open_converted_case(case, row("i-new", case), on=ON, at=THEN)

    assert (new.may_start_on, new.objection_until) == (ON, date(2027, 1, 7))


def test_without_a_window_it_closes_on_the_day_after_it_was_told(file, by):
    case = converted(file("iiv-new"), by)
    new = open_converted_case(case, row("ii-treated", case), on=ON, at=THEN)

    assert close_silent_notifications(at=THEN) == 0
    assert close_silent_notifications(at=THEN + timedelta(days=1)) == 1

    new.refresh_from_db()
    assert new.state == State.CLOSED
    day = ON + timedelta(days=1)
    found = start_verdict(new, case_reckoning(new, today=day), day)
    assert (found.verdict, found.from_) == ("yes", ON)


def test_who_is_told_so_reads_level_and_cfi(file, decide):
    case = file("iii-new")
    becomes = row("ii-treated", case)
    how = {"becomes": becomes, "level": "II-k", "cfis": ["ML-II"]}

    event = decide(case, "treat-as-notification", at=at(2026, 12, 1), **how)

    said = str(frozen(event)["parts"])
    assert "inperkingsniveau II-k, met CFI ML-II" in said
    assert (event.facts["level"], event.facts["cfis"]) == ("II-k", ["ML-II"])


def test_level_and_procedure_go_together(file, prepared):
    case = file("iii-new")
    how = {"becomes": row("i-new", case), "level": "II-k", "cfis": ["ML-II"]}

    with pytest.raises(NotAllowed, match="past niet bij"):
        prepared(case, "treat-as-notification", **how)


def test_the_number_is_of_the_year_of_receipt(file, by):
    case = converted(file("iik-new"), by)
    file("i-new", at=at(2027, 1, 3))

    new = open_converted_case(case, row("iii-new", case), on=ON, at=THEN)

    assert new.number == "IG-26-002_III-000"
    assert Dossier.objects.filter(year=2027).count() == 1


def test_the_receipt_says_what_it_was_before(file, by):
    case = converted(file("iik-new"), by)
    new = open_converted_case(case, row("iii-new", case), on=ON, at=THEN)

    letter = make_letter_pdf(new.letters.get(), at=THEN)
    said = str(LETTERS[LetterKind.RECEIPT].write(letter).as_data())

    assert f"ingediend als {case.label}" in said
    assert "maandag 23 november 2026" in said


def test_the_two_cases_know_each_other_and_are_no_combination(file, by):
    case = converted(file("iik-new"), by)
    new = open_converted_case(case, row("iii-new", case), on=ON, at=THEN)

    assert case_converted_into(case) == new
    assert case_converted_from(new) == case
    assert case.coupled == new.coupled == []


def test_each_page_leads_to_the_other(client, file, decide_known, handler_user):
    case = file("iik-new")
    decide_known(case, "treat-as-permit", at=THEN)
    new = case_converted_into(Case.objects.get(pk=case.pk))
    client.force_login(handler_user)

    for one, other in ((case, new), (new, case)):
        seen = client.get(reverse("case", args=[one.number])).content.decode()
        assert "als een andere procedure behandeld" in seen
        assert reverse("case", args=[other.number]) in seen
        assert "als combinatie" not in seen


def test_the_new_case_is_handled_like_any_other(file, by, handler_user):
    case = converted(file("iik-new"), by)
    new = open_converted_case(case, row("iii-new", case), on=ON, at=THEN)

    take_up(new, by=Actor(user=handler_user), at=THEN)

    assert new.state == State.IN_HANDLING


def test_only_what_the_law_allows(file, by):
    case = converted(file("iik-new"), by)

    with pytest.raises(NotAllowed):
        open_converted_case(case, row("2.8", case), on=ON, at=THEN)
    assert Case.objects.count() == 1


def test_not_before_it_is_decided(file, by):
    case = file("iik-new")

    with pytest.raises(NotAllowed):
        open_converted_case(case, row("iii-new", case), on=ON, at=THEN)


def test_not_twice(file, by):
    case = converted(file("iik-new"), by)
    open_converted_case(case, row("iii-new", case), on=ON, at=THEN)

    with pytest.raises(NotAllowed, match="IG 26-002_III-000"):
        open_converted_case(case, row("iv-new", case), on=ON, at=THEN)


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_opens_one_case_and_leaves_no_gap(file, by):
    case = converted(file("iik-new"), by)
    target = row("iii-new", case)

    def once():
        open_converted_case(Case.objects.get(pk=case.pk), target, on=ON, at=THEN)
        connection.close()

    at_once(once, once)

    assert Case.objects.count() == 2
    assert file("i-new", at=NOW).number == "IG-26-003_I-000"


def test_a_later_change_goes_into_the_dossier_it_goes_on_in(
    file, signed_draft, by, researcher
):
    case = converted(file("iik-new"), by)
    new = open_converted_case(case, row("iii-new", case), on=ON, at=THEN)

    granted = {"ending": FiledNumber.Ending.GRANTED, "ended_on": legal_day(THEN)}
    FiledNumber.objects.filter(number=new.label).update(**granted)

    change = signed_draft("iii-other-article", changes=case.application)
    filed = receive_application(change, by=Actor(user=researcher), at=THEN)

    assert filed.dossier == new.dossier
    assert filed.number == "IG-26-002_III-001"


def test_the_new_dates_are_shown_before_one_chooses(client, file, handler_user):
    case = file("iik-new")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    url = reverse("draft-decision", args=[case.number]) + "?template=treat-as-permit"

    with time_machine.travel(THEN):
        client.force_login(handler_user)
        page = client.get(url)

    choices = dict(page.context["form"].fields["becomes"].choices)
    found = {one.procedure.key: one for one in page.context["prospects"]}
    assert (found["iii-new"].day, found["iii-new"].days_left) == (date(2027, 1, 7), 3)
    assert "7 januari 2027" in choices["iii-new"]
    assert "nog 3 dagen" in page.text


def test_a_day_that_has_passed_is_told_so(file):
    case = file("iik-new")

    found = conversion_options(case, law.current_law(), date(2027, 2, 1))

    assert {one.procedure.key: one.days_left for one in found} == {
        "iiv-new": -25,
        "iii-new": -25,
        "iv-new": 21,
    }


def test_the_handler_goes_on_with_it_and_hears_so(file, decide_known, handler_user):
    case = file("iik-new")
    decide_known(case, "treat-as-permit", at=THEN)

    new = case_converted_into(Case.objects.get(pk=case.pk))

    assert (new.handler, new.state) == (handler_user, State.IN_HANDLING)
    told = new.reminders.get(kind=ReminderKind.TREATED)
    assert told.recipients == [handler_user.email]
    event = new.events.last()
    assert (event.act, event.facts["handler"]) == (Act.TAKE_UP, handler_user.pk)
    assert case.label in reminder_mail(told, told.recipients[0], at=THEN).body


def test_a_handler_who_left_is_not_carried_over(file, decide_known, handler_user):
    case = file("iik-new")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    type(handler_user).objects.filter(pk=handler_user.pk).update(is_active=False)
    case = Case.objects.get(pk=case.pk)
    case.state = State.PREPARED
    case.save()
    apply_transition(
        Act.CONVERT, case, by=Actor(user=handler_user), at=THEN, facts=NO_FACTS
    )

    new = open_converted_case(case, row("iii-new", case), on=ON, at=THEN)

    assert (new.handler, new.state) == (None, State.RECEIVED)


def test_a_correction_leads_to_the_case_that_goes_on(client, file, by, bvf_user):
    case = converted(file("iik-new"), by)
    new = open_converted_case(case, row("iii-new", case), on=ON, at=THEN)
    client.force_login(bvf_user)
    draft = begin_supplement(case.application, by=Actor(user=bvf_user), at=THEN)

    page = client.get(reverse("application", args=[draft.pk])).text

    assert reverse("correct-case", args=[new.number]) in page
    assert "De zaak is afgelopen" not in page


def frozen(event) -> dict:
    return event.letters.get(kind=LetterKind.DECISION).words


def test_the_letter_says_where_the_new_number_stands_and_its_last_day(file, decide):
    case = file("i-new")
    event = decide(case, "treat-as-permit", at=at(2026, 12, 1))

    said = str(frozen(event)["parts"])

    assert "Het nieuwe nummer staat in de ontvangstbevestiging" in said
    assert "Wij besluiten uiterlijk op donderdag 7 januari 2027" in said


def test_the_permit_of_what_was_notified_says_what_was_filed(file, decide_known):
    case = file("i-new")
    becomes = row("iii-new", case)
    decide_known(case, "treat-as-permit", at=at(2026, 12, 1), becomes=becomes)
    new = case_converted_into(Case.objects.get(pk=case.pk))

    event = decide_known(new, "permit", at=at(2026, 12, 2))

    said = frozen(event)["parts"]
    rows = next(part["rows"] for part in said if "rows" in part)
    assert ["niveau en CFI", "I, ML-I"] in [row[:2] for row in rows]
    assert "kennis hebt gegeven en die wij als vergunningaanvraag" in str(said)
    assert "een aanvraag hebt ingediend" not in str(said)


def test_the_log_of_the_new_case_says_when_the_filing_was_received(file, decide_known):
    case = file("i-new")
    decide_known(case, "treat-as-permit", at=at(2026, 12, 1))
    new = case_converted_into(Case.objects.get(pk=case.pk))

    first = timeline_entries(new.events.all(), to_bureau=False)[-1]

    assert first.what == "gaat verder als een andere procedure"
    assert first.details == [
        f"ingediend als {case.label}, ontvangen op 23 november 2026 om 09:41"
    ]


def test_it_goes_on_once_the_decision_was_sent(file, decide, make_known):
    case = file("i-new")
    decide(case, "treat-as-permit", at=THEN)
    assert case_converted_into(Case.objects.get(pk=case.pk)) is None

    make_known(case, at=THEN)

    new = case_converted_into(Case.objects.get(pk=case.pk))
    assert [letter.kind for letter in new.letters.all()] == [LetterKind.RECEIPT]


def test_by_post_it_goes_on_as_well_and_once(file, decide, make_known, handler_user):
    case = file("i-new")
    event = decide(case, "treat-as-permit", at=THEN)
    letter = event.letters.get()
    make_letter_pdf(letter, at=THEN)

    record_posting(letter, on=legal_day(THEN), by=Actor(user=handler_user), at=THEN)
    make_known(case, at=THEN)

    assert Case.objects.filter(application=case.application_id).count() == 2


def test_until_then_its_handler_reads_that_it_waits(client, file, decide, handler_user):
    case = file("i-new")
    decide(case, "treat-as-permit", at=THEN)
    client.force_login(handler_user)

    page = client.get(reverse("case", args=[case.number]))

    assert "zodra de brief is verzonden" in page.text
