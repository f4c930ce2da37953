"""The same calculation on the command line."""

import io
import json
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from procedures.management.commands.describe_law import Command as DescribeLaw

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options) -> str:
    """What a command writes."""
    said = StringIO()
    call_command(*arguments, stdout=said, stderr=said, **options)
    return said.getvalue()


def lines(monkeypatch, *sent: bytes, **options) -> list[dict]:
    """What `term --lines` answers to lines on standard input."""
    stdin = io.TextIOWrapper(io.BytesIO(b"\n".join(sent)))
    monkeypatch.setattr(sys, "stdin", stdin)
    return [json.loads(line) for line in run("term", "--lines").splitlines()]


def test_term_tells_every_date_and_step():
    said = run("term", "iik-new", "--received", "2026-02-19", "--language", "en")

    assert "work may start                    2026-04-08" in said
    assert "BGGO may refuse to agree until    2026-04-07" in said
    assert "2026-04-06  2026-04-07     2  runs on through the next working day" in said
    assert "Besluit ggo 2.17 lid 1" in said


def test_term_counts_back_from_the_day_to_start():
    received = ("--received", "2026-11-23", "--start-on", "2027-03-01")

    assert "uiterste dag om in te dienen" in run("term", "iii-new", *received)
    assert "2027-01-15" in run("term", "iii-new", *received)
    assert "uiterste dag" not in run("term", "administrative", *received)


def test_term_in_json_is_the_answer_of_the_api(client):
    facts = {
        "procedure": "2.8-combination",
        "receivedOn": "2026-06-01",
        "requests": [
            {"askedOn": "2026-06-10", "answeredOn": "2026-06-20"},
            {"askedOn": "2026-07-20", "answeredOn": None},
        ],
        "firstDecisionOn": "2026-07-06",
        "today": "2026-07-22",
    }
    said = run(
        *("term", "2.8-combination", "--received", "2026-06-01", "--json"),
        *("--asked", "2026-06-10", "--answered", "2026-06-20"),
        *("--asked", "2026-07-20", "--first-decision", "2026-07-06"),
        *("--today", "2026-07-22"),
    )
    answer = client.post("/api/v1/term-calculations", facts, "application/json")

    assert json.loads(said) == answer.json()
    assert answer.json()["standingStill"]


def test_term_says_that_the_clock_stands_still():
    said = run(
        *("term", "iii-new", "--received", "2026-06-01", "--asked", "2026-06-15"),
        *("--today", "2026-06-29", "--language", "en"),
    )

    assert "standing still; if answered today 2026-07-29" in said
    assert "2026-06-16  …" in said


def test_term_extends_an_atv():
    said = run("term", "atv", "--received=2026-02-03", "--extension-days=42", "--json")

    assert json.loads(said)["lastDay"] == "2026-05-12"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["iii-new", "--received", "2024-05-17"], "geldt niet op 17 mei 2024"),
        (["iii-old", "--received", "2026-06-01"], "/procedure"),
        (
            ["iii-new", "--received", "2026-06-02", "--asked", "2026-06-01"],
            "/requests/0/askedOn",
        ),
        (["iii-new"], "--received"),
        (["iii-new", "--received", "gisteren"], "is not a date"),
        (["iii-new", "--answered", "2026-06-01"], "must follow"),
    ],
)
def test_term_refuses_with_a_sentence(arguments, message):
    with pytest.raises(CommandError, match=message):
        run("term", *arguments)


def test_answer_belongs_to_one_request():
    with pytest.raises(CommandError, match="must follow"):
        run(
            *("term", "iii-new", "--received=2026-06-01", "--asked=2026-06-02"),
            *("--answered=2026-06-03", "--answered=2026-06-04"),
        )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["iii-new", "--received", "2026-02-30"], 2),
        (["--json"], 2),
        (["iii-new", "--received", "2026-06-01", "--extension-days", "x"], 2),
    ],
)
def test_term_ends_with_an_exit_code(arguments, code):
    ended = subprocess.run(
        [sys.executable, "manage.py", "term", *arguments],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == code
    assert ended.stdout == ""
    assert "rror" in ended.stderr


def test_lines_answer_each_line_and_go_on(monkeypatch):
    answers = lines(
        monkeypatch,
        b'{"procedure": "iii-new", "receivedOn": "2026-03-02"}',
        b"not json",
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"procedure": "\\ud800", "receivedOn": "2026-03-02"}',
        b'{"procedure": "iii-new", "receivedOn": "2024-05-17"}',
        b'{"procedure": "iv-new", "receivedOn": "2026-01-05"}',
    )

    assert [answer.get("lastDay") for answer in answers] == [
        "2026-04-16",
        *[None] * 5,
        "2026-04-07",
    ]
    problems = [answer["errors"][0]["code"] for answer in answers[1:-1]]
    assert problems == ["not-json"] * 3 + ["unknown-procedure", "not-in-force"]
    assert all(answer["status"] == 400 for answer in answers[1:-1])


def test_procedures_are_listed_as_the_api_does(client):
    said = json.loads(run("procedures", "--on", "2025-12-14", "--json"))

    assert said == client.get("/api/v1/procedures?on=2025-12-14").json()


def test_procedures_are_listed_as_a_table():
    said = run("procedures", "--language", "en").splitlines()

    assert len(said) == 30
    assert said[13].split("  ")[0] == "2.8-combination"
    assert "2 x 45 days" in said[13]


def test_procedures_of_a_day_without_law_are_none():
    assert "No procedure" in run("procedures", "--on", "2020-01-01")


def test_description_of_the_law_is_up_to_date():
    run("describe_law", "--check")


def test_description_that_is_out_of_date_fails(tmp_path, settings):
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="describe_law"):
        run("describe_law", "--check")

    run("describe_law")
    run("describe_law", "--check")
    assert DescribeLaw.help
