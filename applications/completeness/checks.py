"""Is everything there that the law asks (Besluit ggo, bijlage 5)?"""

from datetime import date

from django.utils.translation import gettext as _

from applications.completeness.form_editions import edition_turnover
from applications.findings import DOSSIER, EDITION, Missing
from applications.forms.base import Section
from applications.forms.changing import why_not_changed
from applications.forms.context import FormContext
from applications.forms.procedures import sections_for
from applications.forms.sections.confidentiality import ConfidentialitySection
from applications.models import Application, Standing
from procedures.models import NotInForce

__all__ = ["Missing", "missing_before_filing"]


def parts_of(context: FormContext) -> list[type[Section]]:
    """The sections that are asked, in their order, then what goes with every form."""
    return [*sections_for(context), ConfidentialitySection]


def missing_before_filing(application: Application, *, on: date) -> list[Missing]:
    """All that must be put right before filing on a day, in the order of the form.

    Empty when the application may be filed. Raises `UnknownForm`, and `NotInForce`
    when the procedure is not in force on that day.
    """
    return missing_in(FormContext(application, on))


def missing_in(context: FormContext) -> list[Missing]:
    """The same, for an application that has been fetched with all that goes with it."""
    # Not one gap among others: without a row of the law there is nothing to file.
    if not context.is_in_force:
        raise NotInForce(f"{context.latest_procedure.key} on {context.on}")
    in_sections = [
        finding for section in parts_of(context) for finding in section.missing(context)
    ]
    # What no section can mend comes first: everything filled in below it may be in
    # vain.
    return [*filing_obstacles(context), *in_sections]


def filing_obstacles(context: FormContext) -> list[Missing]:
    """What no section can put right: a form or a dossier that was overtaken."""
    found = []
    if edition_turnover(context):
        text = _("The form has a new edition. Take the draft over into it first.")
        found.append(Missing("", EDITION, "overtaken", text))
    if text := _dossier_in_the_way(context.application):
        found.append(Missing("", DOSSIER, "overtaken", text))
    return found


def _dossier_in_the_way(application: Application) -> str:
    """Why nothing can be changed in the dossier of a change; empty when it can."""
    first = application.first
    if first is None:
        return ""
    # A dossier can pass to another holder while a draft of the old one lies open.
    if first.organisation_id != application.organisation_id:
        return _("The dossier went to another holder, who files its changes now.")
    if Standing.objects.of_closed(application).exists():
        return _("This dossier is closed, so nothing in it can be changed.")
    if application.changes is None or application.supplements_id:
        return ""
    return why_not_changed(application.changes, application.procedure_key)
