"""Every change of the addresses of an account ends in the log of access.

An address that is added or removed, and another one to sign in with, by the page, in the
admin or by hand. Not the row that allauth makes of the address that was there already.

Apart from `0001_initial`, because the table of allauth refers to our own user.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION accounts_address_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    one jsonb := coalesce(became, was);
    about bigint := coalesce(one ->> 'user_id', one ->> 'id')::bigint;
BEGIN
    INSERT INTO accounts_accessevent
        (kind, at, actor_name, person_id, name, email, facts)
    SELECT
        'address',
        clock_timestamp(),
        coalesce(nullif(current_setting('ggo.actor', true), ''), session_user),
        person.id,
        person.name,
        person.email,
        jsonb_build_object(
            'table', TG_TABLE_NAME, 'operation', TG_OP, 'db_user', session_user,
            'before', was -> 'email', 'after', became -> 'email'
        )
    FROM accounts_user AS person
    WHERE person.id = about
    AND (TG_OP <> 'INSERT' OR lower(person.email) <> lower(one ->> 'email'));
    RETURN NULL;
END
$$
"""

TRIGGERS = [
    "CREATE TRIGGER address_on_record AFTER INSERT OR DELETE ON account_emailaddress "
    "FOR EACH ROW EXECUTE FUNCTION accounts_address_on_record()",
    "CREATE TRIGGER address_on_record AFTER UPDATE ON accounts_user FOR EACH ROW "
    "WHEN (OLD.email IS DISTINCT FROM NEW.email) "
    "EXECUTE FUNCTION accounts_address_on_record()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunSQL(
            [FUNCTION, *TRIGGERS], ["DROP FUNCTION accounts_address_on_record CASCADE"]
        ),
    ]
