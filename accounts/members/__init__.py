"""The people of an organisation: inviting, roles, leaving, who signs for whom."""
