"""The log of the law: each change of a dated row, written by the database itself."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

# Over JSON, which PostgreSQL writes in one way only; the moment as a number, since its
# text depends on the time zone of who asks.
DIGEST = """
    encode(sha256(convert_to(jsonb_build_array(
        previous, extract(epoch from at), actor, db_user, "table", "row", key,
        operation, before, after
    )::text, 'UTF8')), 'hex')
"""
"""The digest of a change over its columns, in SQL."""

# The lock makes changes of several connections come one after the other, as a chain.
ON_RECORD = pgtrigger.Trigger(
    name="on_record",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[
        ("was", "jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END"),
        ("became", "jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END"),
        ("last", "text"),
    ],
    func=f"""
        IF was = became THEN
            RETURN NULL;
        END IF;
        PERFORM pg_advisory_xact_lock(hashtext('procedures_lawchange'));
        SELECT sha256 INTO last FROM procedures_lawchange ORDER BY id DESC LIMIT 1;
        INSERT INTO procedures_lawchange
            (previous, at, actor, db_user, "table", "row", key, operation, before,
             after, sha256)
        SELECT change.*, {DIGEST.strip()}
        FROM (SELECT
            coalesce(last, '') AS previous,
            clock_timestamp() AS at,
            coalesce(current_setting('ggo.actor', true), '') AS actor,
            session_user AS db_user,
            TG_TABLE_NAME AS "table",
            (coalesce(became, was) ->> 'id')::bigint AS "row",
            coalesce(became, was) ->> 'key' AS key,
            TG_OP AS operation,
            was AS before,
            became AS after
        ) AS change;
        RETURN NULL;
    """,  # noqa: S608 - DIGEST is a constant of ours
)
"""Writes each change of a dated row in the log, whoever made it and however."""


# As `accounts.models.frozen`, which the law does not know.
NEVER_EMPTIED = pgtrigger.Trigger(
    name="never_emptied",
    when=pgtrigger.Before,
    level=pgtrigger.Statement,
    operation=pgtrigger.Truncate,
    func="RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME;",
)


class LawChange(models.Model):
    """One row of the law added, closed, changed before its day, or removed.

    A trigger writes it whatever way the change came: loader, admin or psql. `actor` is
    who the portal said was acting; empty when the change came from elsewhere, then
    `db_user` says as whom. PostgreSQL refuses to change or delete a row.
    """

    at = models.DateTimeField(_("when"))
    actor = models.CharField(_("by"), max_length=250, blank=True)
    db_user = models.CharField(max_length=100)
    table = models.CharField(_("table"), max_length=60)
    row = models.BigIntegerField()
    key = models.CharField(_("key"), max_length=60)
    operation = models.CharField(_("what"), max_length=10)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of the law's tables")
        verbose_name_plural = _("changes of the law's tables")
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key} {self.operation}"
