"""The worklist's first page at 1,000 and at 100,000 open cases."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import BureauRole, Position, User
from bench.measuring import Figure, at_most, median_ms
from bench.population import grow_to

TIMES = 40


def measure() -> Iterator[Figure]:
    """The same page, ten times ten times as many cases, and its queries."""
    settings.ALLOWED_HOSTS.append("testserver")
    client = signed_in()
    grow_to(1_000)
    small, few = median_ms(lambda: show(client), TIMES), queries(client)
    grow_to(100_000)
    large, many = median_ms(lambda: show(client), TIMES), queries(client)
    yield at_most("worklist at 100,000 cases, beside 1,000", large, small, 1.3)
    same = "as many at both sizes"
    yield Figure(
        "queries of that page", str(many), str(few), many / few, same, many == few
    )


def signed_in() -> Client:
    """A case handler's browser."""
    handler = User.objects.create_user("meting@bggo.example", name="Meting")
    Position.objects.create(user=handler, role=BureauRole.HANDLER)
    client = Client()
    client.force_login(handler)
    return client


def show(client: Client) -> None:
    """Open the worklist."""
    assert client.get("/worklist").status_code == 200


def queries(client: Client) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as captured:
        show(client)
    return len(captured)
