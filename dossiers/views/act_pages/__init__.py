"""Every act that people do on the page of a case, in the order of its buttons."""

from dossiers.states import Act
from dossiers.views.act_pages import (
    advice,
    answers,
    assigning,
    decisions,
    duties,
    handling,
    requests,
)
from dossiers.views.act_pages.page import ActPage

PAGES: dict[Act, ActPage] = {
    **handling.PAGES,
    **decisions.PAGES,
    **requests.PAGES,
    **advice.PAGES,
    **answers.PAGES,
    **duties.PAGES,
    **assigning.PAGES,
}
