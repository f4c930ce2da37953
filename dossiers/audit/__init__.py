"""Proving the record: replay, verification, seals."""
