"""What is typed can be stored, and what is stored can be shown."""

from hypothesis import given
from hypothesis import strategies as st

from applications.forms.context import FormContext
from applications.reading.content import application_content
from applications.text_input.typed import as_form_data, storable_value
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from tests.cast import NOW

TEXT = st.text(st.characters(blacklist_categories=("Cs",)))


@given(st.text())
def test_storable_text_can_be_stored(text):
    kept = storable_value(text)

    assert "\x00" not in kept
    kept.encode("utf-8")


@given(st.dictionaries(TEXT, TEXT | st.lists(TEXT) | st.none() | st.integers()))
def test_form_data_never_fails(values):
    as_form_data(values)


def test_content_writes_out_people_and_places(complete_kg, lab, bvf_user):
    said = application_content(complete_kg())

    assert said["procedure"] == "i-new"
    assert said["organisation"]["name"] == "UMC Noord"
    assert said["answers"]["organisation"]["bvf"]["name"] == "Sem Bakker"
    assert said["answers"]["place"]["site"]["municipality"] == "Groningen"
    assert said["organisms"][0]["host"].startswith("Escherichia")
    assert said["attachments"][0]["name"] == "risk-report.pdf"


def test_content_fills_in_the_level_that_follows_from_the_cfi(complete_kg):
    draft = complete_kg("iik-new")
    draft.organisms.update(level="")

    assert application_content(draft)["organisms"][0]["level"] == "II-k"


def test_content_of_an_empty_draft_can_be_made(draft):
    assert application_content(draft)["answers"]["purpose"]["title"] == ""


def test_content_takes_few_queries_for_many_rows(
    complete_kg, django_assert_max_num_queries
):
    draft = complete_kg()
    law.current_law()  # read once, then kept

    with django_assert_max_num_queries(11):  # one: for which CFIs a BVF is admitted
        context = FormContext(draft, legal_day(NOW))
        assert context.procedure.key == "i-new"
        application_content(draft)
