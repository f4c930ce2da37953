"""Files that go with a form: taken, scanned, opened, kept."""
