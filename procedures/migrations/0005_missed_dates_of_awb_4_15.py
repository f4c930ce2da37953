"""The rule of Awb 4:15 for the rows that the portal had otherwise by mistake.

It held all along, so a successor from a later day would leave the cases that run under
the wrong rule. The row is put right once, past the trigger that keeps rows in use; the
log of the law tells it, and the cases are derived anew after it (ADR 25). Rows of a later
first day, such as a jurist may have added, are his.
"""

from django.db import migrations

PUT_RIGHT = """
    SELECT set_config('ggo.actor', 'migrate', true);
    SELECT set_config('pgtrigger.ignore', '{pgtrigger_only_closed_c7d2a}', true);
    UPDATE procedures_procedure SET resume_on_missed_deadline = true
    WHERE key IN ('iii-same-article', 'atv') AND lower(valid) = '2024-05-18'
        AND NOT resume_on_missed_deadline;
    SELECT set_config('pgtrigger.ignore', '{}', true);
    SELECT set_config('ggo.actor', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_announced_and_decrees")]

    operations = [migrations.RunSQL(PUT_RIGHT, migrations.RunSQL.noop)]
