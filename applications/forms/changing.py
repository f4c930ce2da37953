"""Which filings a change can build on: of its own kind, alone or in a combination."""

from django.db.models import Q
from django.utils.translation import gettext as _

from applications.forms.changeable import (
    granted_decision,
    granted_permit,
    has_standing_notification,
)
from applications.forms.lists import notifications, permits, requests
from applications.forms.procedures import CHANGES
from applications.models import Application, FiledNumber
from procedures.models import ProcedureType

COMBINED = "content__answers__combination__procedure__in"


def changeable_by(procedure_key: str) -> Q:
    """The filings that a procedure can change; a combination by the KG or VA in it."""
    keys = CHANGES.get(procedure_key, ())
    treated_as = FiledNumber.objects.filter(key__in=keys).values("application")
    filed = Q(procedure_key__in=keys) | Q(**{COMBINED: keys})
    return filed | Q(pk__in=treated_as)


def can_change(earlier: Application, procedure_key: str) -> bool:
    """Can this procedure change that filed application?"""
    return bool(filed_by(earlier) & set(CHANGES.get(procedure_key, ())))


def filed_by(application: Application) -> set[str]:
    """The keys of the rows under which an application was filed."""
    answers = (application.content or {}).get("answers", {})
    coupled = answers.get("combination", {}).get("procedure")
    found = {application.procedure_key} | ({coupled} if coupled else set())
    if len(application.filed_as) > 1:
        # What was treated as another procedure goes on under the row of that one.
        numbers = FiledNumber.objects.filter(application=application.filing_id)
        found |= set(numbers.values_list("key", flat=True))
    return found


def why_not_changed(earlier: Application, procedure_key: str) -> str:
    """Why this procedure cannot build on what was filed; empty when it can."""
    numbers = FiledNumber.objects.in_dossier(earlier)
    if procedure_key in permits.CHANGES and not granted_permit(earlier):
        if numbers.open().exists():
            return _(
                "The permit in this dossier has not been decided on yet, so it cannot "
                "be changed and nothing can be reported under it."
            )
        return _(
            "No permit was granted in this dossier, so it cannot be changed and "
            "nothing can be reported under it."
        )
    if procedure_key in requests.CHANGES and not granted_decision(earlier):
        if numbers.open().exists():
            return _("The 2.8 request in this dossier has not been decided on yet.")
        return _("No 2.8 decision was granted in this dossier to be changed.")
    if procedure_key in notifications.CHANGES and not has_standing_notification(
        earlier
    ):
        ended = numbers.filter(kind=ProcedureType.KG).last() or numbers.last()
        words = {"ending": ended.get_ending_display() if ended else ""}
        return (
            _(
                "The notification has ended as “%(ending)s”, so it cannot be changed: "
                "file a new one."
            )
            % words
        )
    return ""
