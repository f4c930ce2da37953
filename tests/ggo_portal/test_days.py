"""A day is written day-month-year on every page, in both languages and any browser."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from applications.drafting import drafting
from applications.models import SectionAnswers
from tests.cast import NOW

FIRST = date(2027, 4, 3)


class DayForm(forms.Form):
    """One question after a day."""

    day = forms.DateField(help_text="Hulp.")


def shown(form: forms.Form) -> str:
    """The form as a page has it."""
    template = "{% load crispy_forms_filters %}{{ form|crispy }}"
    return Template(template).render(Context({"form": form}))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "typed", ["03/04/2027", "3-4-2027", "03.04.2027", " 03-04-2027 ", "2027-04-03"]
)
def test_day_comes_first_in_both_languages(language, typed):
    with translation.override(language):
        form = DayForm({"day": typed})
        assert form.is_valid()

    assert form.cleaned_data["day"] == FIRST


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("typed", ["04/13/2027", "3-4-27", "3 april", "31-02-2027"])
def test_what_is_no_day_is_refused_in_both_languages(language, typed):
    with translation.override(language):
        assert not DayForm({"day": typed}).is_valid()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "form",
    [
        DayForm(initial={"day": FIRST}),
        DayForm({"day": "2027-04-03"}),
        DayForm({"day": "03-04-2027"}),
    ],
)
def test_the_field_shows_the_day_first_and_says_so(language, form):
    with translation.override(language):
        page = shown(form)

    assert 'type="text" inputmode="numeric"' in page
    assert 'value="03-04-2027"' in page
    assert 'aria-describedby="id_day_form id_day_helptext"' in page
    assert 'id="id_day_form"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_same_typing_is_the_same_day_in_a_filing(client, lab, researcher, prefix):
    draft = drafting.start_draft(
        procedure_key="administrative",
        organisation=lab,
        by=drafting.Actor(user=researcher),
        at=NOW,
    )
    client.force_login(researcher)
    url = prefix + reverse("application-section", args=[draft.pk, "holder"])

    client.post(url, {"from_day": "03/04/2027", "version": "0"})

    saved = SectionAnswers.objects.get(application=draft, section="holder")
    assert saved.values["from_day"] == "2027-04-03"
    assert 'value="03-04-2027"' in client.get(url).text
