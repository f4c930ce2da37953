"""A 2.8 request combined with a KG or VA: one form that follows what is chosen."""

import pytest

from applications.forms.context import FormContext
from applications.forms.procedures import sections_for
from applications.organisms import editing
from procedures.counting.legal_day import legal_day
from tests.applications.browsing import url
from tests.cast import NOW, organism


def keys(draft) -> list[str]:
    """The sections that are asked."""
    return [s.key for s in sections_for(FormContext(draft, legal_day(NOW)))]


@pytest.mark.parametrize(
    ("procedure", "chosen", "filled"),
    [
        ("2.8-combination", "iik-new", {"procedure": "iik-new"}),
        ("2.8-combination", "s-i", {"procedure": "s-i"}),
        ("2.8-combination", "i-other-cfi", {}),
        ("2.8-combination-change", "iik-new", {"procedure": "iik-change"}),
        ("2.8-combination-change", "iv-new", {"procedure": "iv-new"}),
        ("2.8-combination-change", "atv", {}),
    ],
)
def test_what_goes_with_it_comes_from_the_chooser(prefilled, procedure, chosen, filled):
    assert prefilled(procedure, "combination", combined_with=chosen) == filled


@pytest.mark.parametrize("said", ["", "2.8", "onzin", ["iik-new", "x"], "mi-i-ii"])
def test_a_combination_not_rightly_chosen_says_so_on_every_page(
    complete_draft, say, lacking, client, researcher, said
):
    draft = complete_draft("2.8-combination")
    say(draft, "combination", procedure=said)
    client.force_login(researcher)

    assert "combination.procedure" in lacking(draft)
    assert client.get(url(draft)).status_code == 200
    for key in keys(draft):
        assert client.get(url(draft, key)).status_code == 200


def test_a_permit_in_it_asks_the_vm(complete_draft, say, lacking):
    draft = complete_draft("2.8-combination")
    assert "permit" not in keys(draft)

    say(draft, "combination", procedure="iiv-new")
    say(draft, "permit", responsible=[])

    assert "permit" in keys(draft)
    assert "permit.responsible" in lacking(draft)


def test_the_level_follows_what_goes_with_it(complete_draft, say, lacking, by):
    draft = complete_draft("2.8-combination")

    say(draft, "combination", procedure="iii-new")

    found = lacking(draft)
    assert "Geen van deze CFI" in found["outcome.cfis"]
    editing.replace_rows(draft, [organism(cfi="ML-III", level="")], by=by, at=NOW)
    say(draft, "place", cfis=["ML-III"])
    assert "reikt niet tot ML-III" in lacking(draft)["place.cfis"]


@pytest.mark.parametrize(
    ("chosen", "more"),
    [
        ("i-new", set()),
        ("mi-iii", {"permit", "installation", "waste"}),
        ("s-i", {"criteria"}),
        ("iv-new", {"permit"}),
    ],
)
def test_the_parts_follow_what_goes_with_it(complete_draft, say, chosen, more):
    draft = complete_draft("2.8-combination")
    base = set(keys(draft))

    say(draft, "combination", procedure=chosen)

    assert set(keys(draft)) - base == more


def test_both_the_request_and_the_report_are_asked(complete_draft, lacking):
    draft = complete_draft("2.8-combination")
    draft.attachments.all().delete()

    assert set(lacking(draft)) == {"risk.attachments", "report.attachments"}
