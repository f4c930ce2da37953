"""The tables of the cases, and the triggers that keep them; by hand: the search."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Full-text search over cases in Dutch; the trigger `search` of `Case` calls it.
FUNCTIONS = r"""
-- Letters and digits in lower case without accents; whatever else parts words.
CREATE FUNCTION dossiers_fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT btrim(regexp_replace(
    lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g')),
    '[[:space:][:punct:][:cntrl:]]+', ' ', 'g'
))
$$;

-- The Dutch stems of folded words. A stem may end as the singular does: a muiz is a
-- muis, a proev a proef, a cell a cel.
CREATE FUNCTION dossiers_stems(folded text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT coalesce(array_agg(DISTINCT regexp_replace(
    regexp_replace(regexp_replace(stem, 'z$', 's'), 'v$', 'f'),
    '([bdfgklmnprst])\1$', '\1'
)), '{}')
FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.dutch', folded))) stem
WHERE stem <> ''
$$;

-- Words as they stand and by their stems, under a weight.
CREATE FUNCTION dossiers_words(words text, weight "char") RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT setweight(
    to_tsvector('pg_catalog.simple', dossiers_fold(words)), weight
) || array_to_tsvector(dossiers_stems(dossiers_fold(words)))
$$;

-- A number or reference: whole, and without the IG before it.
CREATE FUNCTION dossiers_whole(mark text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT coalesce(array_to_tsvector(array_agg(DISTINCT left(whole, 500))), '')
FROM unnest(ARRAY[lower(mark), regexp_replace(lower(mark), '^ig-', '')]) whole
WHERE whole <> ''
$$;

-- All that a case is found by. Cells are taken once each, and up to a length that
-- always fits in one tsvector.
CREATE FUNCTION dossiers_case_search(
    number text, title text, organisation uuid, application uuid
) RETURNS tsvector LANGUAGE sql STABLE AS $$
WITH said AS (
    SELECT content -> 'organisms' AS organisms, external_reference AS mark
    FROM applications_application
    WHERE id = $4 OR (supplements_id = $4 AND filed_at IS NOT NULL)
), cells AS (
    SELECT DISTINCT cell
    FROM said,
        jsonb_array_elements(CASE jsonb_typeof(organisms)
            WHEN 'array' THEN organisms ELSE '[]' END) one,
        LATERAL (VALUES (one ->> 'host'), (one ->> 'vector'), (one ->> 'insert'),
            (one ->> 'donor')) of_row (cell)
    WHERE cell <> ''
)
SELECT dossiers_whole($1)
    || dossiers_words($2, 'A')
    || dossiers_words(coalesce(
        (SELECT left(string_agg(cell, ' ' ORDER BY cell), 100000) FROM cells), ''), 'B')
    || dossiers_words(coalesce(
        (SELECT name FROM accounts_organisation WHERE id = $3), ''), 'C')
    || coalesce((SELECT dossiers_whole(string_agg(DISTINCT mark, ' ')) FROM said), '')
    || dossiers_words(coalesce(
        (SELECT string_agg(DISTINCT mark, ' ') FROM said), ''), 'D')
$$;

-- Every word, by itself or by its stem; the last one may be its beginning alone.
-- NULL, which finds nothing, when there is no word.
CREATE FUNCTION dossiers_search_query(words text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
WITH asked AS (
    SELECT word, place, max(place) OVER () = place AS is_last
    FROM regexp_split_to_table(dossiers_fold(words), ' ')
        WITH ORDINALITY AS split (word, place)
    WHERE word <> ''
), alternatives AS (
    SELECT place, quote_literal(word) || CASE WHEN is_last THEN ':*' ELSE '' END
        || coalesce((
            SELECT string_agg(' | ' || quote_literal(stem), '')
            FROM unnest(dossiers_stems(word)) stem
        ), '') AS one
    FROM asked
)
SELECT string_agg('(' || one || ')', ' & ' ORDER BY place)::tsquery
FROM alternatives
$$;
"""

NO_FUNCTIONS = """
DROP FUNCTION dossiers_search_query(text);
DROP FUNCTION dossiers_case_search(text, text, uuid, uuid);
DROP FUNCTION dossiers_whole(text);
DROP FUNCTION dossiers_words(text, "char");
DROP FUNCTION dossiers_stems(text);
DROP FUNCTION dossiers_fold(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('applications', '0001_initial'),
        ('procedures', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.OAUTH2_PROVIDER_APPLICATION_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Derivation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law_number', models.BigIntegerField(unique=True)),
                ('changed_at', models.DateTimeField()),
                ('started_at', models.DateTimeField()),
                ('total', models.PositiveIntegerField()),
                ('left', models.PositiveIntegerField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-law_number'],
            },
        ),
        migrations.CreateModel(
            name='NumberCounter',
            fields=[
                ('year', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('last_event', models.BigIntegerField(help_text='The last event that it covers.')),
                ('last_law_change', models.BigIntegerField(default=0, help_text='The last change of the law that it covers.')),
                ('last_access_event', models.BigIntegerField(default=0, help_text='The last change of access that it covers.')),
                ('events', models.PositiveBigIntegerField(help_text='How many events came since the seal before it.')),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Trouble',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('derive', 'deriving the dates'), ('close', 'closing after the objection window'), ('remind', 'promising reminders'), ('remind advisers', 'reminding advisers')], max_length=20)),
                ('error', models.TextField(blank=True, help_text='Empty: the case was locked.')),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('times', models.PositiveIntegerField(default=1)),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['first_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='days')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['days'],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('follow_number', models.PositiveIntegerField(blank=True, null=True)),
                ('number', models.CharField(help_text='IG-26-014_I-000', max_length=40, unique=True, verbose_name='case number')),
                ('part', models.CharField(blank=True, choices=[('', 'whole filing'), ('2.8', '2.8 request of a combination'), ('follow-up', 'KG or VA of a combination'), ('converted', 'treated as another procedure')], max_length=10)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('state', models.CharField(choices=[('received', 'received'), ('in-handling', 'in handling'), ('waiting', 'waiting for the applicant'), ('advice-asked', 'advice asked'), ('assessed', 'assessed, no objection'), ('prepared', 'decision prepared'), ('decided', 'decided'), ('closed', 'closed without decision'), ('objected', 'objected (article 2.19)'), ('not-treated', 'not treated'), ('withdrawn', 'withdrawn'), ('converted', 'treated as another procedure'), ('processed', 'processed')], max_length=20, verbose_name='status')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='decision due')),
                ('objection_until', models.DateField(blank=True, null=True, verbose_name='objection until')),
                ('due', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('due_on', 'objection_until'), help_text='What the worklist sorts by: the decision, else the objection.', output_field=models.DateField(null=True))),
                ('may_start_on', models.DateField(blank=True, null=True, verbose_name='may start on')),
                ('law_number', models.BigIntegerField(default=0, help_text='The change of the law under which the dates were derived.')),
                ('extension_days', models.PositiveSmallIntegerField(default=0, help_text='Days by which the term was extended, once.')),
                ('first_decision_on', models.DateField(blank=True, help_text='In a combination: the day of the 2.8 decision.', null=True)),
                ('asks_consent', models.BooleanField(default=False, help_text='A KG with a request for consent (2.17 lid 2).')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('suspended_days', models.PositiveIntegerField(default=0, help_text='Days the clock stood still, counted when it ended.')),
                ('head', models.CharField(blank=True, help_text='The digest of its last event.', max_length=64)),
                ('search', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('changed_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                ('follow_up', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure')),
                ('handler', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='accounts.organisation')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure')),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'cases',
            },
        ),
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('send_after', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
                ('body', models.CharField(max_length=100, verbose_name='advisory body')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(default='nl', max_length=2)),
                ('question', models.TextField(max_length=10000, verbose_name='question')),
                ('asked_at', models.DateTimeField()),
                ('advise_by', models.DateField(verbose_name='advice before or on')),
                ('issue', models.PositiveIntegerField(default=1)),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('draft', models.TextField(blank=True)),
                ('draft_version', models.PositiveIntegerField(default=0)),
                ('draft_saved_at', models.DateTimeField(blank=True, null=True)),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('text', models.TextField(blank=True, max_length=50000, verbose_name='advice')),
                ('file', models.FileField(blank=True, upload_to='advice')),
                ('filename', models.CharField(blank=True, max_length=200)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advices', to='dossiers.case')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='nl', max_length=2, verbose_name='language of the letter')),
                ('level', models.CharField(blank=True, max_length=20, verbose_name='level')),
                ('cfis', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='CFI')),
                ('reasons', models.TextField(blank=True, max_length=20000, verbose_name='reasons')),
                ('conditions', models.TextField(blank=True, max_length=20000, verbose_name='conditions')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('prepared_at', models.DateTimeField(blank=True, null=True)),
                ('letter', models.JSONField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('remark', models.TextField(blank=True, max_length=2000, verbose_name='remark of who sent it back')),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('becomes', models.ForeignKey(blank=True, help_text='The row as which the filing is treated from now on.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='dossiers.case')),
                ('prepared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.decisiontemplate')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DefaultNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=250)),
                ('text', models.TextField(blank=True, max_length=10000, verbose_name='text')),
                ('prepared_at', models.DateTimeField(blank=True, null=True)),
                ('prepared_amount', models.PositiveIntegerField(blank=True, null=True)),
                ('fixed_at', models.DateTimeField(blank=True, null=True)),
                ('fixed_amount', models.PositiveIntegerField(blank=True, null=True, verbose_name='penalty in euros')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='default_notice', to='dossiers.case')),
                ('fixed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.penaltyscale')),
            ],
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('tag', models.CharField(max_length=20, verbose_name='level tag')),
                ('last_follow_number', models.PositiveIntegerField(default=0)),
                ('opened_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='accounts.organisation')),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='concerns',
            field=models.ManyToManyField(blank=True, related_name='administrative_cases', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='case',
            name='dossier',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='dossiers.dossier'),
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('receive', 'received'), ('take-up', 'taken in handling'), ('take-over', 'taken over'), ('assign', 'assigned'), ('ask', 'further information asked'), ('renew', 'later date set for the answer'), ('revoke', 'request for information withdrawn'), ('answer', 'answer received'), ('correct', 'correction by the applicant'), ('ask-advice', 'advice asked'), ('give-advice', 'advice received'), ('revoke-advice', 'question for advice withdrawn'), ('extend', 'term extended'), ('record-no-objection', 'no objection recorded'), ('prepare', 'decision prepared'), ('recall', 'prepared decision taken back'), ('send-back', 'prepared decision sent back'), ('decide', 'decided'), ('object', 'objection of article 2.19'), ('not-treat', 'not treated'), ('convert', 'treated as another procedure'), ('withdraw', 'withdrawn'), ('close-by-silence', 'closed: the objection window has passed'), ('give-notice', 'notice of default'), ('prepare-penalty', 'decision on the penalty prepared'), ('return-penalty', 'decision on the penalty sent back'), ('fix-penalty', 'penalty for the late decision fixed'), ('follow', 'dates follow the coupled case'), ('rederive', 'dates derived anew'), ('process', 'processed'), ('make-known', 'decision made known'), ('come-back', 'letter came back'), ('try-again', 'letter sent again'), ('post', 'letter sent by post')], max_length=30, verbose_name='act')),
                ('old_state', models.CharField(blank=True, choices=[('received', 'received'), ('in-handling', 'in handling'), ('waiting', 'waiting for the applicant'), ('advice-asked', 'advice asked'), ('assessed', 'assessed, no objection'), ('prepared', 'decision prepared'), ('decided', 'decided'), ('closed', 'closed without decision'), ('objected', 'objected (article 2.19)'), ('not-treated', 'not treated'), ('withdrawn', 'withdrawn'), ('converted', 'treated as another procedure'), ('processed', 'processed')], max_length=20)),
                ('new_state', models.CharField(choices=[('received', 'received'), ('in-handling', 'in handling'), ('waiting', 'waiting for the applicant'), ('advice-asked', 'advice asked'), ('assessed', 'assessed, no objection'), ('prepared', 'decision prepared'), ('decided', 'decided'), ('closed', 'closed without decision'), ('objected', 'objected (article 2.19)'), ('not-treated', 'not treated'), ('withdrawn', 'withdrawn'), ('converted', 'treated as another procedure'), ('processed', 'processed')], max_length=20)),
                ('at', models.DateTimeField()),
                ('actor_name', models.CharField(max_length=250)),
                ('facts', models.JSONField(default=dict)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='dossiers.case')),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.OAUTH2_PROVIDER_APPLICATION_MODEL)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='InformationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.TextField(blank=True, max_length=5000, verbose_name='introduction')),
                ('asked_at', models.DateTimeField()),
                ('answer_by', models.DateField(verbose_name='answer before or on')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.CharField(blank=True, max_length=250)),
                ('remark', models.TextField(blank=True, max_length=5000, verbose_name='remark with the answer')),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('draft_version', models.PositiveIntegerField(default=0)),
                ('draft_saved_at', models.DateTimeField(blank=True, null=True)),
                ('draft_saved_by', models.CharField(blank=True, max_length=250)),
                ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='information_requests', to='dossiers.case')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('send_after', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
                ('recipients', django.contrib.postgres.fields.ArrayField(base_field=models.EmailField(max_length=254), size=None)),
                ('language', models.CharField(default='nl', max_length=2)),
                ('created_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('receipt', 'acknowledgement of receipt'), ('objection', 'objection (article 2.19)'), ('request', 'request for further information'), ('renewal', 'later date for the answer'), ('revocation', 'request for information withdrawn'), ('answer', 'acknowledgement of the answer'), ('correction', 'acknowledgement of the correction'), ('extension', 'extension of the term'), ('decision', 'decision'), ('withdrawal', 'confirmation of the withdrawal'), ('notice', 'acknowledgement of the notice of default'), ('penalty', 'decision on the penalty')], max_length=20)),
                ('file', models.FileField(blank=True, upload_to='letters')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('words', models.JSONField(blank=True, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ('posted_on', models.DateField(blank=True, null=True, verbose_name='sent by post on')),
                ('is_on_record', models.BooleanField(default=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='dossiers.case')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='dossiers.event')),
            ],
            options={
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('send_after', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
                ('address', models.EmailField(max_length=254)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='dossiers.letter')),
            ],
            options={
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_id', models.BigIntegerField()),
                ('looked_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('section', models.CharField(blank=True, max_length=40, verbose_name='part of the form')),
                ('field', models.CharField(blank=True, max_length=60, verbose_name='question of the form')),
                ('text', models.TextField(max_length=5000, verbose_name='what do you ask?')),
                ('draft', models.TextField(blank=True)),
                ('answer', models.TextField(blank=True, max_length=20000, verbose_name='answer')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='dossiers.informationrequest')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('send_after', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
                ('recipients', django.contrib.postgres.fields.ArrayField(base_field=models.EmailField(max_length=254), size=None)),
                ('language', models.CharField(default='nl', max_length=2)),
                ('created_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('window-7', 'the objection window ends within 7 days'), ('window-1', 'the objection window ends tomorrow'), ('may-start', 'work may start'), ('dates-changed', 'the dates have changed'), ('answer-7', 'an answer is due within 7 days'), ('answer-1', 'an answer is due tomorrow'), ('answer-missed', 'the date for an answer has passed'), ('exits', 'an answer stayed away'), ('due-7', 'a decision is due within 7 days'), ('due-1', 'a decision is due tomorrow'), ('overdue', 'a decision is overdue'), ('unassigned', 'nobody handles the case'), ('nudge', 'a colleague reminds of the case'), ('advice-3', 'advice is due within 3 days'), ('advice-late', 'the date for advice has passed'), ('signature', 'a decision waits for a signature'), ('sent-back', 'a decision was sent back'), ('informed', 'something was filed in the case'), ('ground-lost', 'the 2.8 request it rests on was not granted'), ('treated', 'the case goes on as another procedure'), ('undelivered', 'a letter did not arrive'), ('not-received', 'a letter of ours did not reach somebody'), ('round-failed', 'the regular round failed for the case')], max_length=20)),
                ('fact_on', models.DateField(help_text='The date it is about.')),
                ('reached', django.contrib.postgres.fields.ArrayField(base_field=models.EmailField(max_length=254), default=list, size=None)),
                ('refused', models.JSONField(default=dict)),
                ('in_digest', models.BooleanField(default=False, help_text='Goes, or went, with others in one mail.')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='dossiers.case')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='dossiers.event')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('send_after', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
                ('recipient', models.EmailField(max_length=254)),
                ('language', models.CharField(default='nl', max_length=2)),
                ('created_at', models.DateTimeField()),
                ('reminders', models.ManyToManyField(related_name='digests', to='dossiers.reminder')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('query', models.CharField(max_length=1000)),
                ('is_shared', models.BooleanField(default=False, verbose_name='for all colleagues')),
                ('created_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seal',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='19389ebc50ee897604c21a65b3a4618e4c92a5b8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2e822', table='dossiers_seal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seal',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='4fec29cc1c98bc55bdb1789408635f308e669c34', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_4ad99', table='dossiers_seal', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='trouble',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.case'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('days', '&&')], name='absence_one_substitute'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('substitute')), _negated=True), name='absence_by_another'),
        ),
        migrations.AddIndex(
            model_name='advice',
            index=models.Index(condition=models.Q(('refused_at__isnull', True), ('sent_at__isnull', True)), fields=['send_after'], name='advice_to_send'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='advice',
            trigger=pgtrigger.compiler.Trigger(name='asked', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE may_change text[] := ARRAY['issue', 'token_sha256', 'opened_at', 'draft', 'given_at', 'text', 'draft_version', 'draft_saved_at', 'file', 'filename', 'sha256', 'revoked_at', 'send_after', 'attempts', 'sent_at', 'refused_at', 'last_error']::text[];", func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='4e4f3fc8d35ad222e0bb024c018faebafcfe79d6', operation='UPDATE OR DELETE', pgid='pgtrigger_asked_d7ca2', table='dossiers_advice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='advice',
            trigger=pgtrigger.compiler.Trigger(name='given', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."given_at" IS NOT NULL)', declare="DECLARE may_change text[] := ARRAY['send_after', 'attempts', 'sent_at', 'refused_at', 'last_error']::text[];", func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='5ac4d96be4ac3df68da9813d55df19f4e9eed9dc', operation='UPDATE OR DELETE', pgid='pgtrigger_given_ac466', table='dossiers_advice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='advice',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='6f1e6a7a888ca58a274f6c6c3b0dde69fda88a3f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_df826', table='dossiers_advice', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('signed_at__isnull', True)), fields=('case',), name='one_unsigned_decision'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('signed_at__isnull', True), models.Q(('prepared_at__isnull', False), models.Q(('prepared_by', models.F('signed_by')), _negated=True)), _connector='OR'), name='decision_four_eyes'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='prepared', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."prepared_at" IS NOT NULL AND OLD."prepared_at" IS NOT NULL)', declare="DECLARE may_change text[] := ARRAY['signed_at', 'signed_by_id']::text[];", func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='9b0a88dae30929416a43acce6c752557f9d3f287', operation='UPDATE', pgid='pgtrigger_prepared_c75ac', table='dossiers_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='signed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."signed_at" IS NOT NULL)', declare='DECLARE may_change text[] := ARRAY[]::text[];', func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='f998d8c76af7d85bbf5baca27309679a17b72482', operation='UPDATE OR DELETE', pgid='pgtrigger_signed_b7128', table='dossiers_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='97abdda10f381474c932f224e63fab6c316b7e11', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_fe2c9', table='dossiers_decision', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='defaultnotice',
            constraint=models.CheckConstraint(condition=models.Q(('fixed_at__isnull', True), models.Q(('fixed_by__isnull', False), ('prepared_by__isnull', False), models.Q(('prepared_by', models.F('fixed_by')), _negated=True)), _connector='OR'), name='penalty_four_eyes'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(fields=('year', 'serial'), name='dossier_number_once'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['advice-asked', 'assessed', 'in-handling', 'prepared', 'received', 'waiting'])), fields=['due', 'id'], name='case_worklist'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state', 'assessed')), fields=['due', 'id'], name='case_assessed'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['advice-asked', 'assessed', 'in-handling', 'prepared', 'received', 'waiting'])), fields=['handler', 'due', 'id'], name='case_of_handler'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['advice-asked', 'assessed', 'in-handling', 'prepared', 'received', 'waiting'])), fields=['state', 'due', 'id'], name='case_in_state'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('dossier__isnull', True), ('due', None), ('state__in', ['advice-asked', 'assessed', 'in-handling', 'prepared', 'received', 'waiting'])), fields=['id'], name='case_without_term'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('handler', None), ('state', 'received')), fields=['received_at'], name='case_unassigned'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['advice-asked', 'assessed', 'in-handling', 'prepared', 'received', 'waiting'])), fields=['objection_until'], name='case_window'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['advice-asked', 'assessed', 'closed', 'in-handling', 'prepared', 'received', 'waiting'])), fields=['may_start_on'], name='case_start'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='case_search'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['received_at'], name='case_received'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['ended_at'], name='case_ended'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('dossier', 'follow_number'), name='follow_number_once'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('application', 'part'), name='part_once'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dossier__isnull', True), ('follow_number__isnull', True)), models.Q(('dossier__isnull', False), ('follow_number__isnull', False)), _connector='OR'), name='follow_number_in_dossier'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'in-handling', 'waiting', 'advice-asked', 'assessed', 'prepared', 'decided', 'closed', 'objected', 'not-treated', 'withdrawn', 'converted', 'processed'])), name='case_state'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='search', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF TG_OP = 'INSERT' OR NEW.search IS NULL\n    OR (NEW.number, NEW.title, NEW.organisation_id, NEW.application_id)\n        IS DISTINCT FROM\n        (OLD.number, OLD.title, OLD.organisation_id, OLD.application_id)\nTHEN\n    NEW.search := dossiers_case_search(\n        NEW.number, NEW.title, NEW.organisation_id, NEW.application_id\n    );\nELSE\n    NEW.search := OLD.search;\nEND IF;\nRETURN NEW;\n", hash='8a43480a8417b4f6d57b9ab6b18e92c8ff0efd21', operation='INSERT OR UPDATE', pgid='pgtrigger_search_4b757', table='dossiers_case', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['receive', 'take-up', 'take-over', 'assign', 'ask', 'renew', 'revoke', 'answer', 'correct', 'ask-advice', 'give-advice', 'revoke-advice', 'extend', 'record-no-objection', 'prepare', 'recall', 'send-back', 'decide', 'object', 'not-treat', 'convert', 'withdraw', 'close-by-silence', 'give-notice', 'prepare-penalty', 'return-penalty', 'fix-penalty', 'follow', 'rederive', 'process', 'make-known', 'come-back', 'try-again', 'post'])), name='event_act'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('sha256', ''), _negated=True), name='event_chained'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='78d1fe724e5261faf5f98aea644a43c650d3d2fd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_106c8', table='dossiers_event', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='34eb92bb0a6d218995c2b65146402408019cc94d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_7290d', table='dossiers_event', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='informationrequest',
            index=models.Index(condition=models.Q(('answered_at__isnull', True), ('revoked_at__isnull', True)), fields=['answer_by'], name='request_open'),
        ),
        migrations.AddConstraint(
            model_name='informationrequest',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='request_ends_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='informationrequest',
            trigger=pgtrigger.compiler.Trigger(name='sent', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE may_change text[] := ARRAY['answer_by', 'answered_at', 'answered_by', 'answer_id', 'remark', 'revoked_at', 'draft_version', 'draft_saved_at', 'draft_saved_by']::text[];", func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='798f203380c9c4955d1cd2eb31e3865e1ddacf19', operation='UPDATE OR DELETE', pgid='pgtrigger_sent_85524', table='dossiers_informationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='informationrequest',
            trigger=pgtrigger.compiler.Trigger(name='ended', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS NOT NULL OR OLD."revoked_at" IS NOT NULL)', declare='DECLARE may_change text[] := ARRAY[]::text[];', func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='95d32b2bbe8acb9a022d53701a0a1276c7a67656', operation='UPDATE OR DELETE', pgid='pgtrigger_ended_adf0d', table='dossiers_informationrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='informationrequest',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='021a026d53a954ffe222dc834468e9e42f14aca3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_92f4c', table='dossiers_informationrequest', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('made_at__isnull', True)), fields=['send_after'], name='letter_to_make'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('posted_on__isnull', True), ('sent_at__isnull', True)), fields=['created_at'], name='letter_unsent'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('is_on_record', False), ('kind__in', ('objection', 'decision', 'penalty'))), fields=['id'], name='letter_to_record'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('event', 'kind'), name='letter_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='promised', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."words" IS NOT NULL)', declare="DECLARE may_change text[] := ARRAY['recipients', 'send_after', 'attempts', 'sent_at', 'last_error', 'refused_at', 'posted_on', 'is_on_record', 'file', 'sha256', 'made_at']::text[];", func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='b6ed648bbd17b8de14fbcaa86e8782bd70762c0d', operation='UPDATE OR DELETE', pgid='pgtrigger_promised_0c16e', table='dossiers_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='made', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."made_at" IS NOT NULL)', declare="DECLARE may_change text[] := ARRAY['recipients', 'send_after', 'attempts', 'sent_at', 'last_error', 'refused_at', 'posted_on', 'is_on_record']::text[];", func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='5a43dfb4cb3fb310712ebcf779da940417e67f55', operation='UPDATE OR DELETE', pgid='pgtrigger_made_f0f26', table='dossiers_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='fc37a716f1fe73181a71aec405de50ac4e6154bf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_bebac', table='dossiers_letter', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('refused_at__isnull', True), ('sent_at__isnull', True)), fields=['send_after'], name='delivery_to_send'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('refused_at__isnull', False), ('told_at__isnull', True)), fields=['id'], name='delivery_to_tell'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('refused_at__isnull', False)), fields=['letter'], name='delivery_refused'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('letter', 'address'), name='delivery_once'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.UniqueConstraint(fields=('case', 'user'), name='look_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='sent', sql=pgtrigger.compiler.UpsertTriggerSql(declare="DECLARE may_change text[] := ARRAY['draft', 'answer']::text[];", func="IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change THEN RETURN NEW; END IF;\n\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='d9e564856ffae70ef30c5622384bb03381caf5ea', operation='UPDATE OR DELETE', pgid='pgtrigger_sent_d6c29', table='dossiers_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='ended', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM dossiers_informationrequest WHERE id IN (OLD.request_id, NEW.request_id) AND (answered_at IS NOT NULL OR revoked_at IS NOT NULL)\n            ) THEN\n                \n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='3d7b9a41036c1ab9703ade7a31d856f688267081', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_ended_7e070', table='dossiers_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME\n        USING ERRCODE = 'integrity_constraint_violation';\n", hash='fd21ba7fd8c920e4a030df028d7e585753d10424', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_62d42', table='dossiers_question', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('refused_at__isnull', True), ('sent_at__isnull', True)), fields=['send_after'], name='reminder_to_send'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('case', 'kind', 'fact_on', 'event'), name='reminder_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='digest',
            index=models.Index(condition=models.Q(('refused_at__isnull', True), ('sent_at__isnull', True)), fields=['send_after'], name='digest_to_send'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('owner', 'name'), name='filter_name_once'),
        ),
        migrations.AddConstraint(
            model_name='trouble',
            constraint=models.UniqueConstraint(condition=models.Q(('cleared_at', None)), fields=('case', 'step'), name='trouble_once'),
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    ]
