"""The legal basis of a row: references per aspect, checked before they are stored."""

from procedures.terms import Ground

PARTS = ("text", "article", "url")
ASPECTS = [
    "rule",
    "procedure",
    "receipt",
    "term",
    "objection",
    "start",
    "suspension",
    "extension",
    "second-term",
    "aim",
    "rolling",
]


def grounds_of(basis: dict) -> dict[str, tuple[Ground, ...]]:
    """The references per aspect, as `Ground`s, in the order in which people ask."""
    return {
        aspect: tuple(Ground(**reference) for reference in basis[aspect])
        for aspect in sorted(basis, key=ASPECTS.index)
    }


def basis_errors(basis: object, needed: set[str]) -> list[str]:
    """What is wrong with a legal basis; empty when it is whole."""
    if not isinstance(basis, dict):
        return ["The legal basis must map each aspect to a list of references."]
    errors = [
        f"The legal basis lacks “{aspect}”."
        for aspect in sorted(needed)
        if not basis.get(aspect)
    ]
    for aspect, references in basis.items():
        if aspect not in ASPECTS:
            errors.append(f"“{aspect}” is none of {', '.join(ASPECTS)}.")
        if not isinstance(references, list):
            errors.append(f"“{aspect}” must be a list of references.")
            continue
        for reference in references:
            errors += [f"“{aspect}”: {error}" for error in _reference_errors(reference)]
    return errors


def _reference_errors(reference: object) -> list[str]:
    """What is wrong with one reference. YAML reads 2.10 as a number: quote it."""
    if not isinstance(reference, dict) or set(reference) != set(PARTS):
        return ["a reference has exactly text, article and url."]
    errors = []
    for part in PARTS:
        value = reference[part]
        if not isinstance(value, str):
            errors.append(f"{part} {value!r} is not a text: put it in quotes.")
        elif not value.strip():
            errors.append(f"{part} is empty.")
    if isinstance(reference["url"], str) and not reference["url"].startswith(
        "https://"
    ):
        errors.append(f"url {reference['url']!r} does not begin with https://.")
    return errors
