"""Form controls with the classes of NL Design System, for the template pack `nlds`."""

import re
from collections.abc import Sequence

from django import forms, template

register = template.Library()

CLASSES = [
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.CheckboxSelectMultiple, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.RadioSelect, "utrecht-radio-button utrecht-radio-button--html-input"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.FileInput, "ggo-upload__input"),
    (forms.Widget, "utrecht-textbox utrecht-textbox--html-input"),
]
KINDS = [
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxInput, "checkbox"),
    (forms.RadioSelect, "choices"),
    (forms.FileInput, "file"),
    (forms.Widget, "plain"),
]


@register.filter
def kind(field: forms.BoundField) -> str:
    """How a field is laid out: hidden, checkbox, choices, file or plain."""
    return _first(KINDS, field.field.widget)


@register.filter
def control(field: forms.BoundField) -> str:
    """The control itself; its help and its error are tied to it by Django.

    No placeholders: they vanish when one types, and repeat the label until then.
    """
    attrs: dict[str, str | bool] = {"class": _classes(field), "placeholder": False}
    if is_day(field):
        ids = [f"{field.auto_id}_form", field.aria_describedby]
        attrs["aria-describedby"] = " ".join(filter(None, ids))
    return field.as_widget(attrs=attrs)


@register.filter
def is_day(field: forms.BoundField) -> bool:
    """Is a day asked, so that its form is told?"""
    return isinstance(field.field.widget, forms.DateInput)


@register.filter
def day_first(value: str) -> str:
    """A day as people write it, 24-12-2026; what is no ISO day stays as it was typed.

    A browser's own field for days shows them by the language of the browser, where
    03/04 may be the 4th of March.
    """
    return re.sub(r"\A(\d{4})-(\d\d)-(\d\d)\Z", r"\3-\2-\1", value)


@register.filter
def choices(field: forms.BoundField) -> list[forms.boundfield.BoundWidget]:
    """The radio buttons or checkboxes of a field, each with `tag` and `choice_label`.

    The fieldset around them carries help and error, so the single ones do not.
    """
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id, "class": _classes(field)})
    attrs.pop("aria-invalid", None)
    options = widget.subwidgets(field.html_name, field.value(), attrs=attrs)
    renderer = field.form.renderer
    return [forms.boundfield.BoundWidget(widget, each, renderer) for each in options]


@register.filter
def is_optional(field: forms.BoundField) -> bool:
    """May it stay empty? Sections, that keep drafts, say so in their own labels."""
    return not field.field.required and not hasattr(field.field, "wanted")


@register.filter
def anchor(field: forms.BoundField) -> str:
    """The id that a link to the field points at: its first control."""
    return f"{field.auto_id}_0" if kind(field) == "choices" else field.auto_id


def _classes(field: forms.BoundField) -> str:
    widget = field.field.widget
    own = widget.attrs.get("class", "")
    return f"{_first(CLASSES, widget)} {own}".strip()


def _first(table: Sequence[tuple[type, str]], widget: forms.Widget) -> str:
    return next(value for cls, value in table if isinstance(widget, cls))
