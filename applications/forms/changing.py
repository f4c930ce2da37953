"""Which filings a change can build on: of its own kind, alone or in a combination."""

from django.db.models import Q

from applications.forms.procedures import CHANGES
from applications.models import Application

COMBINED = "content__answers__combination__procedure__in"


def changeable_by(procedure_key: str) -> Q:
    """The filings that a procedure can change; a combination by the KG or VA in it."""
    keys = CHANGES.get(procedure_key, ())
    return Q(procedure_key__in=keys) | Q(**{COMBINED: keys})


def can_change(earlier: Application, procedure_key: str) -> bool:
    """Can this procedure change that filed application?"""
    return bool(filed_by(earlier) & set(CHANGES.get(procedure_key, ())))


def filed_by(application: Application) -> set[str]:
    """The keys of the rows under which an application was filed."""
    answers = (application.content or {}).get("answers", {})
    coupled = answers.get("combination", {}).get("procedure")
    return {application.procedure_key} | ({coupled} if coupled else set())
