"""Bezwaar is the applicant's (Awb 6:4, 7:1); Bureau GGO “stemt niet in” (2.19)."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
BEZWAAR = re.compile("bezwa", re.IGNORECASE)
# All that may say bezwaar: each about that of the applicant, against a decision.
OF_THE_APPLICANT = {
    "Objection (bezwaar) until",
    "Why, and how you can object, is in the letter.",
    "objection (bezwaar) possible",
    "objection (bezwaar) through %(day)s",
    "how to object, in Dutch",
    "how to object, in English",
    "how one objects electronically, in Dutch",
    "how one objects electronically, in English",
    "that an objection does not suspend, in Dutch",
    "that an objection does not suspend, in English",
}
BEGINNINGS = (
    "From this day it counts as sent; from a decision the term to object then runs",
    "Do you disagree? Lodge an objection on",
    "Not sent yet: the decision is not made known, and no term to object runs",
    "What was not sent is not made known, and no term to object runs from it.",
    "Your reasons and conditions stand below it",
    "Your reasons stand below it",
)


def dutch_strings() -> dict[str, str]:
    """Every msgid with its Dutch; of a plural the forms together."""
    found = {}
    for catalogue in ROOT.glob("locale/*/nl/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file, locale="nl"):
                many = message.pluralizable
                name = message.id[0] if many else message.id
                found[name] = " ".join(message.string) if many else message.string
    return found


def test_only_what_is_about_the_remedy_of_the_applicant_says_bezwaar():
    saying = {name for name, dutch in dutch_strings().items() if BEZWAAR.search(dutch)}

    others = {name for name in saying if not name.startswith(BEGINNINGS)}
    assert others == OF_THE_APPLICANT


def test_what_is_allowed_is_still_there():
    saying = [name for name, dutch in dutch_strings().items() if BEZWAAR.search(dutch)]

    for beginning in BEGINNINGS:
        assert any(name.startswith(beginning) for name in saying), beginning


@pytest.mark.parametrize(
    "file", sorted(ROOT.glob("procedures/law/*.yaml")), ids=lambda file: file.name
)
def test_no_word_of_the_law_says_bezwaar_for_bureau_ggo(file):
    if file.name == "letters.yaml":
        pytest.skip("How the applicant objects stands in every letter.")
    assert not BEZWAAR.search(file.read_text())
