"""A question answered by a day, which tells a day that cannot be from what is none."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

LOOKS_LIKE_A_DAY = re.compile(
    r"\s*(\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{4}-\d{1,2}-\d{1,2})\s*"
)


class DayField(forms.DateField):
    """A `DateField` that says of 31-02-2027 that there is no such day."""

    def to_python(self, value: Any) -> date | None:
        """The day. Raises `ValidationError`, with why."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            typed = str(value)
            # What is no date at all gets the words on how to write one.
            if not LOOKS_LIKE_A_DAY.fullmatch(typed):
                raise
            words = _("There is no day %(day)s. Give one that is in the calendar.")
            raise forms.ValidationError(
                words % {"day": typed.strip()}, code="invalid"
            ) from None
