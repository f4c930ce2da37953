"""What the public reads: nothing that was asked to be kept, nobody's telephone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.confidentiality.claims import claim_confidentiality
from applications.forms.confidentiality_rules import claimable_questions
from applications.forms.context import FormContext
from applications.forms.procedures import BEGUN, sections_for
from applications.reading.content import application_content
from applications.reading.public_version import confidential_leaks, public_content
from applications.reading.reading_view import public_reading
from procedures.counting.legal_day import legal_day
from tests.cast import NOW

PROSE = st.text(st.characters(codec="utf-8", exclude_characters="§"), max_size=40)
SECRET = st.integers(10**9, 10**12).map("§geheim-{}§".format)
ADDRESS = st.integers(10**6, 10**9).map("p{}@lab§voorbeeld.nl".format)
PHONE = st.integers(10**8, 10**9 - 1).map("§0{}".format)

SITE = st.fixed_dictionaries(
    {
        "id": st.integers(),
        "name": SECRET,
        "street": SECRET,
        "postcode": SECRET,
        "municipality": PROSE,
        "permitNumber": SECRET,
    }
)
PERSON = st.fixed_dictionaries(
    {"id": st.integers(), "name": SECRET, "email": ADDRESS, "phone": PHONE}
)
FREE = ("purpose", "title", "results", "volumes", "explanation")


@st.composite
def contents(draw):
    """A content in which every text that the public may not read has a § in it."""
    asked = draw(
        st.lists(
            st.sampled_from(["making", "handling", "parts"]), unique=True, max_size=3
        )
    )
    columns = draw(
        st.lists(st.sampled_from(["insert", "vector"]), unique=True, max_size=2)
    )
    row = {
        name: SECRET if name in columns else PROSE
        for name in ("host", "insert", "vector")
    }
    person = draw(PERSON)
    again = draw(st.sampled_from([person["email"], person["phone"], ""]))
    free = {name: draw(PROSE) + again + draw(PROSE) for name in FREE}
    kept = {
        name: draw(SECRET if name in asked else PROSE)
        for name in ("making", "handling", "parts")
    }
    claims = [("methods", name) for name in asked] + [
        ("organisms", name) for name in columns
    ]
    return {
        "procedure": "i-new",
        "edition": "1",
        "changes": None,
        "organisation": {
            "id": "1",
            "name": "UMC",
            "kvkNumber": "1",
            "address": draw(SECRET),
        },
        "answers": {
            "organisation": {
                "bvf": person,
                "contact_name": draw(SECRET),
                "contact_email": draw(ADDRESS),
                "contact_phone": draw(PHONE),
            },
            "permit": {"responsible": draw(st.lists(PERSON, max_size=3))},
            "place": {"site": draw(SITE), "rooms": draw(SECRET)},
            "bvf": {"everywhere": person, "dossiers": [{**person, "number": "IG 1"}]},
            "site": {
                "rooms": draw(SECRET),
                "everywhere": {"name": draw(SECRET), "site": draw(SITE)},
                "dossiers": [
                    {"number": "IG 1", "name": draw(SECRET), "site": draw(SITE)}
                ],
            },
            "free": free,
            "methods": kept,
        },
        "organisms": draw(st.lists(st.fixed_dictionaries(row), max_size=3)),
        "attachments": draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "kind": st.just("other"),
                        "name": SECRET,
                        "sha256": SECRET,
                        "size": st.integers(1, 10),
                        "confidential": st.just(True),
                        "ground": st.just("business"),
                        "reason": SECRET,
                        "publicVersion": st.just("abc"),
                    }
                ),
                max_size=2,
            )
        ),
        "confidential": [
            {
                "section": section,
                "field": field,
                "ground": "business",
                "reason": draw(SECRET),
                "publicText": draw(PROSE),
            }
            for section, field in claims
        ],
        "signed": {"bvf": draw(SECRET), "email": draw(ADDRESS)},
    }


@given(contents())
def test_nothing_of_what_is_kept_back_is_in_the_public_content(said):
    public = json.dumps(public_content(said), ensure_ascii=False)

    assert "§" not in public


@given(contents())
def test_what_is_not_kept_back_stays(said):
    public = public_content(said)

    claimed = {(one["section"], one["field"]) for one in said["confidential"]}
    for name, text in said["answers"]["methods"].items():
        if ("methods", name) not in claimed:
            assert public["answers"]["methods"][name] == text
    towns = said["answers"]["place"]["site"]["municipality"]
    assert public["answers"]["place"]["site"]["municipality"] == towns
    for row, seen in zip(said["organisms"], public["organisms"], strict=True):
        assert seen["host"] == row["host"]


@given(contents())
def test_making_it_public_leaves_the_content_as_it_was(said):
    before = json.dumps(said)

    public_content(said)

    assert json.dumps(said) == before


def is_telling(text) -> bool:
    """Is it a text of its own, and not a word that may stand anywhere?"""
    return isinstance(text, str) and len(text) > 12


@pytest.mark.parametrize("procedure", BEGUN)
def test_every_form_can_be_read_by_the_public(complete_draft, by, procedure):
    draft = complete_draft(procedure)
    context = FormContext(draft, legal_day(NOW))
    answers, secret = application_content(draft)["answers"], []
    for number, question in enumerate(claimable_questions(sections_for(context))):
        what = {"section": question.section.key, "field": question.field}
        said = {"ground": "security", "reason": "R", "public_text": f"publiek {number}"}
        claim_confidentiality(draft, **what, **said, by=by, at=NOW)
        secret.append(answers.get(what["section"], {}).get(what["field"], ""))

    said = application_content(draft)
    public = json.dumps(public_content(said), ensure_ascii=False)
    reading = public_reading(said, {})

    people = ("@voorbeeld.nl", "050 123 45", "Sem Bakker", "Vera Meester")
    places = ("Laan van Noord", "Havenweg", "2.14")
    for text in [*filter(is_telling, secret), *people, *places]:
        assert text not in public
    assert [part.section.key for part in reading.sections]


def test_an_empty_draft_can_be_read_by_the_public(draft):
    assert public_content(application_content(draft))["confidential"] == []


def test_a_content_from_before_claims_existed_can_be_read(signed_kg):
    said = application_content(signed_kg())
    del said["confidential"], said["edition"]

    assert public_content(said)["confidential"] == []
    assert public_reading(said, {}).sections


def test_empty_cells_of_a_claimed_column_stay_empty(complete_kg, by):
    draft = complete_kg()
    draft.organisms.update(handling="")
    claim_confidentiality(
        draft,
        section="organisms",
        field="handling",
        ground="business",
        reason="R",
        public_text="iets",
        by=by,
        at=NOW,
    )

    assert public_content(application_content(draft))["organisms"][0]["handling"] == ""


def test_confidential_words_elsewhere_are_told(complete_kg, by):
    draft = complete_kg()
    draft.organisms.update(insert="gen bla-7")
    answers = draft.section_answers.get(section="purpose")
    answers.values["results"] = "Stammen met Gen Bla-7, en zonder."
    answers.save()
    claim_confidentiality(
        draft,
        section="organisms",
        field="insert",
        ground="business",
        reason="R",
        public_text="een gen",
        by=by,
        at=NOW,
    )

    found = confidential_leaks(application_content(draft))

    assert [(one.text, one.places) for one in found] == [("gen bla-7", ["purpose"])]


def test_a_piece_of_another_word_tells_nothing(complete_kg, by):
    draft = complete_kg()
    draft.organisms.update(vector="plas")
    claim_confidentiality(
        draft,
        section="organisms",
        field="vector",
        ground="business",
        reason="R",
        public_text="een vector",
        by=by,
        at=NOW,
    )

    assert confidential_leaks(application_content(draft)) == []
