"""A case: its state, its transitions, its dates, its number, its record."""
