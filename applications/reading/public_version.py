"""What the public may read of an application (Besluit ggo 2.4, Wm 19.3).

Claimed parts are replaced by their public text. Rooms, street addresses and how to
reach people never appear, claimed or not: of the place only the municipality.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from applications.findings import ATTACHMENTS, ORGANISMS
from applications.forms.confidentiality_rules import CONFIDENTIAL, WITHHELD

ELSEWHERE = "…"
"""In the place of an address or telephone number of a person inside another text."""

SHORTEST = 6
"""Shorter ones than this are no telephone numbers."""

OF_DOSSIER = ("number", "title")
"""What stays of somebody's data: of which dossier it is said."""

Claims = dict[tuple[str, str], str]
"""The public text for each claimed section and field."""


def public_content(content: dict[str, Any]) -> dict[str, Any]:
    """The content of an application as the public will see it.

    `content` is as `application_content` makes it. Under "confidential" stands what was
    replaced and on what ground, without the reason. A confidential file has no name
    and no hash, only its kind, ground and public version.
    """
    claims = _claims(content)
    public = {
        "procedure": content["procedure"],
        "edition": content.get("edition", ""),
        "organisation": _legal_person(content["organisation"]),
        "answers": {
            section: _answers(section, answers, claims)
            for section, answers in content["answers"].items()
        },
        ORGANISMS: [_row(row, claims) for row in content[ORGANISMS]],
        ATTACHMENTS: [_file(file) for file in content[ATTACHMENTS]],
        CONFIDENTIAL: [_mark(claim) for claim in content.get(CONFIDENTIAL, [])],
    }
    # Last, over everything: people repeat their telephone number in the middle of a
    # text.
    hidden = set(_ways_to_reach(content["answers"]))
    return cast(dict[str, Any], _without(public, hidden))


class Leak(NamedTuple):
    """A confidential text that also stands where the public reads it."""

    section: str
    field: str
    text: str
    places: list[str]


def confidential_leaks(content: dict[str, Any], *, shortest: int = 4) -> list[Leak]:
    """The claimed texts that occur, word for word, in what remains public.

    `places` are the keys of the sections in which they do. Texts of fewer characters
    than `shortest` tell nothing.
    """
    public = public_content(content)
    parts = {**public["answers"], ORGANISMS: public[ORGANISMS]}
    texts = {key: "\n".join(_strings(part)).casefold() for key, part in parts.items()}
    found = []
    for claim in content.get(CONFIDENTIAL, []):
        section, field = claim["section"], claim["field"]
        for text in _claimed(content, section, field):
            needle = text.strip().casefold()
            places = [key for key in texts if len(needle) >= shortest]
            places = [key for key in places if _stands_in(needle, texts[key])]
            if places:
                found.append(Leak(section, field, text, places))
    return found


def _stands_in(needle: str, text: str) -> bool:
    """Does it occur there as words of its own, not as a piece of another word?"""
    if needle not in text:  # quick, for a thousand rows
        return False
    # Whole words: the vector “pUC” stands in many longer names that are public.
    return re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", text) is not None


def _claims(content: dict[str, Any]) -> Claims:
    """What the public reads in the place of each claimed answer."""
    return {
        (claim["section"], claim["field"]): claim["publicText"]
        for claim in content.get(CONFIDENTIAL, [])
    }


def _mark(claim: dict[str, Any]) -> dict[str, Any]:
    """That something was replaced, and on what ground."""
    return {name: claim[name] for name in ("section", "field", "ground")}


def _claimed(content: dict[str, Any], section: str, field: str) -> list[str]:
    """The confidential texts under a claim; of a column each different cell."""
    if section == ORGANISMS:
        return list(
            dict.fromkeys(str(row.get(field) or "") for row in content[ORGANISMS])
        )
    return list(_strings(content["answers"].get(section, {}).get(field, "")))


def _legal_person(organisation: dict[str, Any]) -> dict[str, Any]:
    """Name and number of the legal person; no address, no id of ours."""
    return {name: organisation.get(name, "") for name in ("name", "kvkNumber")}


def _answers(section: str, answers: dict[str, Any], claims: Claims) -> dict[str, Any]:
    """The answers of a section, each as the public may read it."""
    return {
        field: claims.get((section, field), _bare(answer))
        for field, answer in answers.items()
        if (section, field) not in WITHHELD
    }


def _row(row: dict[str, Any], claims: Claims) -> dict[str, Any]:
    """An organism row; in a claimed column every filled cell has the same words."""
    return {
        # An empty cell stays empty: the public text there would say that something is
        # hidden.
        name: claims.get((ORGANISMS, name), cell) if cell else cell
        for name, cell in row.items()
    }


def _file(file: dict[str, Any]) -> dict[str, Any]:
    """A file as the public sees it."""
    if not file.get(CONFIDENTIAL):
        return dict(file)
    names = ("kind", CONFIDENTIAL, "ground", "publicVersion")
    # A name tells what is in a file, and a hash lets who has the file prove that it is
    # this one.
    return {name: file[name] for name in names}


def _bare(value: Any) -> Any:
    """An answer without people's data, and with of a place only the municipality."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    # Told by its keys: what is a place or a person is so in every form, of whatever
    # edition.
    if "street" in value:
        return {"name": value["municipality"], "municipality": value["municipality"]}
    if "email" in value:
        return {name: value[name] for name in OF_DOSSIER if name in value}
    bare = {name: _bare(item) for name, item in value.items()}
    if isinstance(place := bare.get("site"), dict):
        bare["name"] = place.get("name", "")  # the town; the building has a name too
    return bare


def _ways_to_reach(value: Any) -> Iterator[str]:
    """Every e-mail address and telephone number that the answers hold as such."""
    if isinstance(value, list):
        for item in value:
            yield from _ways_to_reach(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, str) and name.endswith(("email", "phone")):
                yield item.strip()
            else:
                yield from _ways_to_reach(item)


def _without(value: Any, unwanted: set[str]) -> Any:
    """The same with those texts taken out, wherever somebody typed them again."""
    if isinstance(value, list):
        return [_without(item, unwanted) for item in value]
    if isinstance(value, dict):
        return {name: _without(item, unwanted) for name, item in value.items()}
    if isinstance(value, str):
        # The longest first, or a short one inside it would leave the rest standing.
        for text in sorted(unwanted, key=len, reverse=True):
            if len(text) >= SHORTEST:
                value = value.replace(text, ELSEWHERE)
    return value


def _strings(value: Any) -> Iterator[str]:
    """Every text in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
