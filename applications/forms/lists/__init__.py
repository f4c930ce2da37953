"""The sections of each form, in the order in which the law asks them."""
