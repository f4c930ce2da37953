"""How the law counts days: no Django, no today."""
