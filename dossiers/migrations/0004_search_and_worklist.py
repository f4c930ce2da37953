"""Full-text search over cases in Dutch, and the indexes of the worklist's chips."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

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

# What was filed before: the trigger fills an emptied column.
REFILL = "UPDATE dossiers_case SET search = NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_people_of_an_organisation"),
        ("applications", "0007_supplements"),
        ("dossiers", "0003_every_case_to_its_end"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "advice-asked",
                            "assessed",
                            "in-handling",
                            "prepared",
                            "received",
                            "waiting",
                        ],
                    )
                ),
                fields=["handler", "due", "id"],
                name="case_of_handler",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "advice-asked",
                            "assessed",
                            "in-handling",
                            "prepared",
                            "received",
                            "waiting",
                        ],
                    )
                ),
                fields=["state", "due", "id"],
                name="case_in_state",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("dossier__isnull", True),
                    ("due", None),
                    (
                        "state__in",
                        [
                            "advice-asked",
                            "assessed",
                            "in-handling",
                            "prepared",
                            "received",
                            "waiting",
                        ],
                    ),
                ),
                fields=["id"],
                name="case_without_term",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="search",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'INSERT' OR NEW.search IS NULL\n    OR (NEW.number, NEW.title, NEW.organisation_id, NEW.application_id)\n        IS DISTINCT FROM\n        (OLD.number, OLD.title, OLD.organisation_id, OLD.application_id)\nTHEN\n    NEW.search := dossiers_case_search(\n        NEW.number, NEW.title, NEW.organisation_id, NEW.application_id\n    );\nELSE\n    NEW.search := OLD.search;\nEND IF;\nRETURN NEW;\n",
                    hash="8a43480a8417b4f6d57b9ab6b18e92c8ff0efd21",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_search_4b757",
                    table="dossiers_case",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(REFILL, migrations.RunSQL.noop),
    ]
