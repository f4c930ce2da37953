"""The table in which attempts are counted (`CACHES["default"]`)."""

from django.db import migrations

TABLE = """
CREATE TABLE accounts_counters (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_counters_expires ON accounts_counters (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access_on_record")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE accounts_counters")]
