"""Backup and restore: the database and the files that its rows name, as one moment."""
