"""The table of organisms: rows, import, export."""
