"""All measurements, one after the other; prints a table and fails on a missed bar."""

import sys

import django
from django.core.management import call_command
from django.utils import timezone

# Before the imports below: they reach models, which need the settings.
django.setup()

from bench import clock, derivation, filing, rows, worklist, year  # noqa: E402
from bench.measuring import Figure  # noqa: E402
from ggo_portal.demo.people import load_people  # noqa: E402

MEASUREMENTS = {
    "clock": clock.measure_clock,
    "filing": filing.measure_filing,
    "rows": rows.measure_rows,
    "worklist": worklist.measure_worklist,
    "derivation": derivation.measure_derivation,
    "year": year.measure_year,
}


def main(names: list[str]) -> int:
    """Measure what is named, or everything."""
    call_command("migrate", verbosity=0)
    call_command("load_law", verbosity=0)
    load_people(at=timezone.now())
    print("| what | measured | floor | ratio | bar | |\n|---|---|---|---|---|---|")
    missed = 0
    for name in names or MEASUREMENTS:
        for figure in MEASUREMENTS[name]():
            # Each at once: a whole run takes minutes, and one wants to see where it is.
            print(table_line(figure), flush=True)
            missed += not figure.holds
    return 1 if missed else 0


def table_line(figure: Figure) -> str:
    """One row of the table."""
    verdict = "holds" if figure.holds else "MISSED"
    return (
        f"| {figure.what} | {figure.measured} | {figure.floor} "
        f"| {figure.ratio:.2f} | {figure.bar} | {verdict} |"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
