"""A day that does not exist is another fault than what is no day."""

import pytest
from django import forms
from django.utils import translation

from procedures.day_field import DayField


@pytest.mark.parametrize(
    "typed", ["31-02-2027", "2027-02-31", "32-1-2027", "31.02.2027"]
)
def test_a_day_that_does_not_exist_is_named(typed):
    with translation.override("nl"), pytest.raises(forms.ValidationError) as refused:
        DayField().clean(typed)

    assert refused.value.messages == [
        f"De dag {typed} bestaat niet. Geef een dag die op de kalender staat."
    ]


@pytest.mark.parametrize("typed", ["x", "morgen", "12"])
def test_what_is_no_day_gets_the_words_of_the_field(typed):
    field = DayField(error_messages={"invalid": "Geen dag."})

    with pytest.raises(forms.ValidationError, match="Geen dag"):
        field.clean(typed)
