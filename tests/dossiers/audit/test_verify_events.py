"""`manage.py verify_events`: it says what is wrong, where, and only then fails."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from accounts.actor import Actor
from dossiers.advice.advising import give_advice
from dossiers.audit.seals import seal_day
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.information_requests.answering import file_answer
from dossiers.models import Case
from tests.behind import behind_the_trigger
from tests.cast import NOW
from tests.dossiers.advisers import adviser, ask
from tests.dossiers.audit.tampering import keys, remove


def verify(*arguments: str) -> tuple[str, str]:
    """What it says, and with what it fails; "" when all is in order."""
    out, failure = StringIO(), ""
    try:
        with time_machine.travel(NOW + timedelta(hours=1)):
            call_command("verify_events", *arguments, stdout=out)
    except CommandError as error:
        failure = str(error)
    return out.getvalue(), failure


def test_a_whole_record_is_in_order(in_handling, file):
    file()
    seal_day(at=NOW)

    said, failure = verify()

    assert failure == ""
    assert said.startswith("2 cases with 3 events, ")
    assert said.endswith("1 seals: all in order.\n")
    assert verify("--quiet") == ("", "")


def test_an_event_that_was_tampered_with_is_named_with_its_case(in_handling):
    last = keys(in_handling)[-1]
    behind_the_trigger("UPDATE dossiers_event SET actor_name = 'x' WHERE id = %s", last)

    said, failure = verify()

    assert said == (
        f"IG-26-001_I-000, event {last}: It is not what it was when it was written.\n"
    )
    assert failure == "1 cases with 2 events: 1 things are wrong."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"state": "closed"}, "state: stored is closed, the events give in-handling"),
        ({"extension_days": 42}, "days of extension: stored is 42, the events give 0"),
        ({"handler": None}, "handler: stored is –, the events give"),
        ({"ended_at": NOW}, "moment of its end: stored is"),
        (
            {"objection_until": "2027-03-01"},
            "refusing to agree until: stored is 2027-03-01, the events give 2027-01-07",
        ),
    ],
)
def test_a_case_that_was_changed_past_the_acts_is_told_in_words(
    in_handling, change, told
):
    Case.objects.filter(pk=in_handling.pk).update(**change)

    said, failure = verify()

    assert told in said
    assert failure


def test_one_case_or_what_happened_since_a_day(in_handling, file):
    other = file()
    Case.objects.filter(pk=in_handling.pk).update(state="closed")

    assert verify("--case", other.number)[1] == ""
    assert verify("--case", in_handling.label)[1] != ""
    assert verify("--since", "2026-11-24", "--quiet") == ("", "")
    assert verify("--since", "2026-11-23")[1] != ""
    assert verify("--case", "IG-26-999_I-000")[1] == "There is no case IG-26-999_I-000."


def test_what_only_a_seal_shows_is_told_too(case, file):
    file()
    seal_day(at=NOW)
    remove(case)

    said, failure = verify()

    assert "Seal of 2026-11-23 09:41: the record it covers is not what it was." in said
    assert failure


def test_a_change_of_the_log_of_the_law_is_told(case):
    behind_the_trigger(
        "UPDATE procedures_lawchange SET key = 'x' WHERE key = 'good-friday'"
    )

    said, _failure = verify()

    assert "Log of the law, change" in said


def test_verifying_takes_the_same_queries_for_one_and_for_many(
    file, handler_user, django_assert_num_queries, django_assert_max_num_queries
):
    file()
    with django_assert_max_num_queries(20) as first:
        verify()
    for _ in range(5):
        file()
    with django_assert_num_queries(len(first)):
        verify()


def test_a_day_without_a_seal_is_told(case):
    for days in (5, 4, 2, 1):
        seal_day(at=NOW - timedelta(days=days))

    said, failure = verify()

    assert said == "There is no seal of 2026-11-20.\n"
    assert failure


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE applications_application SET content = '{}'", "The form is not what"),
        ("UPDATE applications_application SET content_sha256 = 'x'", "The form is"),
        ("UPDATE applications_attachment SET sha256 = 'x'", "The files are not those"),
        ("DELETE FROM applications_attachment", "The files are not those"),
    ],
)
def test_a_form_that_was_changed_behind_the_triggers_is_told(case, change, told):
    behind_the_trigger(change)

    said, failure = verify()

    assert told in said
    assert failure


def test_a_file_that_is_gone_or_another_is_told(case):
    file = case.application.attachments.get().file
    was = default_storage.path(file.name)
    assert verify()[1] == ""

    default_storage.delete(file.name)
    assert verify()[0] == f"{case.number}: File {file.name} is not there.\n"
    assert verify("--without-files")[1] == ""

    Path(was).write_bytes(b"something else")
    assert verify()[0] == f"{case.number}: File {file.name} is not what it was.\n"


def test_a_letter_that_is_gone_is_told(case):
    letter = make_letter_pdf(case.letters.get(), at=NOW)
    default_storage.delete(letter.file.name)

    assert verify()[0] == f"{case.number}: File {letter.file.name} is not there.\n"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE dossiers_decision SET letter = '{}'",
        "UPDATE dossiers_decision SET level = 'IV'",
        "UPDATE dossiers_decision SET sha256 = 'x'",
        "DELETE FROM dossiers_decision",
    ],
)
def test_a_decision_that_was_changed_behind_the_triggers_is_told(file, decide, change):
    decide(file("iii-new"))
    assert verify()[1] == ""

    behind_the_trigger(change)

    assert "The decision is not what was signed." in verify()[0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE dossiers_question SET text = 'x'", "The request is not what was sent"),
        ("UPDATE dossiers_informationrequest SET opening = 'x'", "The request is not"),
        ("UPDATE dossiers_question SET answer = 'x'", "The answer is not what was"),
        ("UPDATE dossiers_informationrequest SET remark = 'x'", "The answer is not"),
        ("UPDATE dossiers_advice SET question = 'x'", "The question to the adviser"),
        ("UPDATE dossiers_advice SET text = 'x'", "The advice is not what was given"),
    ],
)
def test_what_was_asked_answered_and_advised_is_compared(
    in_handling, asked, researcher, handler_user, change, told
):
    advice = ask(in_handling, handler_user)
    give_advice(advice, text="Akkoord.", by=adviser(advice), at=NOW)
    request = asked(in_handling)
    said = dict.fromkeys(request.questions.values_list("pk", flat=True), "Zie boven.")
    file_answer(request, answers=said, by=Actor(user=researcher), at=NOW)
    assert verify()[1] == ""

    behind_the_trigger(change)

    assert told in verify()[0]
