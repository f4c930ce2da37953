"""`manage.py procedures`: the rows of the law in force on a day."""

import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from procedures.api.listing import procedure_out
from procedures.api.term_input import read_day
from procedures.models import Procedure, amsterdam_today


def day_argument(typed: str) -> date:
    """A date on the command line, YYYY-MM-DD."""
    try:
        return read_day(typed)
    except ValueError as error:
        raise ArgumentTypeError(
            f"“{typed}” is not a date; write it as in 2026-11-21."
        ) from error


class Command(BaseCommand):
    """Lists the procedures as the API does, or as a table."""

    help = "List the procedures in force on a day (default: today)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day, the form and the language of the answer."""
        parser.add_argument("--on", type=day_argument, help="the day, YYYY-MM-DD")
        parser.add_argument("--json", action="store_true", help="as the API answers")
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *, language: str, **options: Any) -> None:
        """One line a row; nothing but a note when no row was in force."""
        on = options["on"] or amsterdam_today()
        rows = list(Procedure.objects.on(on))
        with translation.override(language):
            lines = [_as_json(rows)] if options["json"] else map(_line, rows)
            for line in lines:
                self.stdout.write(line)
        if not rows:
            self.stderr.write(f"No procedure is in force on {on}.")


def _as_json(rows: list[Procedure]) -> str:
    listed = [procedure_out(row) for row in rows]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def _line(row: Procedure) -> str:
    times = f"{row.term_count} x " if row.term_count > 1 else ""
    term = f"{times}{row.term_amount} {row.get_term_unit_display()}"
    length = term if row.term_amount else "-"
    return f"{row.key:<24}{row.type:<16}{length:<14}{row.may_start_text}"
