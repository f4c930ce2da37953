"""Withdrawing a filing."""
