"""From whom letters come, and the clauses that stand in them, by the day of the letter."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="key")),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="From the first day; the last day is not included.",
                        verbose_name="valid",
                    ),
                ),
                ("basis", models.JSONField(verbose_name="legal basis")),
                (
                    "checked_on",
                    models.DateField(verbose_name="last compared with the law on"),
                ),
                (
                    "note",
                    models.TextField(blank=True, verbose_name="note of the jurist"),
                ),
                (
                    "minister_nl",
                    models.CharField(
                        max_length=200, verbose_name="name of the Minister, in Dutch"
                    ),
                ),
                (
                    "minister_en",
                    models.CharField(
                        max_length=200, verbose_name="name of the Minister, in English"
                    ),
                ),
                (
                    "bureau",
                    models.CharField(max_length=100, verbose_name="name of the Bureau"),
                ),
                (
                    "post",
                    models.CharField(max_length=300, verbose_name="postal address"),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="telephone"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address"
                    ),
                ),
                (
                    "electronic_nl",
                    models.CharField(
                        max_length=300,
                        verbose_name="how one objects electronically, in Dutch",
                    ),
                ),
                (
                    "electronic_en",
                    models.CharField(
                        max_length=300,
                        verbose_name="how one objects electronically, in English",
                    ),
                ),
                (
                    "closing_nl",
                    models.CharField(max_length=100, verbose_name="closing in Dutch"),
                ),
                (
                    "closing_en",
                    models.CharField(max_length=100, verbose_name="closing in English"),
                ),
                (
                    "on_behalf_nl",
                    models.CharField(
                        max_length=100, verbose_name="“on behalf of”, in Dutch"
                    ),
                ),
                (
                    "on_behalf_en",
                    models.CharField(
                        max_length=100, verbose_name="“on behalf of”, in English"
                    ),
                ),
                (
                    "function_nl",
                    models.CharField(
                        max_length=200, verbose_name="function of who signs, in Dutch"
                    ),
                ),
                (
                    "function_en",
                    models.CharField(
                        max_length=200, verbose_name="function of who signs, in English"
                    ),
                ),
                (
                    "functions",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text='For instance {"a@b.nl": {"nl": "hoofd", "en": "head"}}.',
                        verbose_name="functions of others, by e-mail address",
                    ),
                ),
                (
                    "objection_nl",
                    models.TextField(verbose_name="how to object, in Dutch"),
                ),
                (
                    "objection_en",
                    models.TextField(verbose_name="how to object, in English"),
                ),
                (
                    "effect_nl",
                    models.TextField(
                        verbose_name="that an objection does not suspend, in Dutch"
                    ),
                ),
                (
                    "effect_en",
                    models.TextField(
                        verbose_name="that an objection does not suspend, in English"
                    ),
                ),
                (
                    "translation_nl",
                    models.TextField(
                        verbose_name="that a translation follows, in Dutch"
                    ),
                ),
                (
                    "translation_en",
                    models.TextField(
                        verbose_name="what the translation is, in English"
                    ),
                ),
            ],
            options={
                "verbose_name": "letterhead and standing texts",
                "verbose_name_plural": "letterheads and standing texts",
                "ordering": ["valid"],
                "abstract": False,
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("key", "="), ("valid", "&&")],
                        name="letterhead_one_row_a_day",
                        violation_error_message="Another row holds for this key then.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid__isempty", False),
                            ("valid__startswith__isnull", False),
                        ),
                        name="letterhead_has_first_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", {}), _negated=True),
                        name="letterhead_has_basis",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letterhead",
            trigger=pgtrigger.compiler.Trigger(
                name="only_closed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date; may_change text[] := ARRAY['valid', 'checked_on', 'note'];",
                    func="\n        IF lower(OLD.valid) > today THEN\n            RETURN NEW;\n        END IF;\n        IF (to_jsonb(OLD) - may_change) IS DISTINCT FROM (to_jsonb(NEW) - may_change)\n           OR lower(OLD.valid) IS DISTINCT FROM lower(NEW.valid) THEN\n            RAISE EXCEPTION 'Row \"%\" has begun: close it and add its successor.',\n                OLD.key USING ERRCODE = 'integrity_constraint_violation';\n        END IF;\n        IF upper(OLD.valid) IS DISTINCT FROM upper(NEW.valid)\n           AND upper(OLD.valid) <= today THEN\n            RAISE EXCEPTION 'Row \"%\" has ended: its end cannot move any more.',\n                OLD.key USING ERRCODE = 'integrity_constraint_violation';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="569f26c16734426952547d9fd73b9775347d8f6f",
                    operation="UPDATE",
                    pgid="pgtrigger_only_closed_35bb7",
                    table="procedures_letterhead",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letterhead",
            trigger=pgtrigger.compiler.Trigger(
                name="on_record",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END; became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END; last text;",
                    func="\n        IF was = became THEN\n            RETURN NULL;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext('procedures_lawchange'));\n        SELECT sha256 INTO last FROM procedures_lawchange ORDER BY id DESC LIMIT 1;\n        INSERT INTO procedures_lawchange\n            (previous, at, actor, db_user, \"table\", \"row\", key, operation, before,\n             after, sha256)\n        SELECT change.*, encode(sha256(convert_to(jsonb_build_array(\n        previous, extract(epoch from at), actor, db_user, \"table\", \"row\", key,\n        operation, before, after\n    )::text, 'UTF8')), 'hex')\n        FROM (SELECT\n            coalesce(last, '') AS previous,\n            clock_timestamp() AS at,\n            coalesce(current_setting('ggo.actor', true), '') AS actor,\n            session_user AS db_user,\n            TG_TABLE_NAME AS \"table\",\n            (coalesce(became, was) ->> 'id')::bigint AS \"row\",\n            coalesce(became, was) ->> 'key' AS key,\n            TG_OP AS operation,\n            was AS before,\n            became AS after\n        ) AS change;\n        RETURN NULL;\n    ",
                    hash="51c30b186d8e21589e971eeed2789cd0597c13dc",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_on_record_fa332",
                    table="procedures_letterhead",
                    when="AFTER",
                ),
            ),
        ),
    ]
