"""One filing through the browser's address, against a bare view plus bare SQL."""

import json
import statistics
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import psycopg
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import timezone

from accounts.demo_secrets import DEMO_PASSWORD
from accounts.models import LabRole
from applications.models import Application
from applications.signing import signing
from bench.measuring import Figure, at_most, seconds_taken
from dossiers.models import Case
from ggo_portal.demo.cases import load_application, write_draft
from ggo_portal.demo.people import actor_in_role

COUNT = 100
ROW = {
    "name": "bench",
    "organisation": "UMC Noord",
    "procedure": "iik-new",
    "title": "Meting",
    "purpose": "Meten hoe lang een indiening duurt.",
    "results": "Een verhouding.",
    "cfi": "ML-II",
    "organisms": [
        ["HEK293T", "lentivirale vector", "cas9", "S. pyogenes", "bewerking", "5.4.2"]
    ]
    * 3,
}

urlpatterns = [path("bare", lambda request: HttpResponse("bare"))]


def measure_filing() -> Iterator[Figure]:
    """The median filing, beside the median bare view and bare transaction.

    The three take turns, so that whatever else the machine does hits all of them.
    """
    with transaction.atomic():  # as `load_demo` does: its letter is sent in one
        load_application(ROW | {"days_ago": 1}, {}, at=timezone.now())
    drafts = [signed_draft() for _ in range(COUNT)]
    sign_in()
    filings, floors, handler = [], [], bare_handler()
    with bare_connection() as bare:
        case = Case.objects.select_related("application").latest("pk")
        for draft in drafts:
            filings.append(seconds_taken(partial(file_draft, draft)))
            view = seconds_taken(partial(bare_view, handler))
            floors.append(view + seconds_taken(partial(copy_rows, bare, case)))
    measured, floor = (statistics.median(times) * 1000 for times in (filings, floors))
    yield at_most("one filing, request to redirect", measured, floor, 4)


def signed_draft() -> Application:
    """A whole notification that the BVF has signed."""
    draft = write_draft(ROW, {}, at=timezone.now())
    bvf = actor_in_role(draft.organisation, LabRole.BVF)
    signing.sign_content(draft, by=bvf, at=timezone.now())
    return draft


client = Client()


def sign_in() -> None:
    """Sign in as the browser does, before anything is measured."""
    settings.ALLOWED_HOSTS.append("testserver")
    client.login(email="anna@umcnoord.example", password=DEMO_PASSWORD)


def file_draft(draft: Application) -> None:
    """File as the browser does."""
    answer = client.post(f"/applications/{draft.pk}/file")
    assert answer.status_code == 302, answer.content[:500]


def bare_handler() -> BaseHandler:
    """Django's own handler of requests, without any middleware."""
    handler = BaseHandler()
    with override_settings(MIDDLEWARE=[]):
        handler.load_middleware()
    return handler


def bare_view(handler: BaseHandler) -> None:
    """A Django view that does nothing."""
    request = RequestFactory().get("/bare")
    request.urlconf = "bench.filing"
    assert handler.get_response(request).status_code == 200


def bare_connection() -> psycopg.Connection:
    """A connection of its own to the same database, without Django."""
    known = connection.get_connection_params()
    wanted = ("dbname", "user", "host", "port", "password")
    return psycopg.connect(**{key: known[key] for key in wanted if known.get(key)})


def copy_rows(bare: psycopg.Connection, case: Case) -> None:
    """Counter, dossier, frozen application, case, event and letter; then commit."""
    content = json.dumps(case.application.content)
    serial = only_value(
        bare.execute("UPDATE dossiers_numbercounter SET last = last + 1 RETURNING last")
    )
    dossier = insert_copy(bare, "dossiers_dossier", case.dossier_id, serial=serial)
    application = insert_copy(
        bare,
        "applications_application",
        case.application_id,
        id="gen_random_uuid()",
        content_sha256="md5(random()::text)",
    )
    bare.execute(
        "UPDATE applications_application SET content = %s WHERE id = %s",
        (content, application),
    )
    copied = insert_copy(
        bare,
        "dossiers_case",
        case.pk,
        dossier_id=dossier,
        application_id=f"'{application}'",
        number="gen_random_uuid()::text",
    )
    event = insert_copy(bare, "dossiers_event", case.events.get().pk, case_id=copied)
    letter = case.letters.get().pk
    insert_copy(bare, "dossiers_letter", letter, case_id=copied, event_id=event)
    bare.commit()


def insert_copy(
    bare: psycopg.Connection, table: str, pk: object, **other: object
) -> Any:
    """Copy a row with other values in some columns; its new key."""
    made_by_postgres = {"id", "due"} - other.keys()
    wanted = [name for name in columns_of(table) if name not in made_by_postgres]
    names = ", ".join(f'"{name}"' for name in wanted)
    values = ", ".join(str(other.get(name, f'"{name}"')) for name in wanted)
    written = bare.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} "  # noqa: S608 - names of tables and columns of our own
        "WHERE id = %s RETURNING id",
        (pk,),
    )
    return only_value(written)


def only_value(cursor: psycopg.Cursor) -> Any:
    """The one value that a statement returns."""
    row = cursor.fetchone()
    return row and row[0]


@cache
def columns_of(table: str) -> list[str]:
    """The columns of a table."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in found]
