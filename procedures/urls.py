"""Addresses of procedures: `pages` for people, `api` under `/api/v1`."""

from django.urls import path

from procedures import views

pages: list = [path("procedures/", views.procedure_list, name="procedures")]
api: list = []
