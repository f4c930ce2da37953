"""What the events of a case keep: one typed dataclass for the facts of each act."""
