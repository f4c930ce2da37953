"""Give each letter a row per addressee; what was sent keeps its moment."""

from django.db import migrations

DELIVERIES = """
INSERT INTO dossiers_delivery
    (letter_id, address, send_after, attempts, sent_at, refused_at, last_error, told_at)
SELECT DISTINCT letter.id, address, letter.send_after, 0, letter.sent_at,
    NULL::timestamptz, '', NULL::timestamptz
FROM dossiers_letter AS letter, unnest(letter.recipients) AS address
"""

# That these were made known is on record by their acts alone, as it was until now.
ON_RECORD = "UPDATE dossiers_letter SET is_on_record = true WHERE sent_at IS NOT NULL"

# A mail that failed took the PDF back: those begin anew.
ANEW = """
UPDATE dossiers_letter SET attempts = 0, last_error = '' WHERE sent_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_letters_that_arrive")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (DELIVERIES, ON_RECORD, ANEW)
    ]
