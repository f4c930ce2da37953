"""Reads the reviewed YAML under `procedures/law/` into rows that are not saved yet."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from psycopg.types.range import DateRange

from procedures.law_rows.file_questions import ask_of_rows, general_questions
from procedures.law_rows.file_rows import EVERY_ROW, FILES
from procedures.models import DatedRow

FOLDER = Path(__file__).parents[1] / "law"


class LawFileError(ValueError):
    """The files of the law are not whole; `errors` says where and what."""

    def __init__(self, errors: list[str]):
        super().__init__("\n".join(errors))
        self.errors = errors


def read_law_files(folder: Path = FOLDER) -> list[DatedRow]:
    """All rows of the files, checked. Raises `LawFileError` with everything wrong."""
    errors: list[str] = []
    references = _load(folder, "references", errors).get("references", {})
    by_file = {name: list(_rows(folder, name, references, errors)) for name in FILES}
    asked = _load(folder, "questions", errors).get("questions", [])
    errors += ask_of_rows(asked, by_file)
    rows = [row for found in by_file.values() for row in found]
    # The database would refuse it too, but one at a time and after the first rows are
    # in.
    errors += _overlaps(rows)
    if errors:
        raise LawFileError(errors)
    return rows


def read_general_questions(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The questions for Bureau GGO that no row carries, of files that were checked."""
    return general_questions(_load(folder, "questions", []).get("questions", []))


def read_compared_texts(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Which state of each text was read: `text`, `checked_on`, `state`, `unread`."""
    content = yaml.safe_load((folder / "references.yaml").read_text())
    texts: list[dict[str, Any]] = content["texts"]
    return texts


def _load(folder: Path, name: str, errors: list[str]) -> dict[str, Any]:
    try:
        content = yaml.safe_load((folder / f"{name}.yaml").read_text())
    except (OSError, yaml.YAMLError) as error:
        errors.append(f"{name}.yaml cannot be read: {error}")
        return {}
    if not isinstance(content, dict):
        errors.append(f"{name}.yaml must be a mapping.")
        return {}
    return content


def _rows(
    folder: Path, name: str, references: dict[str, Any], errors: list[str]
) -> Iterator[DatedRow]:
    """The rows of one file; what is wrong with a row goes into `errors`."""
    content = _load(folder, name, errors)
    make, columns = FILES[name]
    for entry in _entries(content):
        where = f"{name}.yaml, {entry.get('key', 'row without key')}"
        unknown = sorted(entry.keys() - EVERY_ROW - columns)
        errors += [f"{where}: {column} is not known." for column in unknown]
        try:
            row = _dated(make(entry), entry, references)
            # Constraints ask the database, and the files must be checkable without one.
            row.full_clean(validate_constraints=False)
            yield row
        except ValidationError as error:
            errors += [f"{where}: {line}" for line in _lines(error)]
        except (KeyError, TypeError, ValueError) as error:
            errors.append(f"{where}: {_in_words(error)}")


def _entries(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each row with the file's defaults filled in; its own note comes after theirs."""
    defaults = {**content.get("defaults", {}), "checked_on": content.get("checked_on")}
    listed = [*content.get("rows", []), *content.get("known", [])]
    for row in [*listed, *_of_families(content), *_of_decrees(content)]:
        # Joined and not replaced: the doubt of a whole table holds for a row with a
        # remark of its own as well.
        notes = [defaults.get("note"), row.get("note")]
        yield {**defaults, **row, "note": " ".join(note for note in notes if note)}


def _of_families(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """CFI codes: one row per level of a family."""
    position = 0
    for family in content.get("families", []):
        for level in family["levels"]:
            position += 1
            key = f"{family['family']}-{level}"
            yield {**family, "key": key, "level": level, "position": position}


def _of_decrees(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Days equated by royal decree: each a row that holds on that day alone."""
    decrees = content.get("decrees", {})
    for day in decrees.get("dates", []):
        yield {
            **decrees,
            "key": f"decree-{day}",
            "kind": "once",
            "date": day,
            "valid": {"from": day, "until": day},
        }


def _dated(
    row: DatedRow, entry: dict[str, Any], references: dict[str, Any]
) -> DatedRow:
    """Fill in what every row of the law has."""
    row.key = entry["key"]
    row.valid = _validity(entry["valid"])
    row.checked_on = entry["checked_on"]
    row.note = entry["note"]
    row.questions = _questions(entry.get("question", []))
    row.basis = {
        aspect: [_reference(name, references) for name in names]
        for aspect, names in entry["basis"].items()
    }
    return row


def _questions(given: dict[str, Any] | list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One question of a row, or several; what they must hold, `clean` says."""
    return given if isinstance(given, list) else [given]


def _validity(valid: dict[str, Any]) -> DateRange:
    """From and until are inclusive; the range is stored without its upper end."""
    first, last = valid["from"], valid.get("until")
    for day in (first, last):
        # `type`, since a datetime is a date too and YAML reads one where a time is
        # written.
        if day is not None and type(day) is not date:
            raise ValueError(f"valid: {day!r} is not a date.")
    return DateRange(first, last and last + timedelta(days=1))


def _reference(name: str, references: dict[str, Any]) -> dict[str, Any]:
    if name not in references:
        raise ValueError(f"“{name}” is not in references.yaml.")
    return dict(references[name])


def _overlaps(rows: list[DatedRow]) -> Iterator[str]:
    """Two rows for one key on one day."""
    ordered = sorted(rows, key=lambda row: (type(row).__name__, row.key, row.valid))
    for row, successor in pairwise(ordered):
        same = type(row) is type(successor) and row.key == successor.key
        if same and row.holds(successor.valid_from):
            yield f"{row.key}: two rows hold on {successor.valid_from}."


def _lines(error: ValidationError) -> list[str]:
    return [
        f"{field}: {message}"
        for field, messages in error.message_dict.items()
        for message in messages
    ]


def _in_words(error: Exception) -> str:
    return f"{error.args[0]} is missing." if isinstance(error, KeyError) else str(error)
