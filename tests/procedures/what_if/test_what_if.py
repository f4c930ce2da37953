"""What if: every date of a supposed filing, counted forwards and back."""

from datetime import date

import pytest
from django.urls import reverse

from procedures.law_rows import law
from procedures.law_rows.planning import latest_filing, row_to_show
from procedures.models import Procedure
from procedures.what_if.what_if_form import what_if_query
from tests.cast import NOW
from tests.law.books import PROCEDURES, facts

DECIDED = date(2026, 7, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    """Monday 23 November 2026."""
    time_machine.move_to(NOW)


@pytest.fixture
def ask(client):
    """`ask(key, **facts)`: the page for those facts."""

    def ask(key: str, **facts):
        return client.get(reverse("what-if", args=[key]), facts)

    return ask


def told(page) -> dict[str, tuple[str, str]]:
    """The dates on top: question → answer and note."""
    outcomes = page.context["outcomes"]
    return {each.question: (each.answer, each.note) for each in outcomes}


def wrong(page) -> dict[str, list[str]]:
    """What is told at which field."""
    return dict(page.context["form"].errors)


def test_without_a_date_it_answers_for_filing_today(ask):
    page = ask("iik-new")

    assert told(page) == {
        "U mag beginnen": ("8 januari 2027", "45 dagen na ontvangstbevestiging"),
        "BGGO kan besluiten niet in te stemmen t/m": ("7 januari 2027", "donderdag"),
    }


@pytest.mark.parametrize("key", sorted(PROCEDURES))
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_procedure_has_an_answer(client, key, language):
    page = client.get(f"{language}/procedures/{key}/what-if")

    assert page.status_code == 200
    assert page.context["outcomes"]
    assert page.context["ledger"]


def test_a_question_and_its_answer_move_the_last_day(ask):
    facts = {
        "received": "2026-06-01",
        "asked_1": "2026-06-15",
        "answered_1": "2026-06-29",
    }

    page = ask("iii-new", **facts)

    assert told(page)["BGGO besluit uiterlijk"] == ("29 juli 2026", "woensdag")
    rows = [(row.what, row.days) for row in page.context["ledger"]]
    assert ("aanvullende gegevens gevraagd", "13") in rows
    assert "2.38 lid 2" in page.text


def test_days_of_three_questions_count_once(ask):
    facts = {
        "received": "2026-06-01",
        "asked_1": "2026-06-15",
        "answered_1": "2026-06-29",
        "asked_2": "2026-06-20",
        "answered_2": "2026-07-02",
        "asked_3": "2026-07-05",
        "answered_3": "2026-07-08",
    }

    page = ask("iii-new", **facts)

    # 16 June to 1 July and 6 and 7 July: 18 days
    assert told(page)["BGGO besluit uiterlijk"] == ("3 augustus 2026", "maandag")


def test_a_question_without_an_answer_lets_the_clock_stand_still(ask):
    page = ask("iii-new", received="2026-11-10", asked_1="2026-11-13")

    assert told(page)["BGGO besluit uiterlijk"] == (
        "de klok staat stil",
        "bij een antwoord op 23 november 2026 wordt het 4 januari 2027",
    )
    assert "als het antwoord vandaag komt" not in page.text


def test_a_question_in_days_to_come_is_told_as_if_answered_the_day_after(ask):
    page = ask("iii-new", received="2026-12-01", asked_1="2026-12-10")

    assert told(page)["BGGO besluit uiterlijk"] == (
        "de klok staat stil",
        "bij een antwoord op 11 december 2026 wordt het 15 januari 2027",
    )
    assert "als het antwoord meteen komt" in page.text
    assert "vandaag" not in page.text
    assert page.context["ledger"][-1].days == ""


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("iik-new", "U mag beginnen"),
        ("i-new", "BGGO kan besluiten niet in te stemmen t/m"),
        ("2.8-combination", "2.8-besluit uiterlijk"),
    ],
)
def test_it_says_which_date_waits_for_the_answer(ask, key, question):
    page = ask(key, received="2026-11-10", asked_1="2026-11-13")

    assert told(page)[question][0] == "de klok staat stil"


def test_a_combination_tells_both_terms_and_the_aim(ask):
    page = ask("2.8-combination", received="2026-06-01", first_decision="2026-07-06")

    answers = {question: answer for question, (answer, _note) in told(page).items()}
    assert answers == {
        "U mag beginnen": "geen vaste datum",
        "2.8-besluit uiterlijk": "16 juli 2026",
        "Eigen laatste dag van de KG of VA": "16 juli 2026",
        "Besluit over de KG of VA uiterlijk": "20 augustus 2026",
        "Streefdatum": "23 juli 2026",
    }


def test_a_question_in_the_second_term_leaves_the_first_as_it_was(ask):
    page = ask(
        "2.8-combination",
        received="2026-06-01",
        first_decision="2026-07-06",
        asked_1="2026-07-20",
    )

    assert told(page)["Besluit over de KG of VA uiterlijk"][0] == "de klok staat stil"


def test_an_extension_of_an_atv_request(ask):
    page = ask("atv", received="2026-02-03", extension_days="42")

    assert told(page)["BGGO besluit uiterlijk"] == ("12 mei 2026", "dinsdag")


def test_without_a_term_there_is_nothing_to_ask_or_draw(ask):
    page = ask("administrative", asked_1="2026-01-01", start_on="2027-03-01")

    assert list(page.context["form"].fields) == ["received"]
    assert told(page)["Termijn"] == (
        "geen",
        "voor deze indiening loopt geen termijn",
    )
    assert page.context["picture"] is None
    assert page.context["backwards"] is None


def test_only_what_the_procedure_knows_is_asked(ask):
    assert "first_decision" not in ask("iii-new").context["form"].fields
    assert "extension_days" not in ask("iii-new").context["form"].fields
    assert "first_decision" in ask("2.8-combination").context["form"].fields
    assert "extension_days" in ask("atv").context["form"].fields


def test_counting_back_gives_the_day_to_file_by(ask):
    page = ask("iik-new", start_on="2027-03-01")

    assert page.context["backwards"].file_by == date(2027, 1, 12)
    assert "Dien uiterlijk in op dinsdag 12 januari 2027." in page.text


def test_counting_back_leads_to_the_term_of_that_filing(ask, client):
    page = ask("iii-new", start_on="2027-03-01")

    query = page.context["backwards"].leads_to
    then = client.get(f"{reverse('what-if', args=['iii-new'])}?{query}")

    assert told(then)["BGGO besluit uiterlijk"] == ("1 maart 2027", "maandag")


def test_days_of_standing_still_are_counted_in(ask):
    plain = ask("iii-new", start_on="2027-03-01").context["backwards"]
    page = ask("iii-new", start_on="2027-03-01", still_days="14")

    assert (plain.file_by - page.context["backwards"].file_by).days == 14
    assert "14 dagen dat de klok stilstaat zijn meegeteld." in page.text


def test_a_day_to_file_by_that_has_gone_by_is_told(ask):
    page = ask("iii-new", start_on="2026-12-01")

    assert page.context["backwards"].is_past
    assert "Die dag is voorbij" in page.text


def test_a_decision_that_starts_nothing_is_told_as_such(ask):
    page = ask("2.8", start_on="2027-03-01")

    assert page.context["backwards"].file_by == date(2027, 1, 15)
    assert "Het werk begint er niet vanzelf door." in page.text


def test_when_no_day_in_force_is_early_enough_it_says_so(ask):
    page = ask("iii-new", start_on="2024-05-20")

    assert page.context["backwards"].file_by is None
    assert "Kies een latere begindag." in page.text


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"received": ""}, "received"),
        ({"received": "morgen"}, "received"),
        ({"received": "2026-02-30"}, "received"),
        ({"received": "1990-01-01"}, "received"),
        ({"received": "9999-12-31"}, "received"),
        ({"received": "2026-06-01", "asked_1": "2026-05-01"}, "asked_1"),
        ({"received": "2026-06-01", "asked_3": "2026-05-01"}, "asked_3"),
        ({"received": "2026-06-01", "asked_2": "9999-12-31"}, "asked_2"),
        (
            {
                "received": "2026-06-01",
                "asked_2": "2026-06-20",
                "answered_2": "2026-06-10",
            },
            "answered_2",
        ),
        ({"answered_1": "2026-06-10"}, "asked_1"),
        ({"start_on": "9999-12-31"}, "start_on"),
        ({"start_on": "1990-01-01"}, "start_on"),
        ({"start_on": "2099-12-01", "still_days": "300"}, "start_on"),
        ({"start_on": "2027-03-01", "still_days": "-1"}, "still_days"),
        ({"start_on": "2027-03-01", "still_days": "9" * 5000}, "still_days"),
        ({"start_on": "2027-03-01", "still_days": "veel"}, "still_days"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(ask, facts, field):
    page = ask("iii-new", **facts)

    assert page.status_code == 200
    assert list(wrong(page)) == [field]
    assert f'id="id_{field}_error"' in page.text
    assert "outcomes" not in page.context


def test_a_decision_before_receipt_and_too_long_an_extension_are_refused(ask):
    early = ask("2.8-combination", received="2026-06-01", first_decision="2026-05-01")
    long = ask("atv", received="2026-06-01", extension_days="43")

    assert list(wrong(early)) == ["first_decision"]
    assert wrong(long) == {"extension_days": ["Geef hoogstens 42 dagen."]}


def test_everything_typed_stays_in_the_form(ask):
    page = ask("iii-new", received="2026-06-01", answered_2="2026-06-10")

    assert 'value="10-06-2026"' in page.text
    assert page.context["form"].shows_more_questions


def test_an_answer_to_htmx_names_what_is_wrong_beside_the_form(client):
    address = reverse("what-if", args=["iii-new"])

    page = client.get(
        address, {"received": "9999-12-31"}, headers={"HX-Request": "true"}
    )

    assert page.text.count("Geef een datum dichter bij vandaag") >= 2


def test_unknown_procedure_is_not_found(client):
    assert client.get("/procedures/iii-niet/what-if").status_code == 404


def test_nothing_but_reading_is_possible(client):
    assert client.post(reverse("what-if", args=["iii-new"])).status_code == 405


def test_the_facts_of_a_filing_lead_to_its_own_dates(client):
    known = facts(
        date(2026, 2, 3),
        (date(2026, 3, 25), date(2026, 4, 4)),
        (date(2026, 3, 1), date(2026, 3, 4)),
        extension_days=14,
    )

    page = client.get(f"{reverse('what-if', args=['atv'])}?{what_if_query(known)}")

    assert page.context["form"].facts == known._replace(requests=known.requests[::-1])


def test_the_facts_of_a_combination_lead_to_its_own_dates(client):
    known = facts(date(2026, 6, 1), (date(2026, 7, 1), None), first_decision=DECIDED)
    address = reverse("what-if", args=["2.8-combination"])

    page = client.get(f"{address}?{what_if_query(known)}")

    assert page.context["form"].facts == known


def closed_and_followed(key: str, day: date, **changes) -> None:
    """Close a row on the eve of a day and let a successor with changes begin on it."""
    row = Procedure.objects.get(key=key)
    first = row.valid_from
    row.valid = (first, day)
    row.save()
    row.pk = None
    row.valid = (day, None)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


def test_the_row_in_force_on_the_day_of_receipt_counts(ask):
    closed_and_followed("iii-new", date(2027, 1, 1), term_amount=60)

    before = ask("iii-new", received="2026-12-31")
    after = ask("iii-new", received="2027-01-01")

    assert told(before)["BGGO besluit uiterlijk"][0] == "15 februari 2027"
    assert told(after)["BGGO besluit uiterlijk"][0] == "2 maart 2027"


def test_counting_back_looks_at_every_row_of_the_procedure():
    closed_and_followed("iii-new", date(2027, 1, 1), term_amount=60)
    books = law.current_law()

    assert latest_filing(books, "iii-new", date(2027, 2, 26)) == date(2026, 12, 31)
    assert latest_filing(books, "iii-new", date(2027, 3, 2)) == date(2027, 1, 1)


def test_a_row_that_has_ended_is_still_shown_with_the_reason():
    books = law.current_law()

    assert row_to_show(books, "iii-new", date(1990, 1, 1)).key == "iii-new"
    assert row_to_show(books, "niets", date(2026, 11, 23)) is None


def test_the_page_costs_two_queries(ask, django_assert_max_num_queries):
    ask("iii-new")

    with django_assert_max_num_queries(1):
        ask("iii-new", asked_1="2026-11-30", start_on="2027-03-01")
