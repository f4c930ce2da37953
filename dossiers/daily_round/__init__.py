"""The daily round: many cases one by one, and what went wrong with some."""
