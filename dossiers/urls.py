"""Addresses of dossiers: `pages` for people, `api` under `/api/v1`."""

from django.urls import path, re_path, register_converter

from dossiers.api import cases as case_api
from dossiers.api.applications import ApplicationsView
from dossiers.api.filings import FilingsView
from dossiers.api.finding import CaseNumber
from dossiers.api.requests import (
    AnswersView,
    RequestsView,
    RequestView,
    SupplementsView,
)
from dossiers.api.withdrawals import WithdrawalsView
from dossiers.api.year import StatisticsView
from dossiers.views import (
    acts,
    adviser,
    advising,
    answering,
    asking,
    cases,
    deciding,
    downloads,
    filing,
    lists,
    penalty,
    reading,
    record,
    round,
    signing,
    undelivered,
    worklist,
    worklist_absences,
    worklist_acts,
    worklist_filters,
)
from dossiers.views import year as years

register_converter(CaseNumber, "case_number")

pages: list = [
    path(
        "applications/<uuid:pk>/file", filing.file_application, name="file-application"
    ),
    path("worklist", worklist.worklist, name="worklist"),
    path("worklist/acts", worklist_acts.worklist_acts, name="worklist-acts"),
    re_path(
        r"^worklist/export\.(?P<ending>csv|xlsx)$",
        worklist.export,
        name="worklist-export",
    ),
    path(
        "worklist/filters", worklist_filters.worklist_filters, name="worklist-filters"
    ),
    path(
        "worklist/filters/<int:pk>",
        worklist_filters.worklist_filter,
        name="worklist-filter",
    ),
    path("worklist/letters", undelivered.letters, name="undelivered"),
    path("worklist/letters/<int:pk>", undelivered.letter, name="undelivered-letter"),
    path("worklist/absences", worklist_absences.absences, name="absences"),
    path(
        "worklist/absences/<int:pk>/end",
        worklist_absences.end_of_absence,
        name="end-absence",
    ),
    path("year", years.year, name="this-year"),
    path("year/<int:year>", years.year, name="year"),
    path("year/<int:year>/<slug:table>.csv", years.year_file, name="year-file"),
    path("open-data", years.open_data, name="open-data"),
    path("open-data/<int:year>/<slug:table>.csv", years.open_file, name="open-file"),
    path("record", record.record, name="record"),
    path("round", round.daily_round, name="round"),
    path("cases", lists.cases, name="cases"),
    path("cases/<str:number>", cases.case, name="case"),
    path("cases/<str:number>/record", record.case_record, name="case-record"),
    path("cases/<str:number>/content", reading.case_content, name="case-content"),
    path(
        "cases/<str:number>/differences",
        reading.case_differences,
        name="case-differences",
    ),
    path("cases/<str:number>/ask", asking.ask_information, name="ask-information"),
    path("cases/<str:number>/decision", deciding.draft_decision, name="draft-decision"),
    path(
        "cases/<str:number>/decision/preview",
        signing.preview_decision,
        name="preview-decision",
    ),
    path(
        "cases/<str:number>/penalty/preview",
        penalty.preview_penalty,
        name="preview-penalty",
    ),
    path(
        "cases/<str:number>/decision/sign",
        signing.sign_decision,
        name="sign-decision",
    ),
    path("cases/<str:number>/acts/<str:act>", acts.case_act, name="case-act"),
    path("cases/<str:number>/answer", answering.answer_case, name="answer-case"),
    path(
        "cases/<str:number>/requests/<int:pk>/answer",
        answering.answer_request,
        name="answer-request",
    ),
    path("cases/<str:number>/correct", answering.correct_case, name="correct-case"),
    path("cases/<str:number>/advice/new", advising.ask, name="ask-advice"),
    path(
        "cases/<str:number>/advice/<int:pk>/again", advising.again, name="advice-again"
    ),
    path("cases/<str:number>/advice/<int:pk>/file", advising.file, name="advice-file"),
    path("advice/<str:token>", adviser.advice, name="advice"),
    path("advice/<str:token>/file", adviser.own_file, name="advice-own-file"),
    path(
        "advice/<str:token>/attachments/<uuid:pk>",
        adviser.attachment,
        name="advice-attachment",
    ),
    path("cases/<str:number>/letters/<int:pk>", downloads.letter, name="letter"),
    path(
        "cases/<str:number>/attachments/<uuid:pk>",
        downloads.case_attachment,
        name="case-attachment",
    ),
]
api: list = [
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
