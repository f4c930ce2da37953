"""What was filed, asked, answered, advised and decided, beside what the events tell.

An event holds the digest of what it made law. Here the rows are read, their digests
made anew, and compared; the files beside them are hashed too. What an event of before
a digest was kept cannot show is told once (`unproved_answers`), not as a fault.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from accounts.digests import json_digest, text_digest
from applications.findings import ATTACHMENTS
from applications.models import Application
from dossiers.advice.acts import ASK_ADVICE, GIVE_ADVICE
from dossiers.cases.act_definition import decision_acts
from dossiers.cases.event_chain import RecordFault
from dossiers.information_requests.acts import ANSWER, ASK
from dossiers.information_requests.answering import answers_digest
from dossiers.models import (
    Advice,
    Case,
    Decision,
    Event,
    InformationRequest,
    Letter,
)


def faults_in_papers(
    cases: list[Case], events: list[Event], *, with_files: bool
) -> Iterator[RecordFault]:
    """What is otherwise than the events of these cases tell; a few queries for all."""
    numbers = {case.pk: case.number for case in cases}
    told: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.case_id in numbers:
            told[event.act].append(event)
    yield from _forms(cases, events, with_files)
    yield from _decisions(told, numbers)
    yield from _requests(told, numbers)
    yield from _advice(told, numbers, with_files)
    if with_files:
        yield from _letters(numbers)


def unproved_answers(events: Iterable[Event]) -> int:
    """How many answers were filed before an event kept their digest."""
    return sum(
        event.act == ANSWER and "answers_sha256" not in event.facts for event in events
    )


def _forms(
    cases: Iterable[Case],
    events: Iterable[Any],  # of type Event, each with its `filing`
    with_files: bool,
) -> Iterator[RecordFault]:
    """The forms that were filed, and the files with them."""
    filings = {case.application_id: case for case in cases}
    # One for each time that a form was filed: at first, and with each answer or
    # correction.
    hashes = {
        (event.filing, event.facts["content_sha256"])
        for event in events
        if event.facts.get("content_sha256")
    }
    found = set()
    for form in _filed_forms(filings):
        case = filings[form.filing_id]
        told = (form.filing_id, json_digest(form.content))
        found.add(told)
        if told not in hashes or form.content_sha256 != told[1]:
            yield RecordFault(case.number, None, _("The form is not what was filed."))
        if with_files:
            yield from _attached(case, form)
    # What an event tells of and no row has any more.
    for filing, _sha256 in hashes - found:
        number = filings[filing].number
        yield RecordFault(number, None, _("A form that was filed is gone."))


def _filed_forms(filings: Collection[UUID]) -> Iterator[Application]:
    """What was filed in these filings, with what supplements it."""
    rows = Application.objects.filed()
    # Supplements open no case of their own; they are found by the filing they belong
    # to.
    both = rows.filter(pk__in=filings) | rows.filter(supplements__in=filings)
    whole = both.only("content", "content_sha256", "supplements")
    # Contents are large: never those of a whole batch at once.
    return whole.prefetch_related("attachments").iterator(100)


def _attached(case: Case, form: Application) -> Iterator[RecordFault]:
    """The files that a form was filed with, each with its own hash."""
    rows = form.attachments.all()
    kept = [row.sha256 for row in rows]
    said = [file["sha256"] for file in (form.content or {}).get(ATTACHMENTS, [])]
    if sorted(kept) != sorted(said):
        yield RecordFault(
            case.number, None, _("The files are not those that were filed.")
        )
    for row in rows:
        yield from _file(case.number, str(row.file.name), row.sha256)


def _decisions(
    told: dict[str, list[Event]], numbers: dict[int, str]
) -> Iterator[RecordFault]:
    """The words that were signed; a decision that no event tells is one too many."""
    rows = {row.pk: row for row in Decision.objects.filter(case__in=numbers)}
    signed = {pk for pk, row in rows.items() if row.signed_at}
    for event in (each for act in decision_acts() for each in told[act]):
        row = rows.get(event.facts.get("decision"))
        # What is left of these after the loop was signed past the acts.
        signed.discard(event.facts.get("decision"))
        is_same = (
            row is not None
            and row.sha256 == event.facts.get("sha256") == json_digest(row.letter)
            # An event that does not name it proves nothing of it, which is no fault.
            and row.level == event.facts.get("level", row.level)
            and row.cfis == event.facts.get("cfis", row.cfis)
        )
        if not is_same:
            yield _fault_at(event, numbers, _("The decision is not what was signed."))
    for pk in signed:
        what = _("No event tells of this signed decision.")
        yield RecordFault(numbers[rows[pk].case_id], None, what)


def _requests(
    told: dict[str, list[Event]], numbers: dict[int, str]
) -> Iterator[RecordFault]:
    """What was asked, and what was answered."""
    rows = {
        row.pk: row
        for row in InformationRequest.objects.filter(case__in=numbers).prefetch_related(
            "questions"
        )
    }
    for event in told[ASK]:
        row = rows.get(event.facts.get("request"))
        if (
            row
            and "questions" in event.facts
            and _request_stored(row) != _request_in_event(event)
        ):
            yield _fault_at(event, numbers, _("The request is not what was sent."))
    for event in told[ANSWER]:
        row = rows.get(event.facts.get("request"))
        kept = event.facts.get("answers_sha256")
        if row and kept and kept != answers_digest(row.questions.all()):
            yield _fault_at(event, numbers, _("The answer is not what was filed."))
        if row and row.remark != event.facts.get("remark", row.remark):
            yield _fault_at(event, numbers, _("The answer is not what was filed."))


def _request_stored(row: InformationRequest) -> list[Any]:
    """Opening and questions, in the order in which they were asked."""
    return [row.opening, *([q.section, q.field, q.text] for q in row.questions.all())]


def _request_in_event(event: Event) -> list[Any]:
    """The same of an event."""
    asked = event.facts["questions"]
    return [
        event.facts.get("opening", ""),
        *([one["section"], one["field"], one["text"]] for one in asked),
    ]


def _advice(
    told: dict[str, list[Event]], numbers: dict[int, str], with_files: bool
) -> Iterator[RecordFault]:
    """What was asked of advisers, and what they gave."""
    rows = {row.pk: row for row in Advice.objects.filter(case__in=numbers)}
    for event in told[ASK_ADVICE]:
        row = rows.get(event.facts.get("advice"))
        if row and row.question != event.facts.get("question", row.question):
            yield _fault_at(
                event, numbers, _("The question to the adviser was another.")
            )
    for event in told[GIVE_ADVICE]:
        row = rows.get(event.facts.get("advice"))
        text, file = (event.facts.get(f"{what}_sha256") for what in ("text", "file"))
        if row is None or text is None:
            continue
        given = text_digest(row.text) if row.text else ""
        if (given, row.sha256) != (text, file):
            yield _fault_at(event, numbers, _("The advice is not what was given."))
        if file and with_files:
            yield from _file(numbers[row.case_id], str(row.file.name), file)


def _letters(numbers: dict[int, str]) -> Iterator[RecordFault]:
    """The letters that were made: each file as it was then."""
    rows = Letter.objects.filter(case__in=numbers, made_at__isnull=False)
    for row in rows.only("case", "file", "sha256").iterator(1000):
        yield from _file(numbers[row.case_id], str(row.file.name), row.sha256)


def _file(number: str, name: str, sha256: str) -> Iterator[RecordFault]:
    """A file that is gone, or has another hash than it had."""
    try:
        with default_storage.open(name) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        yield RecordFault(
            number, None, _("File %(name)s is not there.") % {"name": name}
        )
        return
    if found != sha256:
        what = _("File %(name)s is not what it was.")
        yield RecordFault(number, None, what % {"name": name})


def _fault_at(event: Event, numbers: dict[int, str], what: str) -> RecordFault:
    return RecordFault(numbers[event.case_id], event.pk, what)
