"""Reading that a mail came back: delivery status notifications (RFC 3464)."""

from email import message_from_bytes, policy
from email.message import Message
from typing import NamedTuple

from accounts.mailing import name_in

FAILED = "failed"
"""The action of a report that says so; “delayed” is tried on by the mail server."""


class Bounce(NamedTuple):
    """What came back, by the name in its Message-ID, and why."""

    name: str
    reason: str


def bounce_in(data: bytes) -> Bounce | None:
    """The mail of ours that a message reports as undeliverable; None when it does not.

    It is known by the Message-ID of the returned mail or of its headers.
    """
    message = message_from_bytes(data, policy=policy.default)
    # Only the part that is made for machines: the words to people differ with each mail
    # server, and an automatic “I am away” has none.
    reports = [part for part in message.walk() if is_status_report(part)]
    reasons = [why for part in reports for why in failure_reasons(part)]
    # Our Message-IDs have a proof in them, so nobody can report a letter as refused who
    # never got a mail of ours.
    name = name_in(returned_message_ids(message))
    return Bounce(name, "; ".join(reasons)) if name and reasons else None


def is_status_report(part: Message) -> bool:
    """Is this the part of a report that machines read?"""
    return part.get_content_type() == "message/delivery-status"


def failure_reasons(part: Message) -> list[str]:
    """Why each of its recipients could not be reached; empty when all can be yet."""
    blocks = [block for block in part.walk() if block.get("Action")]
    return [
        failure_text(block)
        for block in blocks
        if str(block["Action"]).strip().lower() == FAILED
    ]


def failure_text(block: Message) -> str:
    """The status code, and what the other mail server said."""
    said = str(block.get("Diagnostic-Code", "")).partition(";")[2].strip()
    words = [str(block.get("Status", "")).strip(), " ".join(said.split())]
    return " ".join(filter(None, words)) or "came back"


def returned_message_ids(message: Message) -> str:
    """The Message-IDs of what came back: a mail, or its headers alone as a text."""
    message_ids = []
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            message_ids.append(str(part.get_payload()))
        # The report has a Message-ID of its own, which is not ours.
        elif part is not message and part.get("Message-ID"):
            message_ids.append(str(part["Message-ID"]))
    return "\n".join(message_ids)
