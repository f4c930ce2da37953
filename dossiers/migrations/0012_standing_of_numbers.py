"""How each number stands, for what was filed before the form asked it."""

from django.db import migrations

FILL = """
    INSERT INTO applications_filednumber
        (application_id, number, key, kind, ending, ended_on)
    SELECT application_id, number, key, kind, ending,
           CASE WHEN ending <> '' THEN coalesce(
               (ended_at AT TIME ZONE 'Europe/Amsterdam')::date, current_date) END
    FROM (
        SELECT
            filed.application_id,
            regexp_replace(filed.number, '^IG-', 'IG ') AS number,
            law.key,
            CASE WHEN law.type = '2.8 + KG' AND filed.part = 'follow-up'
                 THEN 'KG' ELSE law.type END AS kind,
            filed.ended_at,
            CASE filed.state
                WHEN 'decided' THEN CASE WHEN last.facts ->> 'granted' = 'true'
                                         THEN 'granted' ELSE 'refused' END
                WHEN 'objected' THEN CASE WHEN last.facts ->> 'kind' = 'cannot-agree'
                                          THEN 'refused' ELSE 'assigned' END
                WHEN 'closed' THEN 'accepted'
                WHEN 'not-treated' THEN 'not-treated'
                WHEN 'withdrawn' THEN 'withdrawn'
                WHEN 'converted' THEN 'converted'
                WHEN 'processed' THEN 'processed'
                ELSE ''
            END AS ending
        FROM dossiers_case AS filed
        JOIN procedures_procedure AS law
            ON law.id = coalesce(filed.follow_up_id, filed.procedure_id)
        LEFT JOIN LATERAL (
            SELECT facts FROM dossiers_event
            WHERE case_id = filed.id AND act IN ('decide', 'object')
            ORDER BY id DESC LIMIT 1
        ) AS last ON true
    ) AS every
    ON CONFLICT (number) DO NOTHING
"""


class Migration(migrations.Migration):
    """Fills the table of `applications` from the cases and their events."""

    dependencies = [
        ("dossiers", "0011_what_is_on_record_stays"),
        ("applications", "0009_filed_numbers"),
    ]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
