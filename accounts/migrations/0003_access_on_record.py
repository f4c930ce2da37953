"""Every change of who may do what ends in the log of access, however it was made.

The acts write what they did themselves. At the end of each transaction the database
looks at the rows that say who may do what, and writes what the acts did not: a change
in the admin, by a command, or by hand.
"""

from django.db import migrations, models
from django.db.models.expressions import RawSQL

KINDS = [
    ("invited", "invited"),
    ("invited-again", "invited again"),
    ("invitation-revoked", "invitation withdrawn"),
    ("joined", "invitation accepted"),
    ("role-given", "role given"),
    ("role-taken", "role taken away"),
    ("removed", "removed from the organisation"),
    ("left", "left the organisation"),
    ("substitution-arranged", "substitution arranged"),
    ("substitution-ended", "substitution ended"),
    ("role-changed", "role changed outside the pages for it"),
    ("system", "access of a system changed"),
    ("mandate", "mandate to file changed"),
    ("rights", "rights in the administration changed"),
]

FUNCTION = """
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


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_people_of_an_organisation"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AddField(
            model_name="accessevent",
            name="transaction",
            field=models.BigIntegerField(
                db_default=RawSQL("pg_current_xact_id()::text::bigint", []),
                editable=False,
            ),
        ),
        migrations.AlterField(
            model_name="accessevent",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=30, verbose_name="what"),
        ),
        migrations.RemoveConstraint(model_name="accessevent", name="access_kind"),
        migrations.AddConstraint(
            model_name="accessevent",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _name in KINDS]),
                name="access_kind",
            ),
        ),
        migrations.RunSQL(
            [FUNCTION, *(watching(*one) for one in WATCHED), NEW_STAFF],
            ["DROP FUNCTION accounts_access_on_record CASCADE"],
        ),
    ]
