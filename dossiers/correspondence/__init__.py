"""Letters on their way: frozen, set in type, sent, made known, come back."""
