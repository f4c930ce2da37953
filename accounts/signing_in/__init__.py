"""How people come in: password, second step, how long they stay; their account."""
