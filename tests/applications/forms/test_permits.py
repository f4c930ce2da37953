"""What filing demands of a permit application, and what its forms know already."""

from datetime import date

import pytest

from applications.completeness.checks import missing_before_filing
from applications.drafting import drafting
from applications.forms.context import FormContext
from applications.forms.lists import permits
from applications.forms.procedures import section_in
from applications.models import Application, FiledNumber, Person
from applications.reading.content import application_content
from applications.reading.reading_view import reading_of_content
from tests.cast import NOW, freeze
from tests.cast_answers import responsible

DAY = date(2026, 11, 23)
MINOR = ["iiv-same-article", "iii-same-article"]
CHANGED = ["iiv-other-article", "iii-other-article"]


def found(draft) -> dict[str, str]:
    """What is missing: pointer → code."""
    return {gap.pointer: gap.code for gap in missing_before_filing(draft, on=DAY)}


def message(draft) -> str:
    """The one thing that is missing, in words."""
    (gap,) = missing_before_filing(draft, on=DAY)
    return gap.message


def change(draft, by, section, **values):
    saved = draft.section_answers.get(section=section).values
    drafting.save_section(draft, section, {**saved, **values}, by=by, at=NOW)


def said(draft, section) -> dict:
    return draft.section_answers.get(section=section).values


def read(application, section) -> dict[str, list[str]]:
    """The read-only view of a section: question → lines."""
    reading = reading_of_content(application_content(application), {})
    parts = {part.section.key: part.rows for part in reading.sections}
    return {str(row.label): row.lines for row in parts[section]}


@pytest.mark.parametrize("procedure", permits.FORMS)
def test_a_whole_application_misses_nothing(complete_draft, procedure):
    assert missing_before_filing(complete_draft(procedure), on=DAY) == []


@pytest.mark.parametrize("procedure", permits.FORMS)
def test_every_section_says_what_it_lacks(lab, by, procedure):
    draft = drafting.start_draft(
        procedure_key=procedure, organisation=lab, by=by, at=NOW
    )
    asked = {section.key for section in permits.FORMS[procedure]}

    lacking = {gap.section for gap in missing_before_filing(draft, on=DAY)}

    assert lacking == asked


@pytest.mark.parametrize("procedure", permits.FORMS)
def test_every_answer_that_is_needed_is_missed(lab, by, procedure):
    draft = drafting.start_draft(
        procedure_key=procedure, organisation=lab, by=by, at=NOW
    )
    pointers = {gap.pointer for gap in missing_before_filing(draft, on=DAY)}

    for section in permits.FORMS[procedure]:
        values = section.typed(FormContext(draft, DAY)) if section.is_form else {}
        for name, field in section.questions().items():
            needed = field.required and not values.get(name)
            assert (f"/answers/{section.key}/{name}" in pointers) == bool(needed)


def said_beforehand(draft, section) -> dict:
    saved = draft.section_answers.filter(section=section).first()
    return saved.values if saved else {}


def test_a_permit_needs_a_responsible_employee(complete_draft, by):
    draft = complete_draft("iii-new")
    change(draft, by, "permit", responsible=[])

    assert found(draft) == {"/answers/permit/responsible": "required"}


def test_several_responsible_employees_are_allowed(complete_draft, by, lab):
    other = Person.objects.create(organisation=lab, name="Piet", email="p@voorbeeld.nl")
    draft = complete_draft("iii-new")
    change(draft, by, "permit", responsible=[str(responsible(lab).pk), str(other.pk)])

    assert missing_before_filing(draft, on=DAY) == []
    assert len(read(draft, "permit")["Verantwoordelijk medewerker (VM)"]) == 2


@pytest.mark.parametrize(
    "person",
    [
        {"name": "Samuel Bakker", "email": "SEM@voorbeeld.nl"},
        {"name": "sem bakker", "email": "prive@voorbeeld.nl"},
    ],
    ids=["same address", "same name"],
)
def test_the_bvf_cannot_be_the_responsible_employee(complete_draft, by, lab, person):
    same = Person.objects.create(organisation=lab, **person)
    draft = complete_draft("iii-new")
    change(draft, by, "permit", responsible=[str(same.pk)])

    assert found(draft) == {"/answers/permit/responsible": "not-independent"}
    assert "Sem Bakker" in message(draft)
    assert "Regeling ggo, artikel 7" in message(draft)


def test_a_person_of_another_lab_cannot_be_chosen(complete_draft, by, other_lab):
    strange = responsible(other_lab)
    draft = complete_draft("iii-new")
    change(draft, by, "permit", responsible=[str(strange.pk)])

    assert found(draft) == {"/answers/permit/responsible": "invalid_choice"}


def test_who_has_left_cannot_be_chosen_any_more(complete_draft, lab):
    draft = complete_draft("iii-new")
    Person.objects.update(is_active=False)

    assert found(draft) == {"/answers/permit/responsible": "invalid_choice"}


def test_the_content_writes_out_the_responsible_employee(complete_draft, lab):
    draft = complete_draft("iiv-other-article")

    permit = application_content(draft)["answers"]["permit"]

    person = responsible(lab)
    assert permit == {
        "kind": "change",
        "number": "IG 14-020_III-000",
        "granted_on": "2014-09-01",
        "responsible": [
            {
                "id": person.pk,
                "name": "Vera Meester",
                "email": "vera@voorbeeld.nl",
                "phone": "050 123 45 99",
            }
        ],
    }


@pytest.mark.parametrize(
    ("procedure", "kind"),
    [
        ("iiv-new", "Nieuwe vergunning"),
        ("iiv-same-article", "Melding onder een vergunning"),
        ("iiv-other-article", "Wijziging van een vergunning"),
        ("iv-new", "Nieuwe vergunning"),
        ("mi-iii", "Nieuwe vergunning"),
    ],
)
def test_the_kind_of_application_is_shown_and_not_asked(
    complete_draft, procedure, kind
):
    assert read(complete_draft(procedure), "permit")["Soort aanvraag"] == [kind]


@pytest.mark.parametrize("procedure", MINOR + CHANGED)
def test_a_change_names_the_permit(complete_draft, by, procedure):
    draft = complete_draft(procedure)
    change(draft, by, "permit", number="", granted_on="")

    assert found(draft) == {
        "/answers/permit/number": "required",
        "/answers/permit/granted_on": "required",
    }


@pytest.mark.parametrize(
    ("day", "code"), [("2027-01-01", "in-future"), ("onlangs", "invalid")]
)
def test_the_date_of_the_permit_is_a_day_that_was(complete_draft, by, day, code):
    draft = complete_draft("iii-other-article")
    change(draft, by, "permit", granted_on=day)

    assert found(draft) == {"/answers/permit/granted_on": code}
    assert read(draft, "permit")["Datum van de vergunning"]


def test_the_date_of_the_permit_is_read_in_words(complete_draft):
    shown = read(complete_draft("iii-other-article"), "permit")

    assert shown["Datum van de vergunning"] == ["1 september 2014"]
    assert shown["Nummer van de vergunning"] == ["IG 14-020_III-000"]


@pytest.mark.parametrize("procedure", MINOR)
@pytest.mark.parametrize(
    ("absent", "words"),
    [
        ("comparable", "vergelijkbare eigenschappen"),
        ("purpose", "doel van de vergunning"),
        ("containment", "CFI en niveau"),
        ("article", "hetzelfde onderdeel"),
        ("measures", "maatregelen in de vergunning"),
        ("not-process", "procesinstallatie"),
    ],
)
def test_what_may_not_be_reported_leads_to_a_change(
    complete_draft, by, procedure, absent, words
):
    draft = complete_draft(procedure)
    confirmed = said(draft, "minor")["conditions"]
    change(
        draft, by, "minor", conditions=[each for each in confirmed if each != absent]
    )

    assert found(draft) == {"/answers/minor/conditions": "must-change"}
    assert words in message(draft)
    assert "wijziging van de vergunning" in message(draft)


def test_a_report_without_any_condition_leads_to_a_change(complete_draft, by):
    draft = complete_draft("iii-same-article")
    change(draft, by, "minor", conditions=[])

    assert found(draft) == {"/answers/minor/conditions": "required"}
    assert "wijziging" in message(draft)


def test_a_draft_may_leave_conditions_open(complete_draft, by):
    draft = complete_draft("iii-same-article")
    change(draft, by, "minor", conditions=["purpose"])
    section = section_in(draft, "minor")

    assert section.filled(FormContext(draft, DAY), strict=False).is_valid()


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["comparable", "purpose"], ["comparable", "purpose"]),
        ("article", ["article"]),
        (["nonsense"], None),
        ([], None),
    ],
)
def test_the_conditions_come_from_the_chooser(lab, by, chosen, expected):
    draft = drafting.start_draft(
        procedure_key="iii-same-article",
        organisation=lab,
        by=by,
        at=NOW,
        choice={"conditions": chosen},
    )

    assert said_beforehand(draft, "minor").get("conditions") == expected


@pytest.fixture
def granted(signed_draft, by):
    """A VA-III that was filed under a number, and granted."""
    filed = freeze(signed_draft("iii-new"), by=by, at=NOW)
    number = "IG 26-007_III-000"
    Application.objects.filter(pk=filed.pk).update(filed_as=[number])
    filed.refresh_from_db()
    row = {"key": "iii-new", "kind": "VA", "ending": "granted"}
    FiledNumber.objects.keep(filed, number=number, on=NOW.date(), **row)
    return filed


@pytest.mark.parametrize("procedure", ["iii-same-article", "iii-other-article"])
def test_a_change_is_filled_in_from_what_was_filed(lab, by, granted, procedure):
    draft = drafting.start_draft(
        procedure_key=procedure, organisation=lab, by=by, at=NOW, changes=granted
    )

    permit = said(draft, "permit")
    assert permit["number"] == "IG 26-007_III-000"
    assert permit["responsible"] == [str(responsible(lab).pk)]
    assert said(draft, "purpose")["title"] == "CRISPR-screens in E. coli"
    assert draft.organisms.count() == 1
    assert not draft.section_answers.filter(section="change").exists()


def test_a_report_confirms_the_conditions_anew(
    complete_draft, by, signed_draft, granted
):
    first = freeze(signed_draft("iii-same-article", changes=granted), by=by, at=NOW)

    second = drafting.start_draft(
        procedure_key="iii-same-article",
        organisation=first.organisation,
        by=by,
        at=NOW,
        changes=first,
    )

    assert said_beforehand(second, "minor") == {}


@pytest.mark.parametrize("contacted", ["yes", "no"])
def test_level_iv_can_be_filed_with_and_without_contact(complete_draft, by, contacted):
    draft = complete_draft("iv-new")
    change(draft, by, "contact", contacted=contacted, with_whom="Mila Visser")

    assert missing_before_filing(draft, on=DAY) == []


def test_contact_at_level_iv_was_with_somebody(complete_draft, by):
    draft = complete_draft("iv-new")
    change(draft, by, "contact", contacted="yes")

    assert found(draft) == {"/answers/contact/with_whom": "required"}


@pytest.mark.parametrize("procedure", ["iii-new", "mi-iii"])
def test_no_cfi_of_another_kind_of_work_fits(complete_draft, by, procedure):
    draft = complete_draft(procedure)
    other = "ML-III" if procedure == "mi-iii" else "MI-III"

    change(draft, by, "place", cfis=[other])

    assert found(draft)["/answers/place/cfis"] == "invalid_choice"
