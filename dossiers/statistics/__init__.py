"""The year in figures, drawings and open data."""
