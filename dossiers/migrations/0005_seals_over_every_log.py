from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0004_search_and_worklist"),
    ]

    operations = [
        migrations.AddField(
            model_name="seal",
            name="last_access_event",
            field=models.BigIntegerField(
                default=0, help_text="The last change of access that it covers."
            ),
        ),
        migrations.AddField(
            model_name="seal",
            name="last_law_change",
            field=models.BigIntegerField(
                default=0, help_text="The last change of the law that it covers."
            ),
        ),
        migrations.AlterField(
            model_name="seal",
            name="events",
            field=models.PositiveBigIntegerField(
                help_text="How many events came since the seal before it."
            ),
        ),
    ]
