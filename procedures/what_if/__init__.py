"""Dates for supposed days."""
