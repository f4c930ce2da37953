"""Every act that people do on the page of a case, in the order of its buttons."""

from dossiers.states import Act
from dossiers.views.act_pages import advice, duties, handling, requests
from dossiers.views.act_pages.page import ActPage

PAGES: dict[Act, ActPage] = {
    **handling.PAGES,
    **requests.PAGES,
    **advice.PAGES,
    **duties.PAGES,
}
