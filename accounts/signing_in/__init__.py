"""The doors that people come in by: the second step, and how long they stay."""
