"""The tables and examples of this folder, as a jurist reads them."""

import csv
from pathlib import Path

import yaml

HERE = Path(__file__).parent


def table(name: str) -> list[dict]:
    """The rows of a CSV file, without its empty cells."""
    with (HERE / name).open() as file:
        return [
            {key: value for key, value in row.items() if value}
            for row in csv.DictReader(file)
        ]


def examples(name: str) -> list[dict]:
    """The examples in a YAML file."""
    return yaml.safe_load((HERE / name).read_text())


def table_head(name: str) -> list[str]:
    """The names of the columns of a CSV file."""
    with (HERE / name).open() as file:
        return next(csv.reader(file))
