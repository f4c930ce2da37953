"""What REST takes is of the type that its own schema has, or is refused by name."""

import pytest

from applications.actions import freezing
from applications.models import SectionAnswers

pytestmark = pytest.mark.django_db


def pointers(answer) -> list[tuple[str, str]]:
    """Where the faults of a 400 are, and of which kind."""
    assert answer.status_code == 400, answer.content
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


def missing(lims, draft) -> dict[str, str]:
    """What a draft still lacks: pointer and code."""
    found = lims.get(f"/applications/{draft}").json()["missing"]
    return {one["pointer"]: one["code"] for one in found}


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("purpose", "title", ["a"]),
        ("purpose", "title", ["a", "b"]),
        ("purpose", "title", True),
        ("purpose", "title", 123),
        ("place", "rooms", ["a", "b"]),
        ("place", "rooms", True),
        ("organisation", "contactEmail", ["a@b.nl"]),
        ("outcome", "cfis", "ML-I"),
        ("organisation", "bvf", 1),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(
    lims, whole, draft, section, field, value
):
    change = {"answers": {section: {field: value}}}
    where = (f"/answers/{section}/{field}", "wrong-type")
    before = list(SectionAnswers.objects.values())

    assert pointers(lims.change(f"/applications/{draft}", change)) == [where]
    assert pointers(lims.post("/applications", {"procedure": "i-new"} | change)) == [
        where
    ]
    assert list(SectionAnswers.objects.values()) == before


@pytest.mark.parametrize("title", ["\u200b", "\u00ad", "\ufeff", " \u2060"])
def test_a_title_that_nobody_can_see_is_missing(lims, draft, title):
    lims.change(f"/applications/{draft}", {"answers": {"purpose": {"title": title}}})

    assert missing(lims, draft) == {"/answers/purpose/title": "required"}


def test_what_a_draft_held_before_is_missing_too(lims, draft):
    row = SectionAnswers.objects.get(section="purpose")
    row.values |= {"title": ["a"]}
    row.save()

    assert missing(lims, draft)["/answers/purpose/title"] == "wrong-type"
    filed = lims.post(f"/applications/{draft}/filings", {"onBehalfOf": "x@y.nl"})
    assert filed.status_code >= 400
    assert not freezing.Application.objects.filter(filed_at__isnull=False).exists()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "day",
    [
        *("03/04/2027", "13/04/2027", "04/13/2027", "1-1-27", "3/4/27", "3-4-2027"),
        *("2027-4-3", "20270403", "2027-W01-1", "2027-02-30", 20270403, ["2027-04-03"]),
    ],
)
def test_a_day_is_iso_whatever_the_language(lims, filed, day, language):
    made = lims.post(
        "/applications",
        {
            "procedure": "administrative",
            "answers": {"holder": {"fromDay": day}},
        },
        headers={"Accept-Language": language},
    )

    assert pointers(made) == [("/answers/holder/fromDay", "wrong-type")]


def test_an_iso_day_is_taken(lims):
    answers = {"holder": {"fromDay": "2027-04-03"}}
    said = {"procedure": "administrative", "answers": answers}

    made = lims.post("/applications", said)

    assert made.status_code == 201, made.content
    assert made.json()["answers"]["holder"]["fromDay"] == "2027-04-03"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"procedure": "i-new", "externalReference": 5}, "/externalReference"),
        ({"procedure": 5}, "/procedure"),
        ({"procedure": True}, "/procedure"),
    ],
)
def test_the_library_guesses_no_type(lims, body, where):
    assert (where, "wrong-type") in pointers(lims.post("/applications", body))


def test_true_is_no_text_and_one_is_not_true(lims, draft, collega):
    path = f"/applications/{draft}"
    dry = {"onBehalfOf": collega.email, "dryRun": 1}
    rows = {"rows": [{"host": True, "hostClass": 1}]}

    assert pointers(lims.post(f"{path}/filings", dry)) == [("/dryRun", "wrong-type")]
    answer = lims.post(f"{path}/organisms", rows)
    assert '"/rows/0/host"' in answer.content.decode()
    assert '"/rows/0/hostClass"' in answer.content.decode()
