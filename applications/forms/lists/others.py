"""ATV formulier and Algemeen administratief formulier (Besluit ggo 2.20)."""

from applications.forms.base import Section

FORMS: dict[str, list[type[Section]]] = {}

CHANGES: dict[str, tuple[str, ...]] = {}
