"""The legal basis of a row: references per aspect, checked before they are stored."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from procedures.counting.terms import LegalGround

PARTS = ("text", "article", "url")
ASPECTS = [
    "rule",
    "procedure",
    "receipt",
    "term",
    "objection",
    "start",
    "other-start",
    "consent",
    "suspension",
    "extension",
    "second-term",
    "coupled-term",
    "aim",
    "rolling",
    "decision",
    "departure",
    "amounts",
    "grace",
]


def grounds_of(
    basis: Mapping[str, list[dict[str, str]]],
) -> dict[str, tuple[LegalGround, ...]]:
    """The references per aspect as `LegalGround`, in the order in which people ask."""
    return {
        aspect: tuple(LegalGround(**reference) for reference in basis[aspect])
        # JSONB keeps no order of its own.
        for aspect in sorted(basis, key=ASPECTS.index)
    }


def basis_errors(basis: object, needed: set[str]) -> list[str]:
    """What is wrong with a legal basis; empty when it is whole."""
    if not isinstance(basis, dict):
        return [_("The legal basis must map each aspect to a list of references.")]
    errors = [
        _("The legal basis lacks “%(aspect)s”.") % {"aspect": aspect}
        for aspect in sorted(needed)
        if not basis.get(aspect)
    ]
    for aspect, references in basis.items():
        found = _aspect_errors(aspect, references)
        errors += [f"“{aspect}”: {error}" for error in found]
    return errors


def _aspect_errors(aspect: str, references: object) -> list[str]:
    if aspect not in ASPECTS:
        return [_("is none of %(aspects)s.") % {"aspects": ", ".join(ASPECTS)}]
    if not isinstance(references, list):
        return [_("must be a list of references.")]
    return [error for each in references for error in _reference_errors(each)]


def _reference_errors(reference: object) -> list[str]:
    """What is wrong with one reference. YAML reads 2.10 as a number: quote it."""
    if not isinstance(reference, dict) or set(reference) != set(PARTS):
        return [_("a reference has exactly text, article and url.")]
    errors = [error for part in PARTS for error in _part_errors(part, reference[part])]
    url = reference["url"]
    if isinstance(url, str) and not url.startswith("https://"):
        errors.append(_("%(url)s does not begin with https://.") % {"url": url})
    return errors


def _part_errors(part: str, value: object) -> list[str]:
    if not isinstance(value, str):
        wrong = {"part": part, "value": repr(value)}
        return [_("%(part)s %(value)s is not a text: put it in quotes.") % wrong]
    return [] if value.strip() else [_("%(part)s is empty.") % {"part": part}]
