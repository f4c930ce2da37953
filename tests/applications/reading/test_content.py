"""One content has one digest, in whatever order it was made."""

from hypothesis import given
from hypothesis import strategies as st

from applications.forms.context import FormContext
from applications.reading.content import application_content, json_digest
from applications.text_input.typed import as_form_data, storable_value
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from tests.cast import NOW

TEXT = st.text(st.characters(blacklist_categories=("Cs",)))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)
    ),
    max_leaves=12,
)


def shuffled(value, order):
    """The same value with its keys in another order."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: hash((order, key)))
        return {key: shuffled(value[key], order) for key in keys}
    if isinstance(value, list):
        return [shuffled(item, order) for item in value]
    return value


@given(JSON, st.integers())
def test_digest_does_not_depend_on_the_order_of_keys(value, order):
    assert json_digest(shuffled(value, order)) == json_digest(value)


@given(TEXT, TEXT)
def test_digest_tells_texts_apart(one, other):
    assert (json_digest({"a": one}) == json_digest({"a": other})) == (one == other)


@given(st.lists(st.integers(), min_size=2, unique=True))
def test_digest_depends_on_the_order_of_rows(rows):
    assert json_digest(rows) != json_digest(rows[::-1])


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

    with django_assert_max_num_queries(10):
        context = FormContext(draft, legal_day(NOW))
        assert context.procedure.key == "i-new"
        application_content(draft)
