"""A draft whose edition of the form is overtaken: told, taken over, then filed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from psycopg.types.range import DateRange

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from applications.completeness.checks import missing_before_filing
from applications.drafting import drafting
from applications.drafting.carrying_over import carry_over
from applications.errors import AlreadyFiled, Incomplete
from applications.forms import procedures
from applications.forms.base import SectionForm
from applications.forms.fields import line_field
from applications.forms.lists.notifications import NOTIFICATION
from applications.forms.sections.purpose_and_methods import (
    MethodsSection,
    PurposeSection,
)
from applications.models import Application
from applications.signing import signing
from procedures.counting.legal_day import legal_day
from procedures.models import FormEdition
from tests.cast import NOW, freeze

LATER = NOW + timedelta(days=40)
CHANGEOVER = legal_day(NOW + timedelta(days=30))


class ShorterPurpose(PurposeSection):
    """Without the expected results, with a summary."""

    results = None
    summary = line_field("Summary", needed="Give a summary.")


class Storage(SectionForm):
    """A section that did not exist before."""

    key = "storage"
    heading = "Storage"
    where = line_field("Where", needed="Say where.")


SECOND = [
    ShorterPurpose if section is PurposeSection else section
    for section in NOTIFICATION
    if section is not MethodsSection
] + [Storage]


@pytest.fixture
def second(db, monkeypatch):
    """From 23 December there is a second edition of KG-I; it is 2 January now."""
    monkeypatch.setitem(procedures.FORMS, ("i-new", "2"), SECOND)
    first = FormEdition.objects.get(key="KG-I")
    first.valid = DateRange(first.valid.lower, CHANGEOVER)
    first.save()
    FormEdition.objects.create(
        key="KG-I",
        edition="2",
        valid=DateRange(CHANGEOVER, None),
        basis=first.basis,
        checked_on=first.checked_on,
    )


@pytest.fixture
def draft(complete_kg, second) -> Application:
    """A whole draft in the first edition."""
    return complete_kg()


def findings(draft: Application, day) -> set[tuple[str, str]]:
    return {
        (found.pointer, found.code) for found in missing_before_filing(draft, on=day)
    }


def test_edition_in_force_is_no_matter(draft):
    assert missing_before_filing(draft, on=legal_day(NOW)) == []


def test_overtaken_draft_is_not_filed(draft, bvf_user, researcher):
    assert findings(draft, legal_day(LATER)) == {("/edition", "overtaken")}
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)
    with pytest.raises(Incomplete):
        freeze(draft, by=Actor(user=researcher), at=LATER)


def test_new_draft_is_in_the_new_edition(second, lab, researcher):
    by = Actor(user=researcher)
    made = drafting.start_draft(
        procedure_key="i-new", organisation=lab, by=by, at=LATER
    )

    assert made.edition == "2"


def test_carrying_over_keeps_what_both_ask_and_names_the_rest(draft, researcher):
    done = carry_over(draft, by=Actor(user=researcher), at=LATER)

    draft.refresh_from_db()
    assert draft.edition == done.edition == "2"
    assert done.valid_from == CHANGEOVER
    assert done.new == ["Doel van de werkzaamheden: Summary", "Storage"]
    assert len(done.gone) == 4
    assert all(
        "methoden" in words.lower() or "doel" in words.lower() for words in done.gone
    )
    saved = {row.section: row.values for row in draft.section_answers.all()}
    assert "methods" not in saved
    assert set(saved["purpose"]) == {"title", "purpose"}
    assert saved["place"]["rooms"]
    assert findings(draft, legal_day(LATER)) == {
        ("/answers/purpose/summary", "required"),
        ("/answers/storage/where", "required"),
    }


def test_carrying_over_twice_does_nothing_more(draft, researcher):
    by = Actor(user=researcher)
    carry_over(draft, by=by, at=LATER)
    version = Application.objects.get(pk=draft.pk).version

    assert carry_over(draft, by=by, at=LATER) is None
    assert Application.objects.get(pk=draft.pk).version == version


def test_carrying_over_before_its_day_does_nothing(draft, researcher):
    assert carry_over(draft, by=Actor(user=researcher), at=NOW) is None


def test_strangers_and_filed_ones_are_not_carried_over(
    draft, outsider_user, bvf_user, researcher
):
    with pytest.raises(ActorNotAllowed):
        carry_over(draft, by=Actor(user=outsider_user), at=LATER)
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)
    freeze(draft, by=Actor(user=researcher), at=NOW)
    with pytest.raises(AlreadyFiled):
        carry_over(draft, by=Actor(user=researcher), at=LATER)


def test_edition_that_the_portal_does_not_know_stands_in_nobodys_way(
    draft, monkeypatch
):
    monkeypatch.delitem(procedures.FORMS, ("i-new", "2"))

    assert missing_before_filing(draft, on=legal_day(LATER)) == []


def test_overview_says_what_is_new_and_gone_and_does_it(
    client, draft, researcher, time_machine
):
    time_machine.move_to(LATER)
    client.force_login(researcher)
    overview = reverse("application", args=[draft.pk])

    shown = client.get(overview).content.decode()
    assert "Doel van de werkzaamheden: Summary" in shown
    assert reverse("carry-over", args=[draft.pk]) in shown
    done = client.post(reverse("carry-over", args=[draft.pk]), follow=True)

    assert done.redirect_chain == [(overview, 302)]
    assert reverse("carry-over", args=[draft.pk]) not in done.content.decode()
    assert "Storage" in done.content.decode()
    draft.refresh_from_db()
    assert draft.edition == "2"
