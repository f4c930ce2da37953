"""A form as JSON Schema (2020-12), made from the sections that the pages show."""
