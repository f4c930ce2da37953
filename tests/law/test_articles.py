"""The articles that the rows of the law rest on, against the jurist's table."""

from collections.abc import Iterable

import pytest

from procedures.counting.terms import LegalGround
from procedures.law_rows.law_files import read_compared_texts, read_law_files
from procedures.models import DatedRow, DecisionTemplate, Procedure
from tests.law.tables import examples

TABLE = examples("articles.yaml")
KINDS = {"procedures": Procedure, "decisions": DecisionTemplate}
ROWS = [
    (kind, row)
    for row in read_law_files()
    for kind, model in KINDS.items()
    if isinstance(row, model)
]


def row_name(kind: str, row: DatedRow) -> str:
    """Its key; of rows that follow each other the first day as well."""
    same_key = [each for of, each in ROWS if (of, each.key) == (kind, row.key)]
    return row.key if len(same_key) == 1 else f"{row.key} from {row.valid_from}"


def cited(grounds: Iterable[LegalGround]) -> str:
    """Articles as the table has them; those of the Besluit ggo by number alone."""
    words = (f"{ground.text} {ground.article}" for ground in grounds)
    return "; ".join(
        text.removeprefix("Besluit ggo ").replace(
            "Bureau GGO, pagina Procedures", "pagina"
        )
        for text in words
    )


@pytest.mark.parametrize(
    ("kind", "row"), ROWS, ids=lambda each: getattr(each, "key", each)
)
def test_each_row_cites_the_articles_of_the_table(kind, row):
    found = {aspect: cited(grounds) for aspect, grounds in row.grounds().items()}

    assert found == TABLE[kind][row_name(kind, row)]


def test_the_table_has_no_row_that_is_not_in_the_law():
    told = {(kind, name) for kind, rows in TABLE.items() for name in rows}

    assert told == {(kind, row_name(kind, row)) for kind, row in ROWS}


def test_each_text_that_is_cited_says_which_state_of_it_was_read():
    cited_texts = {ground.text for _, row in ROWS for ground in row.references()}

    assert cited_texts <= {
        each["text"] for each in read_compared_texts() if each["state"]
    }
