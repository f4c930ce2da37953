"""Organism rows as a table: read from paste, CSV, XLSX and ODS, and written again.

Nothing here knows the database: text or a file in, rows of cells out, or the reverse.
"""
