"""The log of a case as its applicant may read it."""

from applications.api.outputs import rfc3339_moment
from dossiers.cases.timeline import actor_name_for
from dossiers.models import Event
from dossiers.states import Act
from procedures.api.names import to_camel

# By allow-list: a handler's remark, and whatever an act will record later, stays with
# Bureau GGO until somebody decides that the applicant may read it.
SHOWN: dict[str, tuple[str, ...]] = {
    Act.RECEIVE: ("content_sha256", "treated_from"),
    Act.TAKE_OVER: ("earlier_handler",),
    Act.ASSIGN: ("handler_name", "earlier_handler"),
    Act.ASK: ("request", "answer_by", "opening", "questions"),
    Act.RENEW: ("request", "answer_by"),
    Act.REVOKE: ("request",),
    Act.ANSWER: ("request", "supplement", "content_sha256"),
    Act.CORRECT: ("reason", "supplement", "content_sha256"),
    Act.WITHDRAW: ("reason", "coupled"),
    Act.OBJECT: ("kind", "reason", "cfi", "level"),
    Act.DECIDE: ("template", "granted", "level", "cfis", "first_decision_on"),
    Act.NOT_TREAT: ("template", "reason"),
    Act.CONVERT: ("template", "reason", "becomes"),
    Act.ASK_ADVICE: ("body",),
    Act.GIVE_ADVICE: ("body",),
    Act.REVOKE_ADVICE: ("body",),
    Act.EXTEND: ("days", "reason", "old", "new"),
    Act.GIVE_NOTICE: ("received_on", "term_end"),
    Act.FIX_PENALTY: ("amount", "days", "first_day", "last_day"),
    Act.MAKE_KNOWN: ("letter", "kind", "made_known_on", "sha256"),
    Act.COME_BACK: ("letter", "kind", "reason"),
    Act.TRY_AGAIN: ("letter", "kind"),
    Act.POST: ("letter", "kind", "posted_on"),
    Act.REDERIVE: ("changes",),
    Act.FOLLOW: ("coupled", "act", "changes"),
}


def event_payload(of: Event, number: str) -> dict:
    """One act on the case with this number."""
    return {
        "sequence": of.pk,
        "type": of.act,
        "case": number,
        "at": rfc3339_moment(of.at),
        "actor": {"kind": of.actor_kind, "name": actor_name_for(of, to_bureau=False)},
        "data": event_data(of),
    }


def event_data(of: Event) -> dict:
    """The facts of an act that are the applicant's to know."""
    shown = {name: of.facts[name] for name in SHOWN.get(of.act, ()) if name in of.facts}
    if "changes" in shown:
        shown["changes"] = [
            change | {"date": to_camel(change["date"])} for change in shown["changes"]
        ]
    return {to_camel(name): value for name, value in shown.items()}
