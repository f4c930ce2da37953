"""Processing an administrative change, on its own page."""

from django.utils.translation import gettext_lazy as _

from dossiers.administrative.administrative_changes import ChangeRequest
from dossiers.administrative.processing import process_change
from dossiers.cases.act_page import ActPage
from dossiers.states import Act

PAGES: dict[Act, ActPage] = {
    Act.PROCESS: ActPage(
        button=_("Process"),
        lead=_(
            "What is asked is done at once, for all dossiers together, and stands in "
            "the log with what it was before."
        ),
        do=process_change,
        done=_("The administrative change is processed."),
        plan=ChangeRequest,
    ),
}
