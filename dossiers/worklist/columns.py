"""The columns of the worklist that one can choose, beside the term and the number."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COLUMNS: dict[str, str | Promise] = {
    "organisation": _("Organisation and title"),
    "form": _("Form"),
    "level": _("Level"),
    "state": _("Status"),
    "handler": _("Handler"),
    "received": _("Received"),
    "start": _("May start on"),
    "reference": _("Own reference"),
}
"""In the order in which they are shown."""

DEFAULT = ("organisation", "form", "state", "handler")
