"""A term in words: labels, ledger, outcomes."""
