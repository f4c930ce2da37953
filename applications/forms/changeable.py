"""What a later filing builds on must still stand: a permit, a notification, a case.

A melding or a change of a permit needs a permit that was granted (Besluit ggo 2.43,
2.46), a change of a 2.8 decision that decision (2.8), and a change of a notification
one that was not refused (2.19, 2.23).
"""

from applications.models import Application, FiledNumber
from procedures.models import ProcedureType

REPORTS = ("iiv-same-article", "iii-same-article")
"""Meldingen: agreed with under a permit, so no permit themselves."""

DECISIONS = (ProcedureType.R28, ProcedureType.R28_KG)


def granted_permit(earlier: Application) -> FiledNumber | None:
    """The permit of a dossier as it was first granted; None when there is none."""
    found = FiledNumber.objects.in_dossier(earlier).granted(ProcedureType.VA)
    return found.exclude(key__in=REPORTS).first()


def granted_decision(earlier: Application) -> FiledNumber | None:
    """The 2.8 decision of a dossier; None when there is none."""
    found = FiledNumber.objects.in_dossier(earlier)
    return found.filter(kind__in=DECISIONS, ending=FiledNumber.Ending.GRANTED).last()


def has_standing_notification(earlier: Application) -> bool:
    """Is there a notification in the dossier that was not refused?

    One that has no number yet was not refused either.
    """
    found = FiledNumber.objects.in_dossier(earlier)
    return found.standing_notifications().exists() or not found.exists()


def filing_by_number(number: str, application: Application) -> FiledNumber | None:
    """The filing of the same lab that somebody names by its number; None if unknown."""
    wanted = number.strip().replace("IG-", "IG ", 1)
    own = FiledNumber.objects.filter(
        application__organisation=application.organisation_id
    )
    return own.filter(number__iexact=wanted).first()


def has_ended(filing: Application) -> bool:
    """Has everything that was opened for a filing come to its end?"""
    numbers = FiledNumber.objects.filter(application=filing)
    return numbers.exists() and not numbers.open().exists()
