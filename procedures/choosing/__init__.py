"""Which procedure do I need? From a few answers to one row of the law, and why."""
