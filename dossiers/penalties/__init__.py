"""Late decisions: notice of default, and what is owed (Awb 4:17)."""
