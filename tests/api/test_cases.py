"""Following cases: pages, filters, the ledger, the log, the letters."""

from datetime import date, timedelta

import pytest

from accounts.actor import Actor
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.decisions.deciding import prepare_decision, sign_prepared_decision
from dossiers.decisions.decision_drafts import save_decision_draft
from dossiers.handling.taking_up import record_no_objection, take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Letter
from procedures.models import DecisionTemplate
from tests.cast import NOW
from tests.dossiers.conftest import NOT_HEARD
from tests.dossiers.free_days import a_free_day


@pytest.fixture
def several(signed_kg, researcher):
    """`several(3)`: so many cases of the lab, a day apart."""

    def several(count: int, procedure: str = "i-new") -> list[Case]:
        by = Actor(user=researcher)
        return [
            receive_application(
                signed_kg(procedure), by=by, at=NOW + timedelta(days=day)
            )
            for day in range(count)
        ]

    return several


def numbers(answer) -> list[str]:
    """The case numbers on a page."""
    assert answer.status_code == 200, answer.content
    return [case["number"] for case in answer.json()["results"]]


def test_case_tells_all_by_the_names_of_the_contract(lims, several, lab):
    case = several(1, "iik-new")[0]

    assert lims.get(f"/cases/{case.number}").json() == {
        "number": "IG-26-001_IIk-000",
        "dossier": "IG-26-001_IIk",
        "coupledWith": [],
        "application": str(case.application_id),
        "externalReference": "",
        "title": "CRISPR-screens in E. coli",
        "procedure": "iik-new",
        "level": "II-k",
        "status": "received",
        "turn": "authority",
        "receivedAt": "2026-11-23T09:41:00+01:00",
        "dueOn": None,
        "objectionUntil": "2027-01-07",
        "mayStart": {
            "verdict": "not-before",
            "from": "2027-01-08",
            "reason": "vanaf 8 januari 2027, tenzij Bureau GGO niet instemt",
        },
        "standingStill": False,
        "outcome": None,
        "madeKnownOn": None,
        "changedAt": "2026-11-23T09:41:00+01:00",
    }


@pytest.mark.parametrize(
    "path", ["", "/{number}", "/{number}/ledger", "/{number}/events"]
)
def test_reads_cost_six_queries_at_most_for_one_and_for_many(
    lims, several, path, count_queries
):
    address = "/cases" + path.format(number=several(1)[0].number)
    assert lims.get(address).status_code == 200
    one = count_queries(lambda: lims.get(address))
    several(4)

    assert count_queries(lambda: lims.get(address)) == one <= 6


def test_pages_follow_each_other_to_the_end(lims, several):
    made = [case.number for case in several(5)]
    found, path = [], "/cases?limit=2&status=received"
    while path:
        answer = lims.get(path)
        found += numbers(answer)
        following = answer.json()["next"]
        if following:
            assert answer["Link"] == f'<{following}>; rel="next"'
        path = following and following.removeprefix("http://testserver/api/v1")

    assert found == made[::-1]


def test_a_cursor_holds_for_the_list_that_gave_it(lims, several):
    several(3)
    following = lims.get("/cases?limit=1&status=received").json()["next"]
    path = following.removeprefix("http://testserver/api/v1")

    assert len(numbers(lims.get(path.replace("limit=1", "limit=2")))) == 2
    for other in ["status=closed", "turn=authority"]:
        answer = lims.get(path.replace("status=received", other, 1))
        assert answer.status_code == 400, other
    changed = path.replace("&status=received", "")
    assert lims.get(changed).json()["errors"][0]["parameter"] == "cursor"


def test_level_finds_the_case_of_a_combination_that_shows_it(lims, several):
    several(1, "2.8-combination")

    for row in lims.get("/cases").json()["results"]:
        if level := row["level"]:
            assert numbers(lims.get(f"/cases?level={level}")) == [row["number"]]


def test_filters_keep_what_they_say(lims, several, filed, handler_user):
    first, second = several(2)
    third = several(1, "iik-new")[0]
    by = Actor(user=handler_user)
    take_up(first, by=by, at=NOW + timedelta(days=5))
    record_no_objection(first, remark="", by=by, at=NOW + timedelta(days=5))

    for query, wanted in {
        "status=assessed": [first],
        "turn=none": [first],
        "level=II-k": [third],
        "procedure=iik-new": [third],
        "dueBefore=2027-01-08": [third, first],
        "dueBefore=2027-01-07": [],
        "changedSince=2026-11-24T12:00:00Z": [first],
        "changedSince=2026-11-28T09:41:00%2B01:00": [first],
        "turn=authority&dueBefore=2027-01-09": [third, second],
    }.items():
        found = numbers(lims.get(f"/cases?{query}"))
        assert [n for n in found if n != filed["number"]] == [c.number for c in wanted]
    assert numbers(lims.get("/cases?externalReference=LIMS-1")) == [filed["number"]]


def test_closed_case_has_an_outcome_and_is_due_no_more(lims, several):
    case = several(1)[0]
    later = NOW + timedelta(days=60)
    close_by_silence(case, at=later)

    told = lims.get(f"/cases/{case.number}").json()
    assert (told["status"], told["turn"], told["outcome"]) == (
        "closed",
        "none",
        "no-objection",
    )
    assert numbers(lims.get("/cases?dueBefore=2028-01-01")) == []


@pytest.mark.parametrize(
    "query",
    [
        "status=open",
        "turn=me",
        "dueBefore=tomorrow",
        "dueBefore=2026-02-30",
        "changedSince=gisteren",
        "changedSince=0001-01-01T00:00:00%2B14:00",
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=x",
        "cursor=%00",
        "cursor=é",
        "cursor=Y2E=",
        "level=%00",
        "duebefore=2026-01-01",
        "format=xml",
    ],
)
def test_wrong_filter_is_400_and_named(lims, query):
    answer = lims.get(f"/cases?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == query.split("=")[0]


@pytest.mark.parametrize(
    "number",
    ["x", "IG-26-999_I-000", "IG-26-001_I", "IG-26-001_I-000%00", "%0A", "0" * 9000],
)
def test_case_that_is_not_there_is_404(lims, number):
    for path in ("", "/ledger", "/events", "/letters", f"/letters/{10**30}"):
        answer = lims.get(f"/cases/{number}{path}")
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"


def test_ledger_has_the_ground_of_each_step(lims, several):
    case = several(1, "iik-new")[0]
    told = lims.get(f"/cases/{case.number}/ledger").json()

    assert told["case"] == case.number
    assert [step["effect"] for step in told["steps"]][:2] == ["receipt", "runs"]
    assert all(step["ground"]["url"].startswith("https://") for step in told["steps"])


def test_letter_is_there_once_it_is_made(lims, several):
    case = several(1)[0]
    path = f"/cases/{case.number}/letters"
    promised = lims.get(path).json()["results"][0]
    assert promised["url"] is None
    assert lims.get(f"{path}/{promised['id']}").status_code == 404

    make_letter_pdf(Letter.objects.get(), at=NOW)

    url = lims.get(path).json()["results"][0]["url"]
    for accept in ("application/pdf", "*/*", "application/json"):
        answer = lims.get(
            url.removeprefix("http://testserver/api/v1"), headers={"Accept": accept}
        )
        assert answer["Content-Type"] == "application/pdf"
        assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_log_keeps_what_is_for_bureau_ggo_alone(lims, several, handler_user):
    case = several(1)[0]
    by = Actor(user=handler_user)
    take_up(case, by=by, at=NOW)
    record_no_objection(case, remark="Alleen voor ons", by=by, at=NOW)

    told = lims.get(f"/cases/{case.number}/events").json()["results"]

    assert [(event["type"], event["data"]) for event in told] == [
        ("receive", {"contentSha256": case.application.content_sha256}),
        ("take-up", {}),
        ("record-no-objection", {}),
    ]
    assert [event["actor"]["name"] for event in told] == [
        "Anna de Boer",
        "Mila Visser",
        "Mila Visser",
    ]


def test_objection_shows_in_case_and_log(lims, several, handler_user, decider_user):
    case = several(1)[0]
    by = Actor(user=handler_user)
    take_up(case, by=by, at=NOW)
    template = DecisionTemplate.objects.in_force("cannot-agree", NOW.date())
    words = {"template": template, "reasons": "Te weinig"} | NOT_HEARD
    save_decision_draft(case, **words, version=0, by=by, at=NOW)
    prepare_decision(case, by=by, at=NOW)
    digest = case.decisions.get().sha256
    sign_prepared_decision(case, sha256=digest, by=Actor(user=decider_user), at=NOW)

    Letter.objects.filter(case=case).update(sent_at=NOW)

    told = lims.get(f"/cases/{case.number}").json()
    assert (told["outcome"], told["turn"]) == ("objection", "applicant")
    assert told["mayStart"]["verdict"] == "no"
    event = lims.get(f"/cases/{case.number}/events").json()["results"][-1]
    assert event["data"]["reason"] == "Te weinig"


def test_after_a_change_of_the_law_the_new_dates_are_told_at_once(
    lims, several, count_queries
):
    """Also before they are derived: 7 January 2027 became a free day (ADR 25)."""
    several(1, "iii-new")
    a_free_day(date(2027, 1, 7))

    def listed() -> list[tuple]:
        rows = lims.get("/cases").json()["results"]
        return [(row["number"], row["dueOn"]) for row in rows]

    assert listed() == [("IG-26-001_III-000", "2027-01-08")]
    assert numbers(lims.get("/cases?dueBefore=2027-01-08")) == []
    assert numbers(lims.get("/cases?dueBefore=2027-01-09")) == ["IG-26-001_III-000"]
    one = count_queries(listed)
    several(4, "iii-new")
    Case.objects.update(law_number=0)
    assert count_queries(listed) == one


def test_steps_inside_bureau_ggo_are_no_events_of_the_applicant(
    lims, several, handler_user
):
    [case], by = several(1, "iik-new"), Actor(user=handler_user)
    take_up(case, by=by, at=NOW)
    before = lims.get(f"/cases/{case.number}/events").json()["results"]
    template = DecisionTemplate.objects.filter(key="cannot-agree").first()
    save_decision_draft(
        case, template=template, reasons="Nee.", version=0, by=by, at=NOW, **NOT_HEARD
    )
    prepare_decision(case, by=by, at=NOW)

    after = lims.get(f"/cases/{case.number}/events").json()["results"]

    assert after == before
