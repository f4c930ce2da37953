"""Addresses of accounts: `pages` for people, `api` under `/api/v1`."""

from django.urls import path

from accounts import views

pages: list = [path("account/profile", views.profile, name="profile")]
api: list = []
