"""Full-text search over cases, in Dutch.

`Case.search` holds title, organisms, organisation, number and own reference; a trigger
keeps it. The functions of the database that are asked here stand in migration 0001.
"""

import re
import unicodedata

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from dossiers.models import Case

NUMBER = re.compile(
    r"\b(?:IG[\s-]*(?=\d{1,2}\b)|(?:IG[\s-]*)?(?=\d{2}-\d))"
    r"(\d{1,2}(?:-\d{0,5}(?:_[\w.-]*)?)?)",
    re.IGNORECASE,
)
"""A case number, or its beginning: `IG 26-014_I`, `26-014`, `IG 26`."""

OPERATORS = re.compile(r'"|(?:^|\s)-\w')
"""A phrase in quotation marks, or a word that may not occur."""

UNDASHED_NUMBER = re.compile(r"\bIG\s*(\d{2})(\d{3,5})(?=_|\b)", re.IGNORECASE)
"""A case number typed without its dash: `IG26016`."""

SERIAL = re.compile(r"0\d{2}|[1-9]\d{2,4}")
"""What is typed alone as a serial: `016`, as people say it."""

SIGN_INSIDE_WORD = re.compile(r"(?<=\w)[^\w\s\"](?=\w)")
MAX_LENGTH = 100
"""How many characters of a question are read."""


def cleaned_search(words: str) -> str:
    """What was typed, as far as it is read; a NUL would be refused by the database."""
    return words.replace("\0", "").strip()[:MAX_LENGTH]


def search_condition(words: str) -> Q:
    """The cases in which all words occur, the last one also by its beginning.

    A word is found by its stem. Quotation marks keep words together, a minus leaves
    cases out. A number is found by its beginning, with or without IG, and by its serial
    alone. Whatever is typed is an answer: nonsense finds nothing.
    """
    # As it stands in the index, with its dash.
    words = UNDASHED_NUMBER.sub(r"\1-\2", cleaned_search(words))
    # A few digits are how people say a number; they may be in a title too.
    if SERIAL.fullmatch(words):
        return Q(dossier__serial=int(words)) | Q(_search_matches(_Words(Value(words))))
    if OPERATORS.search(words):
        # websearch_to_tsquery takes anything that is typed: an unclosed quotation mark
        # is no error.
        return Q(_search_matches(_Operators(Value(_plain(words)))))
    kept = Q()
    for number in NUMBER.findall(words):
        whole = _Whole(Value(f"'{number.lower()}':*"))
        # By its beginning, so that 26-01 finds 26-014; and as words, since a title may
        # have it too.
        kept &= Q(_search_matches(whole)) | Q(_search_matches(_Words(Value(number))))
    rest = NUMBER.sub(" ", words).strip()
    return kept & Q(_search_matches(_Words(Value(rest)))) if rest or not kept else kept


def refresh_search(cases: QuerySet[Case]) -> int:
    """Fill the search of cases anew; how many.

    For after what they are found by changed outside their own rows: the name of an
    organisation, a supplemented form.
    """
    # The trigger fills what is empty; asking it so needs no second copy of what a case
    # is found by.
    return cases.update(search=None)


def _plain(words: str) -> str:
    """Without accents, and with what stands inside words as a space."""
    marked = unicodedata.normalize("NFD", words.lower())
    return SIGN_INSIDE_WORD.sub(
        " ", "".join(c for c in marked if not unicodedata.combining(c))
    )


class _Words(Func):
    """Words as a query, by the words themselves and their stems."""

    function = "dossiers_search_query"
    output_field = SearchQueryField()


class _Whole(Func):
    """A lexeme as it is, which has no more than letters, digits and `_.-`."""

    template = "(%(expressions)s)::tsquery"
    output_field = SearchQueryField()


class _Operators(Func):
    """Words with quotation marks and minuses."""

    function = "websearch_to_tsquery"
    template = "%(function)s('pg_catalog.simple', %(expressions)s)"
    output_field = SearchQueryField()


def _search_matches(query: Func) -> Func:
    return Func(
        F("search"),
        query,
        template="%(expressions)s",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def governing_row_condition(column: str, value: str) -> Q:
    """By the row that governs a case: in a combination that of its part."""
    if not value:
        return Q()
    return Q(**{f"follow_up__{column}": value}) | Q(
        **{"follow_up": None, f"procedure__{column}": value}
    )
