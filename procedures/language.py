"""Picks the Dutch or the English text of a thing that has both."""

from django.utils.translation import get_language


def in_language(thing: object, field: str) -> str:
    """`field_en` for a reader of English, `field_nl` for everyone else."""
    english = (get_language() or "nl").startswith("en")
    return getattr(thing, f"{field}_{'en' if english else 'nl'}")
