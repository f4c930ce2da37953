"""Addresses of dossiers: `pages` for people, `api` under `/api/v1`."""

from django.urls import URLPattern, path, re_path, register_converter

from dossiers.advice import adviser_pages, handler_pages
from dossiers.audit import record_pages
from dossiers.case_api import case_views as case_api
from dossiers.case_api.case_queries import CaseNumber
from dossiers.case_page import act_view, case_page, reading_page
from dossiers.cases import downloads
from dossiers.decisions import draft_pages, signing_pages
from dossiers.duties import duties_page
from dossiers.information_requests import answer_page, ask_page, correction_page
from dossiers.information_requests.requests_api import (
    AnswersView,
    RequestsView,
    RequestView,
    SupplementsView,
)
from dossiers.intake import filing_page
from dossiers.intake.applications_api import ApplicationsView
from dossiers.intake.filings_api import FilingsView
from dossiers.operations import round_page
from dossiers.penalties import penalty_page
from dossiers.statistics import year_page as years
from dossiers.statistics.year_api import StatisticsView
from dossiers.withdrawals.withdrawals_api import WithdrawalsView
from dossiers.worklist import (
    absences_page,
    bulk_page,
    own_cases_page,
    saved_filters,
    undelivered_page,
    worklist_page,
)

register_converter(CaseNumber, "case_number")

pages: list[URLPattern] = [
    path(
        "applications/<uuid:pk>/file",
        filing_page.application_filing,
        name="file-application",
    ),
    path("worklist", worklist_page.worklist_overview, name="worklist"),
    path("worklist/acts", bulk_page.worklist_acts, name="worklist-acts"),
    re_path(
        r"^worklist/export\.(?P<ending>csv|xlsx)$",
        worklist_page.worklist_export,
        name="worklist-export",
    ),
    path("worklist/filters", saved_filters.worklist_filters, name="worklist-filters"),
    path(
        "worklist/filters/<int:pk>",
        saved_filters.worklist_filter,
        name="worklist-filter",
    ),
    path("worklist/letters", undelivered_page.undelivered_letters, name="undelivered"),
    path(
        "worklist/letters/<int:pk>",
        undelivered_page.undelivered_letter,
        name="undelivered-letter",
    ),
    path("worklist/absences", absences_page.absence_overview, name="absences"),
    path(
        "worklist/absences/<int:pk>/end",
        absences_page.end_of_absence,
        name="end-absence",
    ),
    path("year", years.year_in_figures, name="this-year"),
    path("year/<int:year>", years.year_in_figures, name="year"),
    path("year/<int:year>/<slug:table>.csv", years.year_table_file, name="year-file"),
    path("open-data", years.open_data_page, name="open-data"),
    path(
        "open-data/<int:year>/<slug:table>.csv", years.open_data_file, name="open-file"
    ),
    path("record", record_pages.record_page, name="record"),
    path("round", round_page.daily_round_page, name="round"),
    path("duties", duties_page.duties_overview, name="duties"),
    path("duties/<int:pk>", duties_page.dossier_duties_page, name="dossier-duties"),
    path("duties/<slug:kind>.csv", duties_page.duty_list_file, name="duty-list"),
    path("cases", own_cases_page.case_list_page, name="cases"),
    path("cases/<str:number>", case_page.case_page, name="case"),
    path(
        "cases/<str:number>/record", record_pages.case_record_page, name="case-record"
    ),
    path(
        "cases/<str:number>/content",
        reading_page.case_content_page,
        name="case-content",
    ),
    path(
        "cases/<str:number>/differences",
        reading_page.case_differences_page,
        name="case-differences",
    ),
    path(
        "cases/<str:number>/ask", ask_page.ask_information_page, name="ask-information"
    ),
    path(
        "cases/<str:number>/decision",
        draft_pages.decision_draft_page,
        name="draft-decision",
    ),
    path(
        "cases/<str:number>/decision/preview",
        signing_pages.decision_preview_page,
        name="preview-decision",
    ),
    path(
        "cases/<str:number>/penalty/preview",
        penalty_page.penalty_preview_page,
        name="preview-penalty",
    ),
    path(
        "cases/<str:number>/decision/sign",
        signing_pages.decision_signing_page,
        name="sign-decision",
    ),
    path("cases/<str:number>/acts/<str:act>", act_view.case_act_page, name="case-act"),
    path(
        "cases/<str:number>/answer",
        answer_page.answer_case_redirect,
        name="answer-case",
    ),
    path(
        "cases/<str:number>/requests/<int:pk>/answer",
        answer_page.answer_request_page,
        name="answer-request",
    ),
    path(
        "cases/<str:number>/correct",
        correction_page.correction_page,
        name="correct-case",
    ),
    path(
        "cases/<str:number>/advice/new",
        handler_pages.ask_advice_page,
        name="ask-advice",
    ),
    path(
        "cases/<str:number>/advice/<int:pk>/again",
        handler_pages.advice_link_resending,
        name="advice-again",
    ),
    path(
        "cases/<str:number>/advice/<int:pk>/file",
        handler_pages.given_advice_file,
        name="advice-file",
    ),
    path("advice/<str:token>", adviser_pages.adviser_page, name="advice"),
    path(
        "advice/<str:token>/file",
        adviser_pages.adviser_own_file,
        name="advice-own-file",
    ),
    path(
        "advice/<str:token>/attachments/<uuid:pk>",
        adviser_pages.adviser_attachment,
        name="advice-attachment",
    ),
    path(
        "cases/<str:number>/letters/<int:pk>", downloads.letter_download, name="letter"
    ),
    path(
        "cases/<str:number>/attachments/<uuid:pk>",
        downloads.case_attachment_download,
        name="case-attachment",
    ),
]
api: list[URLPattern] = [
    path("statistics", StatisticsView.as_view(), name="api-statistics"),
    path("applications", ApplicationsView.as_view(), name="api-applications"),
    path(
        "applications/<uuid:application_id>/filings",
        FilingsView.as_view(),
        name="api-filings",
    ),
    path("cases", case_api.CasesView.as_view(), name="api-cases"),
    path("cases/<case_number:number>", case_api.CaseView.as_view(), name="api-case"),
    path(
        "cases/<case_number:number>/ledger",
        case_api.LedgerView.as_view(),
        name="api-ledger",
    ),
    path(
        "cases/<case_number:number>/events",
        case_api.CaseEventsView.as_view(),
        name="api-case-events",
    ),
    path(
        "cases/<case_number:number>/information-requests",
        RequestsView.as_view(),
        name="api-information-requests",
    ),
    path(
        "cases/<case_number:number>/information-requests/<int:request_id>",
        RequestView.as_view(),
        name="api-information-request",
    ),
    path(
        "cases/<case_number:number>/information-requests/<int:request_id>/answers",
        AnswersView.as_view(),
        name="api-answers",
    ),
    path(
        "cases/<case_number:number>/supplements",
        SupplementsView.as_view(),
        name="api-supplements",
    ),
    path(
        "cases/<case_number:number>/withdrawals",
        WithdrawalsView.as_view(),
        name="api-withdrawals",
    ),
    path(
        "cases/<case_number:number>/letters",
        case_api.LettersView.as_view(),
        name="api-letters",
    ),
    path(
        "cases/<case_number:number>/letters/<int:letter_id>",
        case_api.LetterView.as_view(),
        name="api-letter",
    ),
]
