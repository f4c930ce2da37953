"""What a decision says of the hearing and of the advice (Awb 3:8, 4:7, 4:8)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_duties"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="advice_use",
            field=models.CharField(
                blank=True,
                choices=[
                    ("followed", "the decision follows the advice"),
                    ("departed", "the decision departs from the advice"),
                ],
                max_length=10,
                verbose_name="use of the advice",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="heard_on",
            field=models.DateField(blank=True, null=True, verbose_name="heard on"),
        ),
        migrations.AddField(
            model_name="decision",
            name="hearing",
            field=models.CharField(
                blank=True,
                choices=[
                    ("heard", "heard, or had the opportunity"),
                    ("not-heard", "not heard"),
                ],
                max_length=10,
                verbose_name="hearing",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="hearing_text",
            field=models.TextField(
                blank=True,
                max_length=5000,
                verbose_name="what there is to say of the hearing",
            ),
        ),
    ]
