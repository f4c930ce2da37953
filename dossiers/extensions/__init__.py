"""Extending the term of a decision."""
