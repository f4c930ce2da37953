"""Who answers for each dossier at this moment: by its last filing, or changed since."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db.models import F, Q

from applications.models import Application, Standing


class ResponsibleParties(NamedTuple):
    """Names as people read them; empty where a filing did not say any."""

    bvf: str = ""
    vm: str = ""
    site: str = ""


CONTENT_PATHS = {
    "bvf": "content__answers__organisation__bvf",
    "vm": "content__answers__permit__responsible",
    "site": "content__answers__place__site",
}
"""Where the content of an application says it."""


def parties_by_dossier(firsts: Iterable[Application]) -> dict[str, ResponsibleParties]:
    """Who answers now for dossiers, by id of their first filings; two queries."""
    keys = [row.pk for row in firsts]
    standings = Standing.objects.filter(first__in=keys)
    changed = {row.pk: row for row in standings.select_related("bvf", "vm", "site")}
    return {
        str(key): ResponsibleParties(**_now(names, filed_at, changed.get(key)))
        for key, filed_at, names in _last_filings(keys)
    }


def _last_filings(
    keys: list[UUID],
) -> Iterator[tuple[UUID, datetime, dict[str, str]]]:
    """Of each dossier: its first filing's id, and when and what the last one said."""
    filed = Application.objects.filter(Q(pk__in=keys) | Q(first__in=keys))
    paths = {f"said_{name}": F(path) for name, path in CONTENT_PATHS.items()}
    rows = filed.last_of_each_dossier().values("pk", "first", "filed_at", **paths)
    for row in cast(Iterable[dict[str, Any]], rows):
        names = {name: names_in(row[f"said_{name}"]) for name in CONTENT_PATHS}
        yield row["first"] or row["pk"], row["filed_at"], names


def _now(
    names: dict[str, str], filed_at: datetime, standing: Standing | None
) -> dict[str, str]:
    """What the last filing says, with what was changed after it."""
    changed = {
        name: str(getattr(standing, name))
        for name in CONTENT_PATHS
        if standing and (since := getattr(standing, f"{name}_since"))
        if since > filed_at
    }
    return names | changed


def names_in(value: Any) -> str:
    """The names in a part of the content: of one, or of several."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(names_in, value)))
    return str(value.get("name", "")) if isinstance(value, dict) else ""
