"""Addresses of procedures: `pages` for people, `api` under `/api/v1`."""

from django.urls import URLPattern, path

from procedures import views
from procedures.api import term_views as rest
from procedures.choosing.choice_pages import procedure_choice_page
from procedures.choosing.choices_api import ProcedureChoices
from procedures.what_if.what_if_page import what_if_page

pages: list[URLPattern] = [
    path("procedures", views.procedure_list_page, name="procedures"),
    path("procedures/coming", views.coming_page, name="coming"),
    path("procedures/choose", procedure_choice_page, name="choose-procedure"),
    path("procedures/<str:key>/what-if", what_if_page, name="what-if"),
]
api: list[URLPattern] = [
    path("procedure-choices", ProcedureChoices.as_view(), name="api-procedure-choices"),
    path("procedures", rest.ProcedureList.as_view(), name="api-procedures"),
    path("procedures/<str:key>", rest.ProcedureDetail.as_view(), name="api-procedure"),
    path(
        "term-calculations",
        rest.TermCalculations.as_view(),
        name="api-term-calculations",
    ),
]
