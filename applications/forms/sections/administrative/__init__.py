"""The administrative form: what changes without a procedure, for which dossiers."""
