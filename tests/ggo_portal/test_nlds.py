"""The template pack: each field with label, help, error and the ties between them."""

import re

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from crispy_forms.utils import render_crispy_form
from django import forms


class Sample(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="In one line.")
    purpose = forms.CharField(
        label="Purpose", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    level = forms.ChoiceField(
        label="Level", choices=[("I", "level I"), ("II", "level II")]
    )
    place = forms.ChoiceField(
        label="Place",
        choices=[("a", "A"), ("b", "B")],
        widget=forms.RadioSelect,
        help_text="Choose one.",
    )
    agreed = forms.BooleanField(label="Agreed")
    report = forms.FileField(label="Report")
    version = forms.CharField(widget=forms.HiddenInput)


def html(form: forms.Form, name: str) -> str:
    """A field on one line, with single spaces."""
    return re.sub(r"\s+", " ", as_crispy_field(form[name]))


def test_text_field_has_label_help_and_class():
    field = html(Sample(), "title")

    assert '<label class="utrecht-form-label utrecht-form-field__label"' in field
    assert 'id="id_title_helptext">In one line.<' in field
    assert 'aria-describedby="id_title_helptext"' in field
    assert "utrecht-textbox" in field
    assert "aria-invalid" not in field


def test_error_stands_at_the_field_and_is_tied_to_it():
    field = html(Sample({}), "title")

    assert 'id="id_title_error"' in field
    assert 'aria-describedby="id_title_helptext id_title_error"' in field
    assert 'aria-invalid="true"' in field


def test_optional_field_says_so_and_a_required_one_does_not():
    assert "(niet verplicht)" in html(Sample(), "purpose")
    assert "(niet verplicht)" not in html(Sample(), "title")


def test_textarea_keeps_its_rows():
    field = html(Sample(), "purpose")

    assert 'rows="4"' in field
    assert "utrecht-textarea" in field


def test_select_has_its_class():
    assert "utrecht-select" in html(Sample(), "level")


def test_radios_are_a_fieldset_with_a_legend_and_help():
    field = html(Sample({"place": "b"}), "place")

    assert 'aria-describedby="id_place_helptext"' in field
    assert "Place </legend>" in field
    assert field.count('type="radio"') == 2
    assert 'for="id_place_1"' in field
    assert "aria-invalid" not in field


def test_checkbox_has_its_label_beside_it():
    field = html(Sample(), "agreed")

    assert field.index("utrecht-checkbox") < field.index("Agreed</label>")


def test_file_field_stands_in_an_upload_area():
    assert "ggo-upload" in html(Sample(), "report")


def test_hidden_field_is_only_an_input():
    assert html(Sample(), "version").strip().startswith("<input")


def test_whole_form_starts_with_a_summary_that_links_to_each_error():
    page = render_crispy_form(Sample({"place": "c"}))

    assert page.index("data-error-summary") < page.index("id_title")
    assert 'href="#id_title"' in page
    assert 'href="#id_place_0"' in page
    assert "novalidate" in page
    assert 'enctype="multipart/form-data"' in page


def test_whole_form_without_errors_has_no_summary():
    assert "data-error-summary" not in render_crispy_form(Sample())
