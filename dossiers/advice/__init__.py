"""Advice of COGEM and others: the personal link, and the mails that carry it."""
