"""Filing: from a complete application to a case with its receipt."""
