"""Questions after a day, and days in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from procedures.day_field import DayField


def date_field(label, *, needed="", help="") -> DayField:
    """A question answered by a day; `needed` is said when it is left empty."""
    return DayField(
        label=label,
        help_text=help,
        required=bool(needed),
        error_messages={
            "required": needed,
            "invalid": _("Give a date, such as 24-12-2026."),
        },
    )


def day_in_words(value: str | None) -> list[str]:
    """A day of the content as people write it; what is no day stays as it was typed."""
    try:
        return [date_format(date.fromisoformat(value), "j F Y")] if value else []
    except ValueError:
        return [str(value)]
