"""The tables of the form, and the triggers that keep what was filed."""

import uuid

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import applications.models.attachment


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.OAUTH2_PROVIDER_APPLICATION_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('procedure_key', models.CharField(max_length=60, verbose_name='procedure')),
                ('edition', models.CharField(default='1', max_length=20, verbose_name='edition of the form')),
                ('choice', models.JSONField(blank=True, default=dict)),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('external_reference', models.CharField(blank=True, max_length=100, verbose_name='own reference')),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('filed_at', models.DateTimeField(blank=True, null=True)),
                ('filed_as', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='The numbers under which it was filed, as people write them.', size=None)),
                ('content', models.JSONField(blank=True, null=True)),
                ('content_sha256', models.CharField(blank=True, max_length=64)),
                ('changes', models.ForeignKey(blank=True, help_text='The filed application that this one changes.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changed_by', to='applications.application')),
                ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='applications.application')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.OAUTH2_PROVIDER_APPLICATION_MODEL)),
                ('first', models.ForeignKey(blank=True, help_text='The first filing of the dossier that this one changes.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='applications.application')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='accounts.organisation')),
                ('supplements', models.ForeignKey(blank=True, help_text='The filing of which this is a supplemented or corrected form.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supplemented_by', to='applications.application')),
            ],
            options={
                'verbose_name': 'application',
                'verbose_name_plural': 'applications',
                'ordering': ['-changed_at'],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('risk-report', 'report of the risk assessment'), ('annex-8', 'risk assessment (annex 8)'), ('annex-6', 'evidence on the criteria of annex 6'), ('drawing', 'drawing or map'), ('evidence', 'evidence of equal protection'), ('public', 'public version of a confidential document'), ('other', 'other document')], default='risk-report', max_length=20, verbose_name='kind')),
                ('file', models.FileField(upload_to=applications.models.attachment.stored_as)),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('added_by', models.CharField(max_length=250)),
                ('added_at', models.DateTimeField()),
                ('confidential', models.BooleanField(default=False, verbose_name='confidential')),
                ('ground', models.CharField(blank=True, choices=[('business', 'business or manufacturing data'), ('security', 'security'), ('personal', 'personal data')], max_length=20, verbose_name='ground')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='why')),
                ('scanned_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='applications.application')),
                ('public_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='applications.attachment')),
            ],
            options={
                'ordering': ['added_at'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(blank=True, max_length=40)),
                ('text', models.TextField(max_length=2000, verbose_name='comment')),
                ('written_at', models.DateTimeField()),
                ('sends_back', models.BooleanField(default=False)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='applications.application')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Confidentiality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=40)),
                ('field', models.CharField(max_length=40)),
                ('ground', models.CharField(choices=[('business', 'business or manufacturing data'), ('security', 'security'), ('personal', 'personal data')], max_length=20, verbose_name='ground')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='why')),
                ('public_text', models.TextField(blank=True, verbose_name='text for the public')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confidentialities', to='applications.application')),
            ],
            options={
                'verbose_name': 'claim of confidentiality',
                'verbose_name_plural': 'claims of confidentiality',
                'ordering': ['section', 'field'],
            },
        ),
        migrations.CreateModel(
            name='FiledNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(help_text='IG 26-014_I-000', max_length=60, unique=True)),
                ('key', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=20)),
                ('ending', models.CharField(blank=True, choices=[('granted', 'granted'), ('accepted', 'no objection'), ('assigned', 'another containment assigned'), ('refused', 'refused'), ('not-treated', 'not treated'), ('withdrawn', 'withdrawn'), ('converted', 'treated as another procedure'), ('processed', 'processed')], max_length=20)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='numbers', to='applications.application')),
            ],
        ),
        migrations.CreateModel(
            name='OrganismRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('host', models.TextField(blank=True, verbose_name='host')),
                ('host_class', models.TextField(blank=True, verbose_name='class of the host')),
                ('vector', models.TextField(blank=True, verbose_name='vector')),
                ('insert', models.TextField(blank=True, verbose_name='insert')),
                ('donor', models.TextField(blank=True, verbose_name='donor organism')),
                ('function', models.TextField(blank=True, verbose_name='function of the genetic material')),
                ('handling', models.TextField(blank=True, verbose_name='handling')),
                ('cfi', models.TextField(blank=True, verbose_name='CFI')),
                ('level', models.TextField(blank=True, verbose_name='level')),
                ('article', models.TextField(blank=True, verbose_name='classification article')),
                ('requirements', models.TextField(blank=True, verbose_name='additional requirements')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='organisms', to='applications.application')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PendingImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mode', models.CharField(choices=[('add', 'Add the rows at the end'), ('replace', 'Replace all rows')], max_length=10)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('headed', models.BooleanField(default=True)),
                ('unknown', models.JSONField(default=list)),
                ('absent', models.JSONField(default=list)),
                ('lines', models.JSONField()),
                ('rows_seen', models.CharField(max_length=64)),
                ('read_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pending_imports', to='applications.application')),
                ('read_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-read_at'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('is_active', models.BooleanField(default=True, verbose_name='can be picked')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='accounts.organisation')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SectionAnswers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=40)),
                ('values', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_page', models.CharField(blank=True, max_length=40)),
                ('saved_by', models.CharField(max_length=250)),
                ('saved_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='section_answers', to='applications.application')),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_at', models.DateTimeField()),
                ('content_sha256', models.CharField(max_length=64)),
                ('parts', models.JSONField(default=dict)),
                ('remarks', models.TextField(blank=True, max_length=2000, verbose_name='remarks of the BVF')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='applications.application')),
                ('for_bvf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-signed_at'],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name of the location')),
                ('street', models.CharField(max_length=200, verbose_name='street and number')),
                ('postcode', models.CharField(max_length=7, verbose_name='postcode')),
                ('municipality', models.CharField(max_length=100, verbose_name='municipality')),
                ('authority', models.CharField(max_length=200, verbose_name='authority that granted the environmental permit')),
                ('permit_number', models.CharField(blank=True, max_length=100, verbose_name='number of the environmental permit')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='accounts.organisation')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SiteContainment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cfi', models.CharField(max_length=10, verbose_name='highest CFI allowed')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='containments', to='applications.site')),
            ],
            options={
                'ordering': ['cfi'],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('first', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='standing', serialize=False, to='applications.application')),
                ('bvf_since', models.DateTimeField(blank=True, null=True)),
                ('vm_since', models.DateTimeField(blank=True, null=True)),
                ('site_since', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('bvf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.site')),
                ('vm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.person')),
            ],
            options={
                'verbose_name': 'standing of a dossier',
                'verbose_name_plural': 'standing of dossiers',
            },
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['organisation', '-changed_at'], name='application_recent'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', True), ('content_sha256', ''), ('filed_at__isnull', True)), models.Q(('content__isnull', False), ('filed_at__isnull', False), models.Q(('content_sha256', ''), _negated=True)), _connector='OR'), name='filed_application_is_frozen'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('external_reference', ''), _negated=True), fields=('organisation', 'external_reference'), name='external_reference_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."filed_at" IS NOT NULL)', declare="DECLARE may_change text[] := ARRAY['organisation_id', 'external_reference', 'filed_as', 'copied_from_id']::text[];", func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='1d659bf3a288c9bb0279523dfdc009a50d212f3b', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_143db', table='applications_application', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='9745944a88392a562a5f8fdb1925cec040f066b7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_e3745', table='applications_application', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application WHERE id IN (OLD.application_id, NEW.application_id) AND (filed_at IS NOT NULL)\n            ) THEN\n                \n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='50c8f260eb699c5311b91304924f6242c4cf003f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_6ad88', table='applications_attachment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='6c6420b78b09b2c45047e21ae64f44c9cc6d4ee8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_56a7b', table='applications_attachment', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='comment_settled_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='confidentiality',
            constraint=models.UniqueConstraint(fields=('application', 'section', 'field'), name='claim_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confidentiality',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application WHERE id IN (OLD.application_id, NEW.application_id) AND (filed_at IS NOT NULL)\n            ) THEN\n                \n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='8331f496321edb70a0790e91c59930be33377ae0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_dec8d', table='applications_confidentiality', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confidentiality',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='89b9da4a6e17c5371113968b4dda06ee99399599', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_c0bc1', table='applications_confidentiality', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='filednumber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ending', '')), models.Q(models.Q(('ending', ''), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='filed_number_ends_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='organismrow',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('application', 'position'), name='organism_position_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organismrow',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application WHERE id IN (OLD.application_id, NEW.application_id) AND (filed_at IS NOT NULL)\n            ) THEN\n                \n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='898785f77d9af44403ad45488083cf2da9c5960e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_87f34', table='applications_organismrow', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organismrow',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='c7ba2657c88a78a17e54808ae289e6f52454e48e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_da528', table='applications_organismrow', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(fields=('organisation', 'email'), name='person_once'),
        ),
        migrations.AddConstraint(
            model_name='sectionanswers',
            constraint=models.UniqueConstraint(fields=('application', 'section'), name='section_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sectionanswers',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application WHERE id IN (OLD.application_id, NEW.application_id) AND (filed_at IS NOT NULL)\n            ) THEN\n                \n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='17b31c8daf3b25d81a3c5a3cd4de4935ec7d45b5', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_72489', table='applications_sectionanswers', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sectionanswers',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='aad855788cce4c4bf532e145ebdf9868e01c0ef2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_7035e', table='applications_sectionanswers', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application WHERE id IN (OLD.application_id, NEW.application_id) AND (filed_at IS NOT NULL)\n            ) THEN\n                \n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='5989ed9758556d7c90724068d49fbe8a3c19ae9c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_ce3e3', table='applications_signature', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='4b78047e2f8f22e7dbfdb8428a32d472d5e79444', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_5bfc8', table='applications_signature', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.UniqueConstraint(fields=('organisation', 'name'), name='site_name_once'),
        ),
        migrations.AddConstraint(
            model_name='sitecontainment',
            constraint=models.UniqueConstraint(fields=('site', 'cfi'), name='site_cfi_once'),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bvf__isnull', True), ('bvf_since__isnull', True)), models.Q(('bvf__isnull', False), ('bvf_since__isnull', False)), _connector='OR'), name='standing_bvf_since'),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('vm__isnull', True), ('vm_since__isnull', True)), models.Q(('vm__isnull', False), ('vm_since__isnull', False)), _connector='OR'), name='standing_vm_since'),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('site__isnull', True), ('site_since__isnull', True)), models.Q(('site__isnull', False), ('site_since__isnull', False)), _connector='OR'), name='standing_site_since'),
        ),
    ]
