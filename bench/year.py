"""The figures of a year of 100,000 cases, beside bare passes over as many rows."""

from collections.abc import Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.measuring import Figure, at_most, median_ms
from bench.population import grow_to
from dossiers.statistics.report import present_work, report_of_year
from procedures.counting.legal_day import legal_day

COUNT, TIMES = 100_000, 5
END = """
UPDATE dossiers_case SET state = 'decided', suspended_days = id % 20,
    ended_at = received_at + (20 + id % 40) * interval '1 day'
WHERE id % 3 > 0
"""
BARE = """
SELECT procedure_id, extract(month FROM received_at) AS month, count(*),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY suspended_days)
FROM dossiers_case GROUP BY procedure_id, month
"""


def measure_year() -> Iterator[Figure]:
    """All figures of a year beside as many bare passes as they take queries."""
    grow_to(COUNT)
    with connection.cursor() as cursor:
        cursor.execute(END)
        # The update has left a dead row beside each: a bare pass would read those as
        # well.
        cursor.execute("VACUUM ANALYZE dossiers_case")
    with CaptureQueriesContext(connection) as captured:
        count_year()
    floor = median_ms(bare_pass, TIMES) * len(captured)
    what = f"the figures of a year of {COUNT:,} cases"
    yield at_most(what, median_ms(count_year, TIMES), floor, 1)
    queries = len(captured)
    yield Figure(
        "queries of them", f"{queries}", "10", queries / 10, "at most 1", queries <= 10
    )


def count_year() -> None:
    """What the page of the year counts."""
    today = legal_day(timezone.now())
    report_of_year(today.year, today)
    present_work(today)


def bare_pass() -> None:
    """One look at every case, grouped, with one percentile."""
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        cursor.fetchall()
