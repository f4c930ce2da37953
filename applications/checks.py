"""Is everything there that the law asks (Besluit ggo, bijlage 5)?"""

from datetime import date

from applications.findings import Missing
from applications.forms.context import FormContext
from applications.forms.procedures import sections_for
from applications.models import Application
from procedures.models import NotInForce

__all__ = ["Missing", "missing"]


def missing(application: Application, *, on: date) -> list[Missing]:
    """All that must be put right before filing on a day, in the order of the form.

    Empty when the application may be filed. Raises `UnknownForm`, and `NotInForce`
    when the procedure is not in force on that day.
    """
    return missing_in(FormContext(application, on))


def missing_in(context: FormContext) -> list[Missing]:
    """The same, for an application that has been fetched with all that goes with it."""
    if not context.is_in_force:
        raise NotInForce(f"{context.latest_procedure.key} on {context.on}")
    return [
        finding
        for section in sections_for(context)
        for finding in section.missing(context)
    ]
