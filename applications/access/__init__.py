"""Who may see and change a draft."""
