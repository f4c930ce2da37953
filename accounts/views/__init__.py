"""Pages of accounts: one's own, and the people of an organisation."""
