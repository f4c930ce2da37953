"""Copying an application: what is chosen comes along, the original stays."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from applications.attachments import attaching
from applications.drafting import drafting
from applications.drafting.copying import copy_as_draft
from applications.errors import UnknownForm
from applications.models import Application
from tests.applications.browsing import text
from tests.cast import NOW, freeze

CHOSEN = ("organisation", "place", "purpose", "methods")


def copied(application, by, **other):
    said = {
        "procedure_key": application.procedure_key,
        "sections": CHOSEN,
        "organisms": True,
        "attachments": [row.pk for row in application.attachments.all()],
        "by": by,
        "at": NOW,
    }
    return copy_as_draft(application, **{**said, **other})


def values(application) -> dict:
    return {row.section: row.values for row in application.section_answers.all()}


@pytest.fixture
def filed(signed_kg, by):
    """A KG-I that was filed."""
    return freeze(signed_kg(), by=by, at=NOW)


@pytest.mark.parametrize("kind", ["complete_kg", "filed"])
def test_copy_takes_what_was_chosen(kind, request, by):
    source = request.getfixturevalue(kind)
    source = source() if callable(source) else source

    made = copied(source, by)

    assert made.is_draft
    assert made.copied_from == source
    assert made.title == source.title
    assert {key: values(made)[key] for key in CHOSEN} == {
        key: values(source)[key] for key in CHOSEN
    }
    assert [row.as_values() for row in made.organisms.all()] == [
        row.as_values() for row in source.organisms.all()
    ]
    assert {row.version for row in made.section_answers.all()} == {0}


def test_copy_leaves_what_was_not_chosen(complete_kg, by):
    made = copied(
        complete_kg(), by, sections=["methods"], organisms=False, attachments=[]
    )

    assert "purpose" not in values(made)
    assert "report" not in values(made)
    assert not made.organisms.exists()
    assert not made.attachments.exists()
    assert made.title == ""


def test_copy_for_another_procedure_takes_what_its_form_asks(complete_kg, by):
    made = copied(complete_kg(), by, procedure_key="iik-new")

    assert made.procedure_key == "iik-new"
    assert values(made)["purpose"]["title"] == made.title != ""


def test_copy_of_a_change_belongs_to_the_same_dossier(filed, lab, by):
    change = drafting.start_draft(
        procedure_key="i-other-cfi", organisation=lab, by=by, at=NOW, changes=filed
    )

    assert copied(change, by).changes == filed
    assert copied(change, by, procedure_key="i-new").changes is None


def test_copied_files_are_files_of_their_own(
    complete_kg, by, django_capture_on_commit_callbacks
):
    source = complete_kg()
    made = copied(source, by)
    theirs, own = source.attachments.get(), made.attachments.get()

    with django_capture_on_commit_callbacks(execute=True):
        attaching.detach_file(own, by=by, at=NOW)

    assert (own.sha256, own.name, own.kind) == (theirs.sha256, theirs.name, theirs.kind)
    assert theirs.file.read() == theirs.file.storage.open(theirs.file.name).read()
    assert not own.file.storage.exists(own.file.name)


def test_copy_takes_claims_along_with_their_public_versions(complete_kg, by):
    source = complete_kg()
    claim = {"ground": "business", "reason": "x", "public_text": "y"}
    for section in ("methods", "report"):
        source.confidentialities.create(section=section, field="making", **claim)
    row = source.attachments.get()
    row.confidential, row.public_version = True, row
    row.save()

    made = copied(source, by)

    assert [one.section for one in made.confidentialities.all()] == ["methods"]
    assert made.attachments.get().confidential
    assert made.attachments.get().public_version == made.attachments.get()


def test_copy_refuses_a_file_that_is_gone(complete_kg, by):
    source = complete_kg()
    row = source.attachments.get()
    row.file.storage.delete(row.file.name)

    with pytest.raises(InputRefused) as error:
        copied(source, by)

    assert row.name in error.value.message


def test_copy_refuses_strangers(complete_kg, outsider_user, handler_user):
    for person in (outsider_user, handler_user):
        with pytest.raises(ActorNotAllowed):
            copied(complete_kg(), Actor(user=person))


def test_copy_refuses_a_procedure_without_a_form(complete_kg, by):
    with pytest.raises(UnknownForm):
        copied(complete_kg(), by, procedure_key="no-such-procedure")


def test_copy_with_the_same_key_is_made_once(complete_kg, by):
    source, key = complete_kg(), uuid4()

    first = copied(source, by, key=key)

    assert first.pk == key
    assert copied(source, by, key=key) == first


def test_copy_with_the_key_of_something_else_gets_its_own(complete_kg, by):
    source, other = complete_kg(), complete_kg()

    assert copied(source, by, key=other.pk).pk != other.pk


@pytest.fixture
def ask(anna):
    """`ask(application)`: the form to copy it, as the page shows it."""

    def ask(application) -> dict:
        page = anna.get(reverse("copy-application", args=[application.pk]))
        form = page.context["form"]
        return {name: form[name].value() for name in form.fields}

    return ask


def test_the_page_offers_all_but_what_is_said_anew(ask, complete_kg):
    offered = ask(complete_kg())

    assert offered["procedure"] == "i-new"
    assert set(CHOSEN) <= set(offered["sections"])
    assert "report" not in offered["sections"]
    assert offered["organisms"] is True
    assert offered["attachments"] == []


def test_the_page_shows_what_each_part_holds(anna, complete_kg):
    draft = complete_kg()

    shown = text(anna.get(reverse("copy-application", args=[draft.pk])))

    assert "Ten hoogste 500 ml per kweek." in shown
    assert "Escherichia coli" in shown
    assert draft.attachments.get().name in shown


def test_the_page_makes_the_copy_once(anna, ask, filed):
    address, sent = reverse("copy-application", args=[filed.pk]), ask(filed)

    first = anna.post(address, sent)
    second = anna.post(address, sent)

    [made] = Application.objects.drafts()
    assert first.url == second.url == reverse("application", args=[made.pk])
    assert made.copied_from == filed


def test_the_page_tells_what_is_wrong(anna, complete_kg):
    draft = complete_kg()
    address = reverse("copy-application", args=[draft.pk])

    response = anna.post(address, {"procedure": "x", "sections": ["x"], "key": "x"})

    assert response.status_code == 400
    assert Application.objects.count() == 1


def test_the_page_keeps_what_was_ticked_when_a_file_is_gone(anna, complete_kg):
    draft = complete_kg()
    row = draft.attachments.get()
    row.file.storage.delete(row.file.name)
    sent = {"procedure": "i-new", "sections": ["methods"], "attachments": [str(row.pk)]}

    response = anna.post(reverse("copy-application", args=[draft.pk]), sent)

    assert response.status_code == 400
    assert response.context["form"]["sections"].value() == ["methods"]
    assert Application.objects.count() == 1


def test_an_empty_draft_can_be_copied(anna, ask, draft):
    sent = {name: value for name, value in ask(draft).items() if value}

    response = anna.post(reverse("copy-application", args=[draft.pk]), sent)

    assert response.status_code == 302
