"""The days to decide on consent that was asked with a change (Besluit ggo 2.26 lid 2).

They move no date: until now nobody could ask for it. So the rows that cases rest on get
them past the trigger that keeps rows in use; the log of the law tells it.
"""

from django.db import migrations, models

PUT_IN = """
    SELECT set_config('ggo.actor', 'migrate', true);
    SELECT set_config('pgtrigger.ignore', '{pgtrigger_only_closed_c7d2a}', true);
    UPDATE procedures_procedure SET
        consent_days = 56,
        basis = basis || jsonb_build_object('consent', jsonb_build_array(
            jsonb_build_object(
                'text', 'Besluit ggo',
                'article', '2.26 lid 2',
                'url', 'https://wetten.overheid.nl/BWBR0035090/2024-05-18'
            ),
            jsonb_build_object(
                'text', 'Awb',
                'article', '4:13',
                'url', 'https://wetten.overheid.nl/BWBR0005537'
            )
        ))
    WHERE key IN ('iik-change', 'mi-ii-change');
    SELECT set_config('pgtrigger.ignore', '{}', true);
    SELECT set_config('ggo.actor', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0009_level_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="procedure",
            name="consent_days",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="0: within the term of the notification itself.",
                verbose_name="days to decide on a request for consent",
            ),
        ),
        migrations.RunSQL(PUT_IN, migrations.RunSQL.noop),
    ]
