"""Rows that the database keeps as they are, whichever way somebody would change them.

The portal's acts never try; these triggers hold for all else: a fault in the portal, a
command, somebody at the database. Only who owns the tables can switch them off, and
that is another role than the portal's own (`docs/operations.md`).
"""

from collections.abc import Sequence

import pgtrigger

REFUSE = """
    RAISE EXCEPTION '%: what is on record does not change.', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
"""


def frozen_trigger(
    name: str,
    *,
    when: pgtrigger.Q | None = None,
    but: Sequence[str] = (),
    operation: pgtrigger.core.Operation = pgtrigger.Update | pgtrigger.Delete,
) -> pgtrigger.Trigger:
    """Refuses to delete a row, or to change another column than those named in `but`.

    `when` says from which moment on, by how the row is before the change.
    """
    columns = ", ".join(f"'{column}'" for column in but)
    # As JSON, so that a column of a later migration is frozen without anybody thinking
    # of it.
    same = "to_jsonb(OLD) - may_change = to_jsonb(NEW) - may_change"
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        condition=when,
        declare=[("may_change", f"text[] := ARRAY[{columns}]::text[]")],
        # DELETE never comes past this: only an UPDATE can be one of the columns that
        # may change.
        func=f"IF TG_OP = 'UPDATE' AND {same} THEN RETURN NEW; END IF;\n{REFUSE}",
    )


def frozen_with_owner_trigger(
    name: str, *, owner: str, key: str, since: str
) -> pgtrigger.Trigger:
    """Refuses to add, change or delete a row that belongs to one that is frozen.

    `owner` is the table of that one, `key` the column that points to it, and `since`
    says in SQL over the owner's columns that it is frozen.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF EXISTS (
                SELECT FROM {owner} WHERE id IN (OLD.{key}, NEW.{key}) AND ({since})
            ) THEN
                {REFUSE}
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


NEVER_EMPTIED = pgtrigger.Trigger(
    name="never_emptied",
    when=pgtrigger.Before,
    level=pgtrigger.Statement,
    operation=pgtrigger.Truncate,
    func=REFUSE,
)
"""Refuses to empty the table at one go, which asks no trigger of a row."""
