"""A lab's own systems: clients, their secrets and tokens, and what REST promises."""
