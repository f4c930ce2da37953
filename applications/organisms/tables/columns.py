"""The columns of a table of organisms: their headers, and how we know one again."""

import re
from functools import cache

from django.utils import translation

from applications.forms.organism import OrganismForm
from applications.models import OrganismRow
from procedures.api.names import to_camel

FIELDS = OrganismRow.FIELDS
LANGUAGES = ("nl", "en")

ALIASES = {
    "host": ["gastheer", "gastheerorganisme", "host organism", "strain", "stam"],
    "host_class": ["gastheerklasse", "host class", "pathogenicity class"],
    "vector": ["vectoren", "vectors"],
    "insert": ["insertie", "inserts", "gen", "gene"],
    "donor": ["donor", "donororganisme", "donorsequentie"],
    "function": ["functie", "functie genproduct", "function"],
    "handling": ["handeling", "handelingen", "handlings", "werkzaamheden"],
    "cfi": ["cfi", "inperkingscategorie"],
    "level": ["niveau", "inperkingsniveau", "containment level"],
    "article": ["artikel", "inschalingsartikel", "article"],
    "requirements": ["aanvullende voorschriften", "voorschriften", "requirements"],
}
"""What labs put above a column, beside our own headers and the names of the fields."""

NUMBERS = {"rij", "row", "nr", "no", "nummer", "number", "#"}
"""Headers of a column that only counts; it is passed over without a word."""


def column_headers() -> list[str]:
    """The header of each column in the language of the reader, in order."""
    return [str(OrganismForm.base_fields[field].label) for field in FIELDS]


def field_of(header: str) -> str | None:
    """The field that stands under this header; None when we do not know it."""
    return _known().get(_plain(header))


def counts_rows(header: str) -> bool:
    """Is this the header of a column of row numbers?"""
    return _plain(header) in NUMBERS


@cache
def _known() -> dict[str, str]:
    """Every header we know, in Dutch and English, with its field."""
    found = {}
    for field in FIELDS:
        label = OrganismForm.base_fields[field].label
        for language in LANGUAGES:
            # A file that was exported in one language is read by somebody who works in
            # the other.
            with translation.override(language):
                found[_plain(str(label))] = field
        for name in (field, to_camel(field), *ALIASES[field]):
            found[_plain(name)] = field
    return found


def _plain(header: str) -> str:
    """A header without capitals, remarks in brackets, and signs between words."""
    # Labs put units and remarks in brackets behind a header.
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header).casefold()
    return " ".join(re.sub(r"[^\w#]+|_", " ", bare).split())
