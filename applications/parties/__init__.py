"""Who answers for a dossier: responsible parties, officers, filed numbers."""
