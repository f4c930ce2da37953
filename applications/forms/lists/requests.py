"""2.8, 2.8 combinatie, MI-I en MI-II, S-I, 2.13/2.13a (Besluit ggo 2.8, 2.13)."""

from applications.forms.base import Section

FORMS: dict[str, list[type[Section]]] = {}

CHANGES: dict[str, tuple[str, ...]] = {}
