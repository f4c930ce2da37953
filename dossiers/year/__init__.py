"""The year in figures: what came in, how long it took, what is due, how it ended."""
