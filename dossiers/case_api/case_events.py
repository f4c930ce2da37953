"""The log of a case as its applicant may read it."""

from typing import Any

from applications.api.outputs import rfc3339_moment
from dossiers.cases.act_definition import definition_of
from dossiers.cases.timeline import actor_name_for
from dossiers.models import Event
from procedures.api.names import to_camel


def event_payload(of: Event, number: str) -> dict[str, Any]:
    """One act on the case with this number."""
    return {
        "sequence": of.pk,
        "type": of.act,
        "case": number,
        "at": rfc3339_moment(of.at),
        "actor": {"kind": of.actor_kind, "name": actor_name_for(of, to_bureau=False)},
        "data": event_data(of),
    }


def event_data(of: Event) -> dict[str, Any]:
    """The facts of an act that are the applicant's to know."""
    public = definition_of(of).public
    shown = {name: of.facts[name] for name in public if name in of.facts}
    if "changes" in shown:
        shown["changes"] = [
            change | {"date": to_camel(change["date"])} for change in shown["changes"]
        ]
    return {to_camel(name): value for name, value in shown.items()}
