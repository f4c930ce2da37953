"""Addresses of dossiers: `pages` for people, `api` under `/api/v1`."""

pages: list = []
api: list = []
