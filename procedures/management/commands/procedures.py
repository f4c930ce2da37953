"""`manage.py procedures`: the rows of the law in force on a day."""

import json
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand
from django.utils import translation

from procedures.listing import procedure_out
from procedures.models import Procedure, amsterdam_today
from procedures.wire_input import read_day


def day(typed: str):
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

    def add_arguments(self, parser):
        """The day, the form and the language of the answer."""
        parser.add_argument("--on", type=day, help="the day, YYYY-MM-DD")
        parser.add_argument("--json", action="store_true", help="as the API answers")
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *, language, **options):
        """One line a row; nothing but a note when no row was in force."""
        on = options["on"] or amsterdam_today()
        with translation.override(language):
            as_json, found = options["json"], Procedure.objects.on(on)
            rows = [procedure_out(row) if as_json else _line(row) for row in found]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write(row)
        if not rows:
            self.stderr.write(f"No procedure is in force on {on}.")


def _line(row: Procedure) -> str:
    times = f"{row.term_count} x " if row.term_count > 1 else ""
    term = f"{times}{row.term_amount} {row.get_term_unit_display()}"
    length = term if row.term_amount else "-"
    return f"{row.key:<24}{row.type:<16}{length:<14}{row.may_start_text}"
