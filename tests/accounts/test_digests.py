"""One content has one digest, in whatever order it was made."""

from hashlib import sha256

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from accounts.digests import file_digest, json_digest

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


def test_file_is_taken_whole_and_can_be_read_again():
    file = SimpleUploadedFile("table.csv", b"a;b")
    file.read(1)

    assert file_digest(file) == sha256(b"a;b").hexdigest()
    assert file.read() == b"a;b"
