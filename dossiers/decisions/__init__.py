"""Deciding: draft, four eyes, signature, and what it makes of a case."""
