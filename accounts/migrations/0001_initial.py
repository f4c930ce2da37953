"""The tables of `accounts`; by hand: the log of access, and the counters."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import oauth2_provider.generators
import oauth2_provider.models
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import accounts.models

# Every change of who may do what ends in the log of access, however it was made. The acts
# write what they did themselves; at the end of each transaction the database looks at the
# rows that say who may do what, and writes what the acts did not.
ACCESS_ON_RECORD = """
CREATE FUNCTION accounts_access_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    one jsonb := coalesce(became, was);
    what text := TG_ARGV[0];
    about bigint := coalesce(one ->> 'user_id', one ->> 'bvf_id')::bigint;
    lab uuid := (one ->> 'organisation_id')::uuid;
    called text;
    address text;
    said jsonb;
BEGIN
    -- What an act has told in this transaction already.
    IF what = 'role-changed' AND EXISTS (
        SELECT FROM accounts_accessevent
        WHERE person_id = about AND transaction = pg_current_xact_id()::text::bigint
        AND kind = ANY (CASE TG_OP WHEN 'INSERT' THEN ARRAY['role-given']
            WHEN 'DELETE' THEN ARRAY['role-taken', 'removed', 'left'] END)
        AND facts -> 'roles' ? (one ->> 'role')
        AND organisation_id IS NOT DISTINCT FROM lab
    ) THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'accounts_user' THEN
        about := one ->> 'id';
        SELECT jsonb_object_agg(key, value) INTO was FROM jsonb_each(was)
        WHERE key IN ('is_active', 'is_staff', 'is_superuser');
        SELECT jsonb_object_agg(key, value) INTO became FROM jsonb_each(became)
        WHERE key IN ('is_active', 'is_staff', 'is_superuser');
    ELSIF TG_TABLE_NAME = 'accounts_machineclient' THEN
        about := NULL;
        called := one ->> 'name';
    ELSIF TG_TABLE_NAME = 'accounts_filingmandate' THEN
        SELECT organisation_id INTO lab FROM accounts_machineclient
        WHERE id = (one ->> 'client_id')::bigint;
    ELSIF TG_TABLE_NAME = 'accounts_user_user_permissions' THEN
        SELECT codename INTO called FROM auth_permission
        WHERE id = (one ->> 'permission_id')::bigint;
        one := one || jsonb_build_object('permission', called);
        called := NULL;
    END IF;
    said := jsonb_build_object(
        'table', TG_TABLE_NAME, 'operation', TG_OP, 'db_user', session_user,
        'before', was - 'client_secret', 'after', became - 'client_secret'
    );
    IF was ->> 'client_secret' <> became ->> 'client_secret' THEN
        said := said || jsonb_build_object('secret_changed', true);
    END IF;
    IF one ? 'role' THEN
        said := said || jsonb_build_object('roles', jsonb_build_array(one -> 'role'));
    END IF;
    IF one ? 'permission' THEN
        said := said || jsonb_build_object('permission', one -> 'permission');
    END IF;
    SELECT coalesce(called, name), email INTO called, address FROM accounts_user
    WHERE id = about;
    INSERT INTO accounts_accessevent
        (organisation_id, kind, at, actor_name, person_id, name, email, facts)
    VALUES (
        (SELECT id FROM accounts_organisation WHERE id = lab),
        what,
        clock_timestamp(),
        coalesce(nullif(current_setting('ggo.actor', true), ''), session_user),
        (SELECT id FROM accounts_user WHERE id = about),
        coalesce(called, one ->> 'name', '?'),
        coalesce(address, ''),
        said
    );
    RETURN NULL;
END
$$
"""

WATCHED = [
    ("accounts_membership", "role-changed", "INSERT OR UPDATE OR DELETE", ""),
    ("accounts_position", "role-changed", "INSERT OR UPDATE OR DELETE", ""),
    ("accounts_machineclient", "system", "INSERT OR UPDATE OR DELETE", ""),
    ("accounts_filingmandate", "mandate", "INSERT OR UPDATE OR DELETE", ""),
    ("accounts_user_user_permissions", "rights", "INSERT OR DELETE", ""),
    ("accounts_user_groups", "rights", "INSERT OR DELETE", ""),
    (
        "accounts_user",
        "rights",
        "UPDATE",
        "WHEN ((OLD.is_active, OLD.is_staff, OLD.is_superuser) IS DISTINCT FROM"
        " (NEW.is_active, NEW.is_staff, NEW.is_superuser))",
    ),
]
# A new user who may use the admin from the start.
NEW_STAFF = (
    "CREATE CONSTRAINT TRIGGER access_on_record_new AFTER INSERT ON accounts_user "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
    "WHEN (NEW.is_staff OR NEW.is_superuser) "
    "EXECUTE FUNCTION accounts_access_on_record('rights')"
)


def watching(table: str, kind: str, operations: str, condition: str) -> str:
    """The trigger of a table: once the transaction is whole, so the acts come first."""
    return (
        f"CREATE CONSTRAINT TRIGGER access_on_record AFTER {operations} ON {table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {condition} "
        f"EXECUTE FUNCTION accounts_access_on_record('{kind}')"
    )


# The table in which attempts are counted (`CACHES["default"]`).
COUNTERS = """
CREATE TABLE accounts_counters (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_counters_expires ON accounts_counters (expires);
"""


class Migration(migrations.Migration):
    initial = True
    run_before = [("oauth2_provider", "0001_initial")]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('kvk_number', models.CharField(blank=True, max_length=8, validators=[django.core.validators.RegexValidator('^\\d{8}$', 'A KvK number has eight digits.')], verbose_name='KvK number')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SignOfLife',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('known_at', models.DateTimeField(help_text='When it was first seen to work.')),
                ('began_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'English')], default='nl', max_length=2, verbose_name='language of messages')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may use the admin')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='MachineClient',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('client_id', models.CharField(db_index=True, default=oauth2_provider.generators.generate_client_id, max_length=255, unique=True, verbose_name='client ID')),
                ('redirect_uris', models.TextField(blank=True, help_text='Allowed URIs list, space separated', verbose_name='redirect URIs')),
                ('post_logout_redirect_uris', models.TextField(blank=True, default='', help_text='Allowed Post Logout URIs list, space separated', verbose_name='post logout redirect URIs')),
                ('client_type', models.CharField(choices=[('confidential', 'Confidential'), ('public', 'Public')], max_length=32, verbose_name='client type')),
                ('authorization_grant_type', models.CharField(choices=[('authorization-code', 'Authorization code'), ('urn:ietf:params:oauth:grant-type:device_code', 'Device Code'), ('implicit', 'Implicit'), ('password', 'Resource owner password-based'), ('client-credentials', 'Client credentials'), ('openid-hybrid', 'OpenID connect hybrid')], max_length=44, verbose_name='authorization grant type')),
                ('client_secret', oauth2_provider.models.ClientSecretField(blank=True, db_index=True, default=oauth2_provider.generators.generate_client_secret, help_text='Client secret for authentication', max_length=255, verbose_name='client secret')),
                ('hash_client_secret', models.BooleanField(default=True, verbose_name='hash client secret')),
                ('name', models.CharField(blank=True, max_length=255, verbose_name='name')),
                ('skip_authorization', models.BooleanField(default=False, verbose_name='skip authorization')),
                ('created', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated', models.DateTimeField(auto_now=True, verbose_name='updated')),
                ('algorithm', models.CharField(blank=True, choices=[('', 'No OIDC support'), ('RS256', 'RSA with SHA-2 256'), ('HS256', 'HMAC with SHA-2 256')], default='', max_length=5, verbose_name='algorithm')),
                ('allowed_origins', models.TextField(blank=True, default='', help_text='Allowed origins list to enable CORS, space separated', verbose_name='allowed origins')),
                ('registration_source', models.CharField(choices=[('manual', 'Manual'), ('dcr', 'Dynamic Client Registration'), ('cimd', 'Client ID Metadata Document')], default='manual', help_text='How this application was registered (manual, DCR per RFC 7591, or CIMD)', max_length=32, verbose_name='registration source')),
                ('cimd_expires_at', models.DateTimeField(blank=True, default=None, help_text='When the cached Client ID Metadata Document should be re-fetched', null=True, verbose_name='CIMD expires at')),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=accounts.models.all_scopes, size=None)),
                ('switched_off_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='machine_clients', to='accounts.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('handler', 'case handler'), ('decider', 'deciding officer'), ('jurist', 'jurist'), ('auditor', 'auditor')], max_length=20, verbose_name='role')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Substitution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('given_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('bvf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substituted_by', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='substitutions', to='accounts.organisation')),
                ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substitutes_for', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'substitution',
                'verbose_name_plural': 'substitutions',
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='IdempotentAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255)),
                ('fingerprint', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField(db_index=True)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('headers', models.JSONField(default=dict)),
                ('body', models.TextField(default='')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.OAUTH2_PROVIDER_APPLICATION_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('client', 'key'), name='idempotency_key_once')],
            },
        ),
        migrations.CreateModel(
            name='FilingMandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('bvf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filing_mandates', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='filing_mandates', to=settings.OAUTH2_PROVIDER_APPLICATION_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gt', models.F('given_at')), _connector='OR'), name='mandate_ends_after_it_is_given'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('client', 'bvf'), name='live_mandate_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('researcher', 'researcher (OL or VM)'), ('bvf', 'biological safety officer (BVF)'), ('admin', 'organisation administrator')], max_length=20, verbose_name='role')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='accounts.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'organisation', 'role'), name='membership_once'), models.CheckConstraint(condition=models.Q(('role__in', ['researcher', 'bvf', 'admin'])), name='membership_role')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('send_after', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('researcher', 'researcher (OL or VM)'), ('bvf', 'biological safety officer (BVF)'), ('admin', 'organisation administrator')], max_length=20), size=None, verbose_name='roles')),
                ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'English')], default='nl', max_length=2, verbose_name='language of the message')),
                ('invited_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('issue', models.PositiveIntegerField(default=1)),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-invited_at'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('refused_at__isnull', True), ('sent_at__isnull', True)), fields=['send_after'], name='invitation_to_send')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True)), fields=('organisation', 'email'), name='unanswered_invitation_once'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('revoked_at__isnull', True)), _connector='OR'), name='invitation_is_accepted_by_somebody'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('invited_at'))), name='invitation_expires_after_it_is_made')],
            },
        ),
        migrations.CreateModel(
            name='AccessEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('invited', 'invited'), ('invited-again', 'invited again'), ('invitation-revoked', 'invitation withdrawn'), ('joined', 'invitation accepted'), ('role-given', 'role given'), ('role-taken', 'role taken away'), ('removed', 'removed from the organisation'), ('left', 'left the organisation'), ('substitution-arranged', 'substitution arranged'), ('substitution-ended', 'substitution ended'), ('role-changed', 'role changed outside the pages for it'), ('system', 'access of a system changed'), ('mandate', 'mandate to file changed'), ('rights', 'rights in the administration changed'), ('address', 'address to sign in with changed'), ('step-reset', 'second step of signing in reset')], max_length=30, verbose_name='what')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('actor_name', models.CharField(max_length=250, verbose_name='by')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('facts', models.JSONField(default=dict)),
                ('transaction', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL('pg_current_xact_id()::text::bigint', []), editable=False)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_events', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'change of access',
                'verbose_name_plural': 'changes of access',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['organisation', '-id'], name='access_recent')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['invited', 'invited-again', 'invitation-revoked', 'joined', 'role-given', 'role-taken', 'removed', 'left', 'substitution-arranged', 'substitution-ended', 'role-changed', 'system', 'mandate', 'rights', 'address', 'step-reset'])), name='access_kind')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accessevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c6bdf1d5b84fff1edfaab0faac7fba8956cd63ea', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d47d5', table='accounts_accessevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accessevent',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='ec4a757a7551b88eb20745d1fcf466b1b7b16328', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_34f51', table='accounts_accessevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.UniqueConstraint(fields=('user', 'role'), name='position_once'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['handler', 'decider', 'jurist', 'auditor'])), name='position_role'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at__isnull', True)), expressions=[('organisation', '='), ('bvf', '='), (models.Func('starts_on', 'ends_on', models.Value('[]'), function='DATERANGE', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_substitute_a_day'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='substitution_in_order'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=models.CheckConstraint(condition=models.Q(('bvf', models.F('substitute')), _negated=True), name='substitute_is_another'),
        ),
        migrations.RunSQL(
            [ACCESS_ON_RECORD, *(watching(*one) for one in WATCHED), NEW_STAFF],
            ["DROP FUNCTION accounts_access_on_record CASCADE"],
        ),
        migrations.RunSQL(COUNTERS, "DROP TABLE accounts_counters"),
    ]
