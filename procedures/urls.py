"""Addresses of procedures: `pages` for people, `api` under `/api/v1`."""

from django.urls import path

from procedures import api as rest
from procedures import views

pages: list = [path("procedures", views.procedure_list, name="procedures")]
api: list = [
    path("procedures", rest.ProcedureList.as_view(), name="api-procedures"),
    path("procedures/<str:key>", rest.ProcedureDetail.as_view(), name="api-procedure"),
    path(
        "term-calculations",
        rest.TermCalculations.as_view(),
        name="api-term-calculations",
    ),
]
