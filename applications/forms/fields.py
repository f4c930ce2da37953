"""The few kinds of question our forms ask, each with what to do when it is empty."""

from django import forms

LINE = 200
PARAGRAPH = 20_000


def line_field(label, *, needed="", help="", limit=LINE, **attrs) -> forms.CharField:
    """A question answered in one line; `needed` is said when it is left empty."""
    return forms.CharField(
        label=label,
        help_text=help,
        max_length=limit,
        required=bool(needed),
        error_messages={"required": needed},
        widget=forms.TextInput(attrs=attrs),
    )


def paragraph_field(
    label, *, needed="", help="", rows=5, limit=PARAGRAPH
) -> forms.CharField:
    """A question answered in some sentences."""
    return forms.CharField(
        label=label,
        help_text=help,
        max_length=limit,
        required=bool(needed),
        error_messages={"required": needed},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def one_of(label, *, needed, help="", choices=(), wrong="") -> forms.ChoiceField:
    """A question answered by picking one; `wrong` is said of what cannot be picked."""
    messages = {"required": needed}
    if wrong:
        messages["invalid_choice"] = wrong
    return forms.ChoiceField(
        label=label,
        help_text=help,
        choices=choices,
        required=True,
        error_messages=messages,
        widget=forms.RadioSelect,
    )


def some_of(
    label, *, needed, help="", choices=(), wrong=""
) -> forms.MultipleChoiceField:
    """A question answered by picking one or more."""
    messages = {"required": needed}
    if wrong:
        messages["invalid_choice"] = wrong
    return forms.MultipleChoiceField(
        label=label,
        help_text=help,
        choices=choices,
        required=True,
        error_messages=messages,
        widget=forms.CheckboxSelectMultiple,
    )
