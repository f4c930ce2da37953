"""May the work start, from when, and why."""
