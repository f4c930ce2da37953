"""The page of a case, with the panels and act pages of every subject."""
