"""The registers of an organisation: its sites and persons."""
