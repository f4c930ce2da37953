from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_pending_import"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="sends_back",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="comment",
            name="section",
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
