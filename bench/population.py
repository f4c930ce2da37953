"""Many cases at once, straight into the tables: the size is what matters here."""

from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import Organisation
from dossiers.cases.rederiving import derive_what_is_behind
from dossiers.models import Case
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law

APPLICATIONS = """
INSERT INTO applications_application
    (id, organisation_id, procedure_key, title, external_reference, created_at,
     changed_at, version, filed_at, content, content_sha256, edition, choice, filed_as)
SELECT md5('meting ' || n)::uuid, %(lab)s, 'i-new', 'Meting ' || n, '', received,
    received, 1, received,
    jsonb_build_object('organisms', jsonb_build_array(jsonb_build_object(
        'host', 'Escherichia coli K12', 'vector', 'pUC' || n %% 500,
        'insert', 'gen' || n, 'donor', 'Mus musculus'))),
    md5(n::text), '1', '{}', '{}'
FROM generate_series(%(first)s::int, %(last)s::int) n,
    LATERAL (SELECT %(now)s - (n %% 40) * interval '1 day' AS received) day
"""

CASES = """
WITH numbered AS (
    SELECT n, %(now)s - (n %% 40) * interval '1 day' AS received
    FROM generate_series(%(first)s::int, %(last)s::int) n
), opened AS (
    INSERT INTO dossiers_dossier
        (organisation_id, year, serial, tag, last_follow_number, opened_at)
    SELECT %(lab)s, 2000, n, 'I', 0, received FROM numbered RETURNING id, serial
)
INSERT INTO dossiers_case
    (organisation_id, dossier_id, follow_number, part, number, application_id,
     procedure_id, title, state, received_at, objection_until, may_start_on, changed_at,
     law_number, extension_days, asks_consent, suspended_days, head)
SELECT %(lab)s, opened.id, 0, '', 'IG-00-' || n, md5('meting ' || n)::uuid,
    %(procedure)s, 'Meting ' || n,
    'received', received, (received AT TIME ZONE 'Europe/Amsterdam')::date + 45,
    (received AT TIME ZONE 'Europe/Amsterdam')::date, received, %(law)s, 0, false, 0, ''
FROM numbered JOIN opened ON opened.serial = n
"""


def grow_to(count: int) -> None:
    """Fill up to this many open cases, and let PostgreSQL look at them."""
    now = timezone.now()
    there = Case.objects.count()
    values: dict[str, Any] = {
        "first": there + 1,
        "last": count,
        "now": now,
        "lab": Organisation.objects.get_or_create(name="Meetlab")[0].pk,
        "law": law.current_law().number,
        "procedure": law.current_law().in_force("i-new", legal_day(now)).pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(APPLICATIONS, values)
        cursor.execute(CASES, values)
        # Without it PostgreSQL plans for the empty tables it last saw.
        cursor.execute("ANALYZE")
    derive_what_is_behind(at=now)  # keeps that nothing is
