"""A row of the law as the API and `manage.py procedures` list it."""

from typing import Any

from procedures.api.term_output import ground_out
from procedures.models import Procedure
from procedures.models.open_question import OpenQuestion


def procedure_out(row: Procedure) -> dict[str, Any]:
    """A procedure, named as in the REST contract; texts in the reader's language."""
    until = row.valid_until
    return {
        "key": row.key,
        "table": row.table,
        "level": row.level,
        "situation": row.situation,
        "name": row.name,
        "type": row.type,
        "form": row.form,
        "term": term_out(row),
        "objectionDays": row.objection_days,
        "extensionDays": row.extension_days,
        "runsOnAfterMissedAnswer": row.resume_on_missed_deadline,
        "mayStart": {"rule": row.start, "text": row.may_start_text},
        "ending": row.ending,
        "numberTag": row.number_tag,
        "validFrom": row.valid_from.isoformat(),
        "validUntil": until and until.isoformat(),
        "checkedOn": row.checked_on.isoformat(),
        "questions": [question_out(each) for each in row.open_questions()],
        "legalBasis": [ground_out(ground) for ground in row.references()],
    }


def question_out(question: OpenQuestion) -> dict[str, Any]:
    """What Bureau GGO has still to say about a row."""
    return {
        "text": question.text,
        "readings": list(question.readings),
        "restsOn": question.source,
        "followedForBureau": question.bureau,
        "followedForApplicant": question.applicant,
    }


def term_out(row: Procedure) -> dict[str, Any]:
    """The term: amount and unit, of which kind, how many times, and the aim if any."""
    return {
        "amount": row.term_amount,
        "unit": row.term_unit,
        "kind": row.term_kind,
        "count": row.term_count,
        "aim": row.aim_working_days
        and {
            "amount": row.term_amount,
            "unit": row.term_unit,
            "workingDays": row.aim_working_days,
        },
    }
