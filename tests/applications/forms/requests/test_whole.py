"""Every form of table III of this kind can be made whole, read, and begun."""

import pytest
from django.urls import reverse

from applications.drafting import drafting
from applications.forms.context import FormContext
from applications.forms.lists.requests import FORMS
from applications.forms.procedures import sections_for, sections_of
from applications.signing.signing import sign_content
from procedures.counting.legal_day import legal_day
from tests.applications.browsing import text, url
from tests.cast import NOW, freeze


@pytest.mark.parametrize("procedure", FORMS)
def test_a_whole_request_lacks_nothing(complete_draft, lacking, procedure):
    assert lacking(complete_draft(procedure)) == {}


@pytest.mark.parametrize("procedure", FORMS)
def test_an_empty_request_says_in_words_what_each_part_lacks(
    lab, by, lacking, procedure
):
    draft = drafting.start_draft(
        procedure_key=procedure, organisation=lab, by=by, at=NOW
    )

    found = lacking(draft)

    asked = {section.key for section in sections_of(procedure)}
    said = {name.partition(".")[0] for name in found}
    later = {"permit", "installation", "waste", "criteria"}
    assert asked - said <= later if "combination" in procedure else asked == said
    assert all(words.endswith((".", "–")) for words in found.values())


@pytest.mark.parametrize("procedure", FORMS)
def test_a_frozen_request_is_read_as_it_was_filed(
    complete_draft, by, bvf_user, client, researcher, procedure
):
    draft = complete_draft(procedure)
    sign_content(draft, by=type(by)(user=bvf_user), at=NOW)
    filed = freeze(draft, by=by, at=NOW)
    client.force_login(researcher)

    page = client.get(reverse("read-only", args=[filed.pk]))

    assert page.status_code == 200
    assert filed.title in text(page)


@pytest.mark.parametrize("procedure", FORMS)
def test_every_question_stands_on_its_page(
    complete_draft, client, researcher, procedure
):
    draft = complete_draft(procedure)
    context = FormContext(draft, legal_day(NOW))
    client.force_login(researcher)

    for section in sections_for(context):
        page = client.get(url(draft, section.key))
        asked = section.filled(context, strict=True).fields if section.is_form else ()
        for name in asked:
            assert f'name="{name}"' in page.content.decode(), (section.key, name)
