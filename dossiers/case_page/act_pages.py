"""Every act that people do on the page of a case, in the order of its buttons."""

from dossiers.administrative import processing_page
from dossiers.advice import advice_act_pages
from dossiers.cases.act_page import ActPage
from dossiers.decisions import decision_act_pages
from dossiers.extensions import extension_page
from dossiers.handling import assigning_page, handling_act_pages
from dossiers.information_requests import answer_act_pages, request_act_pages
from dossiers.penalties import late_act_pages
from dossiers.states import Act
from dossiers.withdrawals import withdrawal_page

PAGES: dict[Act, ActPage] = {
    **handling_act_pages.PAGES,
    **processing_page.PAGES,
    **decision_act_pages.PAGES,
    **request_act_pages.PAGES,
    **advice_act_pages.PAGES,
    **answer_act_pages.PAGES,
    **withdrawal_page.PAGES,
    **extension_page.PAGES,
    **late_act_pages.PAGES,
    **assigning_page.PAGES,
}
