"""Facts as JSON: all faults at once, each at its place, in the reader's language."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from procedures.api import term_output
from tests.law.books import books

LAW = books()
TODAY = date(2026, 6, 29)


def errors(body) -> list[tuple[str, str]]:
    """Pointer and code of each fault."""
    with pytest.raises(term_output.InvalidRequest) as refused:
        term_output.calculate_term(body, LAW, today=TODAY)
    return [(error["pointer"], error["code"]) for error in refused.value.errors]


def body(**changed) -> dict:
    """A permit application of 1 June 2026."""
    return {"procedure": "iii-new", "receivedOn": "2026-06-01"} | changed


def test_every_fault_is_reported_at_once():
    found = errors(
        {
            "procedure": "iii-old",
            "receivedOn": "1 juni",
            "requests": [
                {"askedOn": "2026-06-15", "answeredOn": "2026-06-14"},
                {"answeredOn": "2026-02-30"},
                "2026-06-15",
                {"askedOn": "2026-06-10", "answered": None},
            ],
            "extensionDays": "14",
            "firstDecisionOn": 20260701,
            "today": "20260629",
            "colour": "red",
        }
    )

    assert sorted(found) == [
        ("/colour", "unknown-field"),
        ("/extensionDays", "invalid"),
        ("/firstDecisionOn", "invalid-date"),
        ("/procedure", "unknown-procedure"),
        ("/receivedOn", "invalid-date"),
        ("/requests/0/answeredOn", "answer-before-request"),
        ("/requests/1/answeredOn", "invalid-date"),
        ("/requests/1/askedOn", "required"),
        ("/requests/2", "invalid"),
        ("/requests/3/answered", "unknown-field"),
        ("/today", "invalid-date"),
    ]


@pytest.mark.parametrize("sent", [None, [], "iii-new", 7])
def test_body_that_is_no_object_is_refused(sent):
    assert errors(sent) == [("", "invalid")]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"procedure": None}, ("/procedure", "required")),
        ({"procedure": ""}, ("/procedure", "required")),
        ({"procedure": ["iii-new"]}, ("/procedure", "invalid")),
        ({"receivedOn": None}, ("/receivedOn", "required")),
        ({"receivedOn": "2026-06-01T00:00:00Z"}, ("/receivedOn", "invalid-date")),
        ({"receivedOn": "2024-05-17"}, ("/receivedOn", "not-in-force")),
        ({"receivedOn": "9999-01-01"}, ("/receivedOn", "date-out-of-range")),
        ({"requests": {}}, ("/requests", "invalid")),
        ({"requests": [{"askedOn": "2026-06-15"}] * 1001}, ("/requests", "invalid")),
        ({"extensionDays": True}, ("/extensionDays", "invalid")),
        ({"extensionDays": 1.5}, ("/extensionDays", "invalid")),
        ({"extensionDays": 10**40}, ("/extensionDays", "extension-refused")),
        ({"today": "1999-01-01"}, ("/today", "date-out-of-range")),
        ({"a/b~c": 1}, ("/a~1b~0c", "unknown-field")),
    ],
)
def test_fault_points_at_its_field(changed, expected):
    assert errors(body(**changed)) == [expected]


def test_pointer_counts_the_requests_as_they_were_sent():
    requests = [{"askedOn": "x"}, {"askedOn": "2026-05-31", "answeredOn": None}]

    assert errors(body(requests=requests)) == [
        ("/requests/0/askedOn", "invalid-date"),
        ("/requests/1/askedOn", "request-before-receipt"),
    ]


def test_absent_and_null_facts_are_the_same():
    nothing = {
        "requests": None,
        "extensionDays": None,
        "firstDecisionOn": None,
        "startOn": None,
        "today": None,
    }

    assert term_output.calculate_term(
        body(**nothing), LAW, today=TODAY
    ) == term_output.calculate_term(body(), LAW, today=TODAY)


def test_counting_back_tells_the_day_to_file_by():
    asked = [{"askedOn": "2026-06-15", "answeredOn": "2026-06-29"}]
    plain = term_output.calculate_term(body(startOn="2027-03-01"), LAW, today=TODAY)
    held_up = term_output.calculate_term(
        body(startOn="2027-03-01", requests=asked), LAW, today=TODAY
    )
    longer = term_output.calculate_term(
        body(procedure="atv", startOn="2027-03-01", extensionDays=42), LAW, today=TODAY
    )

    assert plain["fileBy"] == "2027-01-15"
    assert (held_up["suspendedDays"], held_up["fileBy"]) == (13, "2027-01-02")
    assert longer["fileBy"] == "2026-11-23"


@pytest.mark.parametrize(
    "facts",
    [
        {"procedure": "administrative", "startOn": "2027-03-01"},
        {"startOn": "2024-05-20"},
        {"startOn": None},
    ],
)
def test_there_may_be_no_day_to_file_by(facts):
    assert term_output.calculate_term(body(**facts), LAW, today=TODAY)["fileBy"] is None


@pytest.mark.parametrize("start_on", ["1990-01-01", "9999-12-31"])
def test_a_day_to_start_beyond_the_calendar_is_refused(start_on):
    assert errors(body(startOn=start_on)) == [("/startOn", "date-out-of-range")]


def test_a_day_to_start_with_an_answer_beyond_the_calendar_is_refused():
    asked = [{"askedOn": "2026-06-15", "answeredOn": "2027-06-29"}]

    found = errors(body(startOn="2099-12-30", requests=asked))

    assert found == [("/startOn", "date-out-of-range")]


def test_today_of_the_body_goes_before_the_clock():
    asked = [{"askedOn": "2026-06-15", "answeredOn": None}]
    answer = term_output.calculate_term(
        body(requests=asked, today="2026-06-20"), LAW, today=date(2026, 8, 1)
    )

    assert answer["ifAnsweredToday"] == "2026-07-20"
    assert answer["steps"][2]["to"] is None


def test_result_has_the_names_of_the_contract():
    asked = [{"askedOn": "2026-06-15", "answeredOn": "2026-06-29"}]
    answer = term_output.calculate_term(body(requests=asked), LAW, today=TODAY)

    assert {key: value for key, value in answer.items() if key != "steps"} == {
        "procedure": "iii-new",
        "procedureValidFrom": "2024-05-18",
        "lastDay": "2026-07-29",
        "coupledLastDay": None,
        "secondLastDay": None,
        "mayStartOn": None,
        "objectionUntil": None,
        "aimOn": None,
        "standingStill": False,
        "ifAnsweredToday": None,
        "suspendedDays": 13,
        "freeDaysKnownThrough": "2028-12-31",
        "fileBy": None,
    }
    assert answer["steps"][2] == {
        "from": "2026-06-16",
        "to": "2026-06-28",
        "days": 13,
        "effect": "stands-still",
        "text": "de klok staat stil",
        "ground": {
            "text": "Besluit ggo",
            "article": "2.38 lid 2",
            "url": "https://wetten.overheid.nl/BWBR0035090/2024-05-18",
        },
        "furtherGrounds": [
            {
                "text": "Awb",
                "article": "4:15 lid 1 onder a",
                "url": "https://wetten.overheid.nl/BWBR0005537",
            }
        ],
        "fact": ["2026-06-15", "2026-06-29"],
        "factText": "gevraagd op 15 juni 2026, beantwoord op 29 juni 2026",
    }


def texts(language: str, **changed) -> list[str]:
    """The facts of the ledger in words."""
    with translation.override(language):
        answer = term_output.calculate_term(body(**changed), LAW, today=TODAY)
    return [step["factText"] for step in answer["steps"]]


def test_facts_are_told_in_words():
    twice = [
        {"askedOn": "2026-06-10", "answeredOn": "2026-06-20"},
        {"askedOn": "2026-06-15", "answeredOn": "2026-06-25"},
    ]
    still_open = [{"askedOn": "2026-06-15", "answeredOn": None}]
    same_day = [{"askedOn": "2026-06-15", "answeredOn": "2026-06-15"}]
    extended = {"procedure": "atv", "extensionDays": 14}
    combined = {"procedure": "2.8-combination", "firstDecisionOn": "2026-07-06"}

    assert texts("en", requests=twice)[2] == (
        "requests and answers of 10 June 2026, 15 June 2026, 20 June 2026, 25 June 2026"
    )
    assert texts("en", requests=still_open)[2] == "asked on 15 June 2026, no answer yet"
    assert texts("en", requests=same_day)[2] == (
        "asked on 15 June 2026, answered on 15 June 2026"
    )
    assert texts("en", receivedOn="2026-02-19")[2] == (
        "5 April 2026: Sunday; 6 April 2026: Easter Monday"
    )
    assert texts("en", receivedOn="2026-03-31")[2] == (
        "15 May 2026: day equated by royal decree; 16 May 2026: Saturday;"
        " 17 May 2026: Sunday"
    )
    assert texts("en", **extended)[2] == "extended by 14 days"
    assert "2.8 decision of 6 July 2026" in texts("en", **combined)
    assert "last day of the first term: 16 July 2026" in texts(
        "en", procedure="2.8-combination"
    )
    assert texts("nl", requests=still_open)[2] == (
        "gevraagd op 15 juni 2026, nog geen antwoord"
    )


def test_fault_is_told_in_the_language_of_the_reader():
    told, row = [], LAW.procedures["iii-new"][0]
    name_nl, name_en = row.name_nl, row.name_en
    for language in ("nl", "en"):
        with (
            translation.override(language),
            pytest.raises(term_output.InvalidRequest) as no,
        ):
            term_output.calculate_term(body(receivedOn="2024-05-17"), LAW, today=TODAY)
        told.append(str(no.value))

    assert told == [
        f"{name_nl} geldt niet op 17 mei 2024; het portaal kent de rij vanaf 18 mei "
        "2024.",
        f"{name_en} is not in force on 17 May 2024; the portal knows it from 18 May "
        "2024.",
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["procedure", "receivedOn", "requests", "askedOn", "today"])
            | st.text(),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_body_is_more_than_a_fault(sent):
    with pytest.raises(term_output.InvalidRequest):
        term_output.calculate_term(sent, LAW, today=TODAY)
