"""A process apart, with bounds, for files that nobody trusts."""
