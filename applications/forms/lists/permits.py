"""VA-II-v, VA-III, VA for level IV, VA-MI-III (Besluit ggo 2.35, 2.43, 2.46)."""

from applications.forms.base import Section

FORMS: dict[str, list[type[Section]]] = {}

CHANGES: dict[str, tuple[str, ...]] = {}
