"""Requests for further information: what they are about, and what they do."""
