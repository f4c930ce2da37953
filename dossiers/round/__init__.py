"""The daily round: one case at a time, and what became of each."""
