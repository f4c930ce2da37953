"""Keeping how a number stands, for what is filed after it."""

from datetime import date

from applications.models import Application, FiledNumber


def keep_number(
    application: Application,
    *,
    number: str,
    key: str,
    kind: str,
    ending: str,
    on: date | None,
) -> FiledNumber:
    """Store the standing of a number; `ending` is empty while its case is open.

    `key` and `kind` are of the row of the law that governs it.
    Call it in the transaction of the act that opens or ends the case.
    """
    found, _is_new = FiledNumber.objects.update_or_create(
        number=number,
        defaults={
            "application": application,
            "key": key,
            "kind": kind,
            "ending": ending,
            "ended_on": on,
        },
    )
    return found
