"""Reminders: by which rules, to whom, promised once."""
