"""A second reading of the start of the work, and that of level II put in.

It moves no date: the ledger names it beside the start. So the row that cases rest on
gets it past the trigger that keeps rows in use; the log of the law tells it.
"""

from django.db import migrations, models

PUT_IN = """
    SELECT set_config('ggo.actor', 'migrate', true);
    SELECT set_config('pgtrigger.ignore', '{pgtrigger_only_closed_c7d2a}', true);
    UPDATE procedures_procedure SET other_start = 'on-term-day'
    WHERE key = 'iik-new' AND lower(valid) = '2024-05-18';
    SELECT set_config('pgtrigger.ignore', '{}', true);
    SELECT set_config('ggo.actor', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0006_articles_put_right_and_words_of_2_19"),
    ]

    operations = [
        migrations.AddField(
            model_name="procedure",
            name="other_start",
            field=models.CharField(
                blank=True,
                choices=[
                    ("on-receipt", "on-receipt"),
                    ("after-term", "after-term"),
                    ("on-term-day", "on-term-day"),
                    ("on-decision", "on-decision"),
                    ("after-report", "after-report"),
                    ("follow-up", "follow-up"),
                    ("by-parts", "by-parts"),
                    ("not-applicable", "not-applicable"),
                ],
                help_text="The ledger names that day as well, as a question.",
                max_length=20,
                verbose_name="when work may start by another reading",
            ),
        ),
        migrations.AlterField(
            model_name="procedure",
            name="start",
            field=models.CharField(
                choices=[
                    ("on-receipt", "on-receipt"),
                    ("after-term", "after-term"),
                    ("on-term-day", "on-term-day"),
                    ("on-decision", "on-decision"),
                    ("after-report", "after-report"),
                    ("follow-up", "follow-up"),
                    ("by-parts", "by-parts"),
                    ("not-applicable", "not-applicable"),
                ],
                max_length=20,
                verbose_name="when work may start",
            ),
        ),
        migrations.RunSQL(PUT_IN, migrations.RunSQL.noop),
    ]
