"""The worklist at 100,000 open cases: its first page, chips, search, a saved filter."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import BureauRole, Position, User
from bench.measuring import Figure, at_most, median_ms
from bench.population import grow_to
from dossiers.worklist.chips import CHIPS
from dossiers.worklist.export import MOST
from procedures.counting.legal_day import legal_day

TIMES = 40
FEWER = 15

SPREAD = """
UPDATE dossiers_case SET
    state = (ARRAY['received', 'in-handling', 'in-handling', 'in-handling', 'waiting',
        'advice-asked', 'prepared', 'assessed', 'in-handling', 'in-handling'])
        [id %% 10 + 1],
    handler_id = CASE WHEN id %% 10 <> 0 AND id %% 20 < 10 THEN %(handler)s END,
    objection_until = CASE WHEN id %% 10 <> 4 THEN objection_until END,
    due_on = CASE WHEN id %% 10 = 6 THEN objection_until - 20 END
"""
"""Every chip keeps thousands of cases."""

SEARCHES = {
    "a word of every case": {"q": "metingen"},
    "a word of one case": {"q": "gen77777"},
    "the beginning of a word": {"q": "coli puc49"},
    "a number": {"q": "IG 00-777"},
    "nothing": {"q": "zeehond"},
}


def measure_worklist() -> Iterator[Figure]:
    """The same page, ten times ten times as many cases, and its queries."""
    settings.ALLOWED_HOSTS.append("testserver")
    client = signed_in()
    grow_to(1_000)
    small, few = median_ms(lambda: open_worklist(client), TIMES), page_queries(client)
    grow_to(100_000)
    large, many = median_ms(lambda: open_worklist(client), TIMES), page_queries(client)
    yield at_most("worklist at 100,000 cases, beside 1,000", large, small, 1.3)
    same = "as many at both sizes"
    yield Figure(
        "queries of that page", str(many), str(few), many / few, same, many == few
    )
    with transaction.atomic():
        spread_cases(client)
        yield from beside_the_plain_page(client)
        # The spread is undone: the measurements after this one need the cases as they
        # were.
        transaction.set_rollback(True)


def beside_the_plain_page(client: Client) -> Iterator[Figure]:
    """Each question, beside the list without a question at the same moment."""
    floor = median_ms(lambda: open_worklist(client), FEWER)
    for key in CHIPS:
        took = median_ms(lambda: open_worklist(client, filter=key), FEWER)  # noqa: B023
        yield at_most(f"chip “{key}”, beside the plain list", took, floor, 2)
    for what, query in SEARCHES.items():
        took = median_ms(lambda: open_worklist(client, **query), FEWER)  # noqa: B023
        yield at_most(f"search for {what}, beside the plain list", took, floor, 4)
    took = median_ms(lambda: open_worklist(client, **saved_filter()), FEWER)
    yield at_most("a saved filter, beside the plain list", took, floor, 4)
    took = median_ms(lambda: download_list(client), 1, warm_up=1)
    most = f"a file of {MOST:,} rows, beside as many pages of 30"
    yield at_most(most, took, floor * MOST / 30, 0.5)


def saved_filter() -> dict[str, str]:
    """A filter of the kind that is saved: words, a form, days, a handler's state."""
    since = legal_day(timezone.now()) - timedelta(days=20)
    return {
        "q": "musculus",
        "state": "in-handling",
        "form": "KG-I",
        "received_from": since.isoformat(),
        "order": "due",
    }


def spread_cases(client: Client) -> None:
    """Give the cases states and handlers, for as long as this transaction lasts."""
    values = {"handler": int(client.session["_auth_user_id"])}
    with connection.cursor() as cursor:
        cursor.execute(SPREAD, values)
        cursor.execute("ANALYZE dossiers_case")


def signed_in() -> Client:
    """A case handler's browser."""
    handler = User.objects.create_user("meting@bggo.example", name="Meting")
    Position.objects.create(user=handler, role=BureauRole.HANDLER)
    client = Client()
    client.force_login(handler)
    return client


def open_worklist(client: Client, **query: str) -> None:
    """Open the worklist."""
    assert client.get(f"/worklist?{urlencode(query)}").status_code == 200


def download_list(client: Client) -> None:
    """Download the list."""
    answer = client.get("/worklist/export.csv")
    assert len(list(answer)) > MOST


def page_queries(client: Client) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as captured:
        open_worklist(client)
    return len(captured)
