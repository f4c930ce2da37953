"""The tables of the law, and the triggers that keep it."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='DecisionTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='key')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(help_text='From the first day; the last day is not included.', verbose_name='valid')),
                ('basis', models.JSONField(verbose_name='legal basis')),
                ('checked_on', models.DateField(verbose_name='last compared with the law on')),
                ('note', models.TextField(blank=True, verbose_name='note of the jurist')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None, verbose_name='types')),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='rows')),
                ('name_nl', models.CharField(max_length=200, verbose_name='name in Dutch')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('subject_nl', models.CharField(max_length=200, verbose_name='subject in Dutch')),
                ('subject_en', models.CharField(max_length=200, verbose_name='subject in English')),
                ('operative_nl', models.TextField(verbose_name='decision in Dutch')),
                ('operative_en', models.TextField(verbose_name='decision in English')),
                ('next_nl', models.TextField(blank=True, verbose_name='what to do next, in Dutch')),
                ('next_en', models.TextField(blank=True, verbose_name='what to do next, in English')),
                ('ending', models.CharField(choices=[('decision', 'decided'), ('objection', 'objected (article 2.19)'), ('not-treated', 'not treated'), ('conversion', 'treated as another procedure')], max_length=20, verbose_name='ending')),
                ('is_grant', models.BooleanField(verbose_name='grants what was asked')),
                ('assigns', models.CharField(blank=True, choices=[('', 'nothing'), ('cfi', 'CFI'), ('level', 'level and CFI'), ('procedure', 'another procedure')], max_length=20, verbose_name='names')),
                ('takes_conditions', models.BooleanField(default=False, verbose_name='takes conditions')),
                ('in_window_only', models.BooleanField(default=False, verbose_name='only within the objection window')),
                ('for_consent', models.BooleanField(default=False, verbose_name='only when consent was asked (2.17 lid 2)')),
                ('after_missed_answer', models.BooleanField(default=False, verbose_name='only when an answer stayed away')),
            ],
            options={
                'verbose_name': 'kind of decision',
                'verbose_name_plural': 'kinds of decision',
                'ordering': ['position', 'valid'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FormEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='key')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(help_text='From the first day; the last day is not included.', verbose_name='valid')),
                ('basis', models.JSONField(verbose_name='legal basis')),
                ('checked_on', models.DateField(verbose_name='last compared with the law on')),
                ('note', models.TextField(blank=True, verbose_name='note of the jurist')),
                ('edition', models.CharField(max_length=20, verbose_name='edition')),
            ],
            options={
                'verbose_name': 'edition of a form',
                'verbose_name_plural': 'editions of forms',
                'ordering': ['key', 'valid'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FreeDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='key')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(help_text='From the first day; the last day is not included.', verbose_name='valid')),
                ('basis', models.JSONField(verbose_name='legal basis')),
                ('checked_on', models.DateField(verbose_name='last compared with the law on')),
                ('note', models.TextField(blank=True, verbose_name='note of the jurist')),
                ('kind', models.CharField(choices=[('fixed', 'the same date every year'), ('kings-day', 'the same date, on Saturday instead of Sunday'), ('easter', 'days after Easter Sunday'), ('once', 'one date')], max_length=10, verbose_name='kind')),
                ('name_nl', models.CharField(max_length=100, verbose_name='name in Dutch')),
                ('name_en', models.CharField(max_length=100, verbose_name='name in English')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='month')),
                ('day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='day')),
                ('offset', models.SmallIntegerField(blank=True, null=True, verbose_name='days after Easter Sunday')),
                ('date', models.DateField(blank=True, null=True, verbose_name='date')),
            ],
            options={
                'verbose_name': 'free day',
                'verbose_name_plural': 'free days',
                'ordering': ['key', 'valid'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LawChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('actor', models.CharField(blank=True, max_length=250, verbose_name='by')),
                ('db_user', models.CharField(max_length=100)),
                ('table', models.CharField(max_length=60, verbose_name='table')),
                ('row', models.BigIntegerField()),
                ('key', models.CharField(max_length=60, verbose_name='key')),
                ('operation', models.CharField(max_length=10, verbose_name='what')),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': "change of the law's tables",
                'verbose_name_plural': "changes of the law's tables",
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='PenaltyScale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='key')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(help_text='From the first day; the last day is not included.', verbose_name='valid')),
                ('basis', models.JSONField(verbose_name='legal basis')),
                ('checked_on', models.DateField(verbose_name='last compared with the law on')),
                ('note', models.TextField(blank=True, verbose_name='note of the jurist')),
                ('grace_days', models.PositiveSmallIntegerField(verbose_name='days of grace after the notice')),
                ('steps', models.JSONField(verbose_name='days, and euros a day')),
            ],
            options={
                'verbose_name': 'penalty scale',
                'verbose_name_plural': 'penalty scales',
                'ordering': ['valid'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='key')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(help_text='From the first day; the last day is not included.', verbose_name='valid')),
                ('basis', models.JSONField(verbose_name='legal basis')),
                ('checked_on', models.DateField(verbose_name='last compared with the law on')),
                ('note', models.TextField(blank=True, verbose_name='note of the jurist')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position in the table')),
                ('table', models.CharField(max_length=3, verbose_name='table')),
                ('level', models.CharField(blank=True, choices=[('I', 'I'), ('II-k', 'II-k'), ('II-v', 'II-v'), ('III', 'III'), ('IV', 'IV'), ('MI-I or MI-II', 'MI-I or MI-II'), ('MI-III', 'MI-III'), ('S-I', 'S-I'), ('S-III', 'S-III')], max_length=20, verbose_name='level')),
                ('situation_nl', models.CharField(max_length=200, verbose_name='situation in Dutch')),
                ('situation_en', models.CharField(max_length=200, verbose_name='situation in English')),
                ('name_nl', models.CharField(max_length=200, verbose_name='name in Dutch')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('type', models.CharField(choices=[('KG', 'KG'), ('VA', 'VA'), ('none', 'none'), ('2.8', '2.8'), ('2.8 + KG', '2.8 + KG'), ('2.13', '2.13'), ('2.13a', '2.13a'), ('ATV', 'ATV'), ('administrative', 'administrative')], max_length=20, verbose_name='type')),
                ('form', models.CharField(blank=True, max_length=60, verbose_name='form')),
                ('term_kind', models.CharField(choices=[('none', 'none'), ('waiting', 'waiting term'), ('decision', 'decision term')], max_length=10, verbose_name='kind of term')),
                ('term_amount', models.PositiveSmallIntegerField(verbose_name='term')),
                ('term_unit', models.CharField(choices=[('days', 'days'), ('weeks', 'weeks')], max_length=5, verbose_name='unit')),
                ('term_count', models.PositiveSmallIntegerField(default=1, verbose_name='number of terms')),
                ('aim_working_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='aim: working days after the term')),
                ('objection_days', models.PositiveSmallIntegerField(default=0, verbose_name='days in which BGGO may object')),
                ('extension_days', models.PositiveSmallIntegerField(default=0, verbose_name='longest extension in days')),
                ('resume_on_missed_deadline', models.BooleanField(default=False, verbose_name='clock runs again when the answer date is missed')),
                ('start', models.CharField(choices=[('on-receipt', 'on-receipt'), ('after-term', 'after-term'), ('on-decision', 'on-decision'), ('after-report', 'after-report'), ('follow-up', 'follow-up'), ('by-parts', 'by-parts'), ('not-applicable', 'not-applicable')], max_length=20, verbose_name='when work may start')),
                ('may_start_nl', models.CharField(max_length=200, verbose_name='start of work in Dutch')),
                ('may_start_en', models.CharField(max_length=200, verbose_name='start of work in English')),
                ('ending_nl', models.CharField(max_length=200, verbose_name='ending in Dutch')),
                ('ending_en', models.CharField(max_length=200, verbose_name='ending in English')),
                ('number_tag', models.CharField(blank=True, max_length=40, verbose_name='tag in the number')),
            ],
            options={
                'verbose_name': 'procedure',
                'verbose_name_plural': 'procedures',
                'ordering': ['position', 'valid'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContainmentCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='key')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(help_text='From the first day; the last day is not included.', verbose_name='valid')),
                ('basis', models.JSONField(verbose_name='legal basis')),
                ('checked_on', models.DateField(verbose_name='last compared with the law on')),
                ('note', models.TextField(blank=True, verbose_name='note of the jurist')),
                ('family', models.CharField(max_length=10, verbose_name='family')),
                ('family_nl', models.CharField(max_length=100, verbose_name='family in Dutch')),
                ('family_en', models.CharField(max_length=100, verbose_name='family in English')),
                ('level', models.CharField(choices=[('I', 'I'), ('II', 'II'), ('III', 'III'), ('IV', 'IV')], max_length=3, verbose_name='level')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
            ],
            options={
                'verbose_name': 'category of physical containment',
                'verbose_name_plural': 'categories of physical containment',
                'ordering': ['position'],
                'abstract': False,
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), ('valid', '&&')], name='containmentcategory_one_row_a_day', violation_error_message='Another row holds for this key then.'), models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__startswith__isnull', False)), name='containmentcategory_has_first_day'), models.CheckConstraint(condition=models.Q(('basis', {}), _negated=True), name='containmentcategory_has_basis')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='containmentcategory',
            trigger=pgtrigger.compiler.Trigger(name='only_closed', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date; may_change text[] := ARRAY['valid', 'checked_on', 'note'];", func='\n        IF lower(OLD.valid) > today THEN\n            RETURN NEW;\n        END IF;\n        IF (to_jsonb(OLD) - may_change) IS DISTINCT FROM (to_jsonb(NEW) - may_change)\n           OR lower(OLD.valid) IS DISTINCT FROM lower(NEW.valid) THEN\n            RAISE EXCEPTION \'Row "%" has begun: close it and add its successor.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        IF upper(OLD.valid) IS DISTINCT FROM upper(NEW.valid)\n           AND upper(OLD.valid) <= today THEN\n            RAISE EXCEPTION \'Row "%" has ended: its end cannot move any more.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='26c51001433d1c96477629ba23dc5f84bc865053', operation='UPDATE', pgid='pgtrigger_only_closed_ab209', table='procedures_containmentcategory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='containmentcategory',
            trigger=pgtrigger.compiler.Trigger(name='on_record', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END; became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END; last text;", func='\n        IF was = became THEN\n            RETURN NULL;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext(\'procedures_lawchange\'));\n        SELECT sha256 INTO last FROM procedures_lawchange ORDER BY id DESC LIMIT 1;\n        INSERT INTO procedures_lawchange\n            (previous, at, actor, db_user, "table", "row", key, operation, before,\n             after, sha256)\n        SELECT change.*, encode(sha256(convert_to(jsonb_build_array(\n        previous, extract(epoch from at), actor, db_user, "table", "row", key,\n        operation, before, after\n    )::text, \'UTF8\')), \'hex\')\n        FROM (SELECT\n            coalesce(last, \'\') AS previous,\n            clock_timestamp() AS at,\n            coalesce(current_setting(\'ggo.actor\', true), \'\') AS actor,\n            session_user AS db_user,\n            TG_TABLE_NAME AS "table",\n            (coalesce(became, was) ->> \'id\')::bigint AS "row",\n            coalesce(became, was) ->> \'key\' AS key,\n            TG_OP AS operation,\n            was AS before,\n            became AS after\n        ) AS change;\n        RETURN NULL;\n    ', hash='cd3f635184fd29d99bf9accb9a5c342c77784a57', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_on_record_77b2e', table='procedures_containmentcategory', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='decisiontemplate',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), ('valid', '&&')], name='decisiontemplate_one_row_a_day', violation_error_message='Another row holds for this key then.'),
        ),
        migrations.AddConstraint(
            model_name='decisiontemplate',
            constraint=models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__startswith__isnull', False)), name='decisiontemplate_has_first_day'),
        ),
        migrations.AddConstraint(
            model_name='decisiontemplate',
            constraint=models.CheckConstraint(condition=models.Q(('basis', {}), _negated=True), name='decisiontemplate_has_basis'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisiontemplate',
            trigger=pgtrigger.compiler.Trigger(name='only_closed', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date; may_change text[] := ARRAY['valid', 'checked_on', 'note'];", func='\n        IF lower(OLD.valid) > today THEN\n            RETURN NEW;\n        END IF;\n        IF (to_jsonb(OLD) - may_change) IS DISTINCT FROM (to_jsonb(NEW) - may_change)\n           OR lower(OLD.valid) IS DISTINCT FROM lower(NEW.valid) THEN\n            RAISE EXCEPTION \'Row "%" has begun: close it and add its successor.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        IF upper(OLD.valid) IS DISTINCT FROM upper(NEW.valid)\n           AND upper(OLD.valid) <= today THEN\n            RAISE EXCEPTION \'Row "%" has ended: its end cannot move any more.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='b03600d30787ea950e61c9d03c7411d1a04e6858', operation='UPDATE', pgid='pgtrigger_only_closed_4f9e4', table='procedures_decisiontemplate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisiontemplate',
            trigger=pgtrigger.compiler.Trigger(name='on_record', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END; became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END; last text;", func='\n        IF was = became THEN\n            RETURN NULL;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext(\'procedures_lawchange\'));\n        SELECT sha256 INTO last FROM procedures_lawchange ORDER BY id DESC LIMIT 1;\n        INSERT INTO procedures_lawchange\n            (previous, at, actor, db_user, "table", "row", key, operation, before,\n             after, sha256)\n        SELECT change.*, encode(sha256(convert_to(jsonb_build_array(\n        previous, extract(epoch from at), actor, db_user, "table", "row", key,\n        operation, before, after\n    )::text, \'UTF8\')), \'hex\')\n        FROM (SELECT\n            coalesce(last, \'\') AS previous,\n            clock_timestamp() AS at,\n            coalesce(current_setting(\'ggo.actor\', true), \'\') AS actor,\n            session_user AS db_user,\n            TG_TABLE_NAME AS "table",\n            (coalesce(became, was) ->> \'id\')::bigint AS "row",\n            coalesce(became, was) ->> \'key\' AS key,\n            TG_OP AS operation,\n            was AS before,\n            became AS after\n        ) AS change;\n        RETURN NULL;\n    ', hash='e3c4fca8210ec4a2a2267c8baac548c4a9ca22d2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_on_record_06c55', table='procedures_decisiontemplate', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='formedition',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), ('valid', '&&')], name='formedition_one_row_a_day', violation_error_message='Another row holds for this key then.'),
        ),
        migrations.AddConstraint(
            model_name='formedition',
            constraint=models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__startswith__isnull', False)), name='formedition_has_first_day'),
        ),
        migrations.AddConstraint(
            model_name='formedition',
            constraint=models.CheckConstraint(condition=models.Q(('basis', {}), _negated=True), name='formedition_has_basis'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formedition',
            trigger=pgtrigger.compiler.Trigger(name='only_closed', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date; may_change text[] := ARRAY['valid', 'checked_on', 'note'];", func='\n        IF lower(OLD.valid) > today THEN\n            RETURN NEW;\n        END IF;\n        IF (to_jsonb(OLD) - may_change) IS DISTINCT FROM (to_jsonb(NEW) - may_change)\n           OR lower(OLD.valid) IS DISTINCT FROM lower(NEW.valid) THEN\n            RAISE EXCEPTION \'Row "%" has begun: close it and add its successor.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        IF upper(OLD.valid) IS DISTINCT FROM upper(NEW.valid)\n           AND upper(OLD.valid) <= today THEN\n            RAISE EXCEPTION \'Row "%" has ended: its end cannot move any more.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='4e8d4c844160982f400fd0b83195985ed29ea457', operation='UPDATE', pgid='pgtrigger_only_closed_a7d85', table='procedures_formedition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formedition',
            trigger=pgtrigger.compiler.Trigger(name='on_record', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END; became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END; last text;", func='\n        IF was = became THEN\n            RETURN NULL;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext(\'procedures_lawchange\'));\n        SELECT sha256 INTO last FROM procedures_lawchange ORDER BY id DESC LIMIT 1;\n        INSERT INTO procedures_lawchange\n            (previous, at, actor, db_user, "table", "row", key, operation, before,\n             after, sha256)\n        SELECT change.*, encode(sha256(convert_to(jsonb_build_array(\n        previous, extract(epoch from at), actor, db_user, "table", "row", key,\n        operation, before, after\n    )::text, \'UTF8\')), \'hex\')\n        FROM (SELECT\n            coalesce(last, \'\') AS previous,\n            clock_timestamp() AS at,\n            coalesce(current_setting(\'ggo.actor\', true), \'\') AS actor,\n            session_user AS db_user,\n            TG_TABLE_NAME AS "table",\n            (coalesce(became, was) ->> \'id\')::bigint AS "row",\n            coalesce(became, was) ->> \'key\' AS key,\n            TG_OP AS operation,\n            was AS before,\n            became AS after\n        ) AS change;\n        RETURN NULL;\n    ', hash='a7f8708be8dd8ae66ef5a620a73bc2d7bcca38cf', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_on_record_85226', table='procedures_formedition', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='freeday',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), ('valid', '&&')], name='freeday_one_row_a_day', violation_error_message='Another row holds for this key then.'),
        ),
        migrations.AddConstraint(
            model_name='freeday',
            constraint=models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__startswith__isnull', False)), name='freeday_has_first_day'),
        ),
        migrations.AddConstraint(
            model_name='freeday',
            constraint=models.CheckConstraint(condition=models.Q(('basis', {}), _negated=True), name='freeday_has_basis'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freeday',
            trigger=pgtrigger.compiler.Trigger(name='only_closed', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date; may_change text[] := ARRAY['valid', 'checked_on', 'note'];", func='\n        IF lower(OLD.valid) > today THEN\n            RETURN NEW;\n        END IF;\n        IF (to_jsonb(OLD) - may_change) IS DISTINCT FROM (to_jsonb(NEW) - may_change)\n           OR lower(OLD.valid) IS DISTINCT FROM lower(NEW.valid) THEN\n            RAISE EXCEPTION \'Row "%" has begun: close it and add its successor.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        IF upper(OLD.valid) IS DISTINCT FROM upper(NEW.valid)\n           AND upper(OLD.valid) <= today THEN\n            RAISE EXCEPTION \'Row "%" has ended: its end cannot move any more.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='b8a46f0a1cd764a6b4744e8b5569de6d5a91ccdd', operation='UPDATE', pgid='pgtrigger_only_closed_5486d', table='procedures_freeday', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='freeday',
            trigger=pgtrigger.compiler.Trigger(name='on_record', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END; became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END; last text;", func='\n        IF was = became THEN\n            RETURN NULL;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext(\'procedures_lawchange\'));\n        SELECT sha256 INTO last FROM procedures_lawchange ORDER BY id DESC LIMIT 1;\n        INSERT INTO procedures_lawchange\n            (previous, at, actor, db_user, "table", "row", key, operation, before,\n             after, sha256)\n        SELECT change.*, encode(sha256(convert_to(jsonb_build_array(\n        previous, extract(epoch from at), actor, db_user, "table", "row", key,\n        operation, before, after\n    )::text, \'UTF8\')), \'hex\')\n        FROM (SELECT\n            coalesce(last, \'\') AS previous,\n            clock_timestamp() AS at,\n            coalesce(current_setting(\'ggo.actor\', true), \'\') AS actor,\n            session_user AS db_user,\n            TG_TABLE_NAME AS "table",\n            (coalesce(became, was) ->> \'id\')::bigint AS "row",\n            coalesce(became, was) ->> \'key\' AS key,\n            TG_OP AS operation,\n            was AS before,\n            became AS after\n        ) AS change;\n        RETURN NULL;\n    ', hash='cd59b7d373ade4413e818bc6aa38e3abfc8501f1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_on_record_ff9b6', table='procedures_freeday', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lawchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7774334586a656768e1ca9ad810fcb3521ca2805', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_baae6', table='procedures_lawchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lawchange',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME;", hash='16829da74456d5c8db697dcc0356576228d00189', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_9d4dc', table='procedures_lawchange', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='penaltyscale',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), ('valid', '&&')], name='penaltyscale_one_row_a_day', violation_error_message='Another row holds for this key then.'),
        ),
        migrations.AddConstraint(
            model_name='penaltyscale',
            constraint=models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__startswith__isnull', False)), name='penaltyscale_has_first_day'),
        ),
        migrations.AddConstraint(
            model_name='penaltyscale',
            constraint=models.CheckConstraint(condition=models.Q(('basis', {}), _negated=True), name='penaltyscale_has_basis'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='penaltyscale',
            trigger=pgtrigger.compiler.Trigger(name='only_closed', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date; may_change text[] := ARRAY['valid', 'checked_on', 'note'];", func='\n        IF lower(OLD.valid) > today THEN\n            RETURN NEW;\n        END IF;\n        IF (to_jsonb(OLD) - may_change) IS DISTINCT FROM (to_jsonb(NEW) - may_change)\n           OR lower(OLD.valid) IS DISTINCT FROM lower(NEW.valid) THEN\n            RAISE EXCEPTION \'Row "%" has begun: close it and add its successor.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        IF upper(OLD.valid) IS DISTINCT FROM upper(NEW.valid)\n           AND upper(OLD.valid) <= today THEN\n            RAISE EXCEPTION \'Row "%" has ended: its end cannot move any more.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='f3e2a16f493f749fa4c9b9616bf8a155c848158b', operation='UPDATE', pgid='pgtrigger_only_closed_670ec', table='procedures_penaltyscale', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='penaltyscale',
            trigger=pgtrigger.compiler.Trigger(name='on_record', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END; became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END; last text;", func='\n        IF was = became THEN\n            RETURN NULL;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext(\'procedures_lawchange\'));\n        SELECT sha256 INTO last FROM procedures_lawchange ORDER BY id DESC LIMIT 1;\n        INSERT INTO procedures_lawchange\n            (previous, at, actor, db_user, "table", "row", key, operation, before,\n             after, sha256)\n        SELECT change.*, encode(sha256(convert_to(jsonb_build_array(\n        previous, extract(epoch from at), actor, db_user, "table", "row", key,\n        operation, before, after\n    )::text, \'UTF8\')), \'hex\')\n        FROM (SELECT\n            coalesce(last, \'\') AS previous,\n            clock_timestamp() AS at,\n            coalesce(current_setting(\'ggo.actor\', true), \'\') AS actor,\n            session_user AS db_user,\n            TG_TABLE_NAME AS "table",\n            (coalesce(became, was) ->> \'id\')::bigint AS "row",\n            coalesce(became, was) ->> \'key\' AS key,\n            TG_OP AS operation,\n            was AS before,\n            became AS after\n        ) AS change;\n        RETURN NULL;\n    ', hash='6c1f2915c4d51d6b3515fc4dcc93529de8626ff4', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_on_record_02857', table='procedures_penaltyscale', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='procedure',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), ('valid', '&&')], name='procedure_one_row_a_day', violation_error_message='Another row holds for this key then.'),
        ),
        migrations.AddConstraint(
            model_name='procedure',
            constraint=models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__startswith__isnull', False)), name='procedure_has_first_day'),
        ),
        migrations.AddConstraint(
            model_name='procedure',
            constraint=models.CheckConstraint(condition=models.Q(('basis', {}), _negated=True), name='procedure_has_basis'),
        ),
        migrations.AddConstraint(
            model_name='procedure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('term_amount', 0), ('term_kind', 'none')), models.Q(models.Q(('term_kind', 'none'), _negated=True), ('term_amount__gt', 0)), _connector='OR'), name='procedure_term_fits_kind'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='procedure',
            trigger=pgtrigger.compiler.Trigger(name='only_closed', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date; may_change text[] := ARRAY['valid', 'checked_on', 'note'];", func='\n        IF lower(OLD.valid) > today THEN\n            RETURN NEW;\n        END IF;\n        IF (to_jsonb(OLD) - may_change) IS DISTINCT FROM (to_jsonb(NEW) - may_change)\n           OR lower(OLD.valid) IS DISTINCT FROM lower(NEW.valid) THEN\n            RAISE EXCEPTION \'Row "%" has begun: close it and add its successor.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        IF upper(OLD.valid) IS DISTINCT FROM upper(NEW.valid)\n           AND upper(OLD.valid) <= today THEN\n            RAISE EXCEPTION \'Row "%" has ended: its end cannot move any more.\',\n                OLD.key USING ERRCODE = \'integrity_constraint_violation\';\n        END IF;\n        RETURN NEW;\n    ', hash='df3a28fb79c5e9c5290877bee183f0370a31be0f', operation='UPDATE', pgid='pgtrigger_only_closed_c7d2a', table='procedures_procedure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='procedure',
            trigger=pgtrigger.compiler.Trigger(name='on_record', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END; became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END; last text;", func='\n        IF was = became THEN\n            RETURN NULL;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtext(\'procedures_lawchange\'));\n        SELECT sha256 INTO last FROM procedures_lawchange ORDER BY id DESC LIMIT 1;\n        INSERT INTO procedures_lawchange\n            (previous, at, actor, db_user, "table", "row", key, operation, before,\n             after, sha256)\n        SELECT change.*, encode(sha256(convert_to(jsonb_build_array(\n        previous, extract(epoch from at), actor, db_user, "table", "row", key,\n        operation, before, after\n    )::text, \'UTF8\')), \'hex\')\n        FROM (SELECT\n            coalesce(last, \'\') AS previous,\n            clock_timestamp() AS at,\n            coalesce(current_setting(\'ggo.actor\', true), \'\') AS actor,\n            session_user AS db_user,\n            TG_TABLE_NAME AS "table",\n            (coalesce(became, was) ->> \'id\')::bigint AS "row",\n            coalesce(became, was) ->> \'key\' AS key,\n            TG_OP AS operation,\n            was AS before,\n            became AS after\n        ) AS change;\n        RETURN NULL;\n    ', hash='78543997afe9639d0f235ed3da20434e14f14be9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_on_record_71472', table='procedures_procedure', when='AFTER')),
        ),
    ]
