"""Addresses of dossiers: `pages` for people, `api` under `/api/v1`."""

from django.urls import path

from dossiers.views import acts, cases, downloads, filing, lists

pages: list = [
    path(
        "applications/<uuid:pk>/file", filing.file_application, name="file-application"
    ),
    path("worklist", lists.worklist, name="worklist"),
    path("cases", lists.cases, name="cases"),
    path("cases/<str:number>", cases.case, name="case"),
    path("cases/<str:number>/content", cases.case_content, name="case-content"),
    path("cases/<str:number>/acts/<str:act>", acts.case_act, name="case-act"),
    path("cases/<str:number>/letters/<int:pk>", downloads.letter, name="letter"),
    path(
        "cases/<str:number>/attachments/<uuid:pk>",
        downloads.case_attachment,
        name="case-attachment",
    ),
]
api: list = []
