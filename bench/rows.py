"""A draft of 1,000 organism rows: opened, saved, imported and filed by its pages."""

import html
import re
import statistics
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.demo_secrets import DEMO_PASSWORD
from accounts.models import LabRole
from applications.completeness.progress import ROWS_ON_A_PAGE
from applications.models import Application, OrganismRow
from applications.organisms import editing
from applications.organisms.tables import workbooks
from applications.signing import signing
from bench.derivation import peak_memory
from bench.filing import ROW
from bench.measuring import Figure, at_most, seconds_taken
from ggo_portal.demo.cases import write_draft
from ggo_portal.demo.people import actor_in_role

COUNT = 1_000
TIMES = 11
OTHERWISE = "anders dan onder methoden"
CELL = re.compile(
    r'<(?:input|textarea)[^>]*? name="((?:row|new)-\d+-[a-z_]+)"'
    r'(?:[^>]*? value="([^"]*)")?[^>]*>(?:\n([^<]*)</textarea>)?'
)


def measure_rows() -> Iterator[Figure]:
    """Each step beside writing the 1,000 rows with nothing around it.

    The steps take turns, so that whatever else the machine does hits all of them.
    """
    settings.ALLOWED_HOSTS.append("testserver")
    client = signed_in()
    drafts = [signed_draft(COUNT) for _time in range(TIMES)]
    before = peak_memory()
    rounds = [one_round(client, draft) for draft in drafts]
    middle = {
        what: statistics.median(each[what] for each in rounds) * 1000
        for what in rounds[0]
    }
    floor = middle.pop("writing the rows")
    for what, bar in BARS.items():
        yield at_most(f"1,000 rows: {what}", middle[what], floor, bar)
    yield same_queries(client)
    after = peak_memory()
    yield Figure(
        "peak memory after all that, beside before",
        f"{after:.0f} MB",
        f"{before:.0f} MB",
        after / before,
        "at most 1.3",
        after / before <= 1.3,
    )


BARS = {
    "opening a page of the table": 3,
    "saving a page with every row changed": 4,
    "reading an XLSX in": 8,
    "the look at what was read": 2.5,
    "taking the rows over": 4,
    "filing": 3,
}
"""How many times as long as writing the rows each step may take."""


def one_round(client: Client, draft: Application) -> dict[str, float]:
    """The seconds of each step with one draft; it ends up filed."""
    other = write_draft(ROW | {"organisms": []}, {}, at=timezone.now())
    table = f"/applications/{draft.pk}/organisms"
    times = {"writing the rows": seconds_taken(partial(write_rows, other))}
    times |= request_seconds(
        "opening a page of the table", partial(client.get, table), 200
    )
    sent = changed_cells(client.get(table).content.decode())
    save = partial(client.post, table, sent)
    times |= request_seconds("saving a page with every row changed", save, 302)
    assert draft.organisms.filter(handling=OTHERWISE).count() == ROWS_ON_A_PAGE
    times |= import_seconds(client, other)
    assert other.organisms.count() == COUNT
    signing.sign_content(
        draft, by=actor_in_role(draft.organisation, LabRole.BVF), at=timezone.now()
    )
    file = partial(client.post, f"/applications/{draft.pk}/file")
    return times | request_seconds("filing", file, 302)


def import_seconds(client: Client, draft: Application) -> dict[str, float]:
    """The seconds of an import: reading it in, the look, and taking it over."""
    upload = SimpleUploadedFile(
        "rijen.xlsx", workbooks.rows_as_xlsx(differing_rows(COUNT))
    )
    form = {"mode": "replace", "file": upload}
    address = f"/applications/{draft.pk}/organisms/import"
    times = request_seconds(
        "reading an XLSX in", lambda: client.post(address, form), 302
    )
    look = f"{address}/{draft.pending_imports.get().pk}"
    times |= request_seconds("the look at what was read", lambda: client.get(look), 200)
    confirm = partial(client.post, look, {"then": "confirm"})
    return times | request_seconds("taking the rows over", confirm, 302)


def request_seconds(what: str, ask: Callable[[], Any], status: int) -> dict[str, float]:
    """The seconds that a request takes, under its name."""
    return {what: seconds_taken(lambda: expect_status(ask(), status))}


def expect_status(response: Any, status: int) -> Any:
    """The response, which must have this status."""
    assert response.status_code == status, response.content[:500]
    return response


def signed_in() -> Client:
    """The browser of the researcher of the demo."""
    client = Client()
    assert client.login(email="anna@umcnoord.example", password=DEMO_PASSWORD)
    return client


def signed_draft(count: int) -> Application:
    """A whole notification with so many rows that differ."""
    draft = write_draft(ROW | {"organisms": []}, {}, at=timezone.now())
    by = actor_in_role(draft.organisation, LabRole.RESEARCHER)
    editing.replace_rows(draft, differing_rows(count), by=by, at=timezone.now())
    return draft


def differing_rows(count: int) -> list[dict[str, str]]:
    """Rows in which what differs in real ones differs."""
    return [
        {
            "host": f"Escherichia coli K12, stam {number}",
            "host_class": "1",
            "vector": f"pUC19-{number % 40}",
            "insert": f"cas9 variant {number}",
            "donor": "Streptococcus pyogenes",
            "function": f"bewerking van gen {number}, voor de screen van dit onderzoek",
            "handling": "",
            "cfi": str(ROW["cfi"]),
            "level": "",
            "article": "5.4.2.a",
            "requirements": "",
        }
        for number in range(count)
    ]


def write_rows(draft: Application) -> None:
    """The floor: the 1,000 rows in the database, with nothing around it."""
    OrganismRow.objects.bulk_create(
        OrganismRow(application=draft, position=position, **cells)
        for position, cells in enumerate(differing_rows(COUNT), start=1)
    )


def changed_cells(page: str) -> dict[str, str]:
    """The cells of a table as a browser sends them, one of each saved row changed."""
    found = CELL.findall(page)
    sent = {name: html.unescape(value or text) for name, value, text in found}
    for name in sent:
        if name.startswith("row") and name.endswith("-handling"):
            sent[name] = OTHERWISE
    return sent


def same_queries(client: Client) -> Figure:
    """The table takes as many queries with 1,000 rows as with 10."""
    few, many = (table_queries(client, signed_draft(count)) for count in (10, COUNT))
    what = "queries of the table at 1,000 rows, beside 10"
    same = "as many at both"
    return Figure(what, str(many), str(few), many / few, same, many == few)


def table_queries(client: Client, draft: Application) -> int:
    """How many queries a page of the table takes."""
    with CaptureQueriesContext(connection) as captured:
        expect_status(client.get(f"/applications/{draft.pk}/organisms"), 200)
    return len(captured)
