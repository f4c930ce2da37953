"""Advice of COGEM and others: the personal link, and what somebody finds behind it."""

from base64 import urlsafe_b64encode
from enum import StrEnum

from django.utils.crypto import salted_hmac

from accounts.digests import text_digest
from dossiers.advice.acts import GIVE_ADVICE
from dossiers.cases.act_definition import rule_of
from dossiers.models import Advice
from dossiers.states import ENDED

USUAL_BODY = "COGEM"
"""Who is asked as a rule; another name may be filled in (Wm 2.27)."""


class AdviceLinkStatus(StrEnum):
    """What the link of an advice opens: the form only while it is `ASKED`."""

    ASKED = "asked"
    GIVEN = "given"
    REVOKED = "revoked"
    DECIDING = "deciding"  # a decision is prepared: it may come back
    ENDED = "ended"


def link_token(advice: Advice) -> str:
    """What the link carries: derived from the row, so that a worker can write the mail.

    Sending again raises `issue`, which makes another token.
    """
    made = salted_hmac(
        "dossiers.advice", f"{advice.pk}:{advice.issue}", algorithm="sha256"
    )
    return urlsafe_b64encode(made.digest()).rstrip(b"=").decode()


def advice_by_token(text: str) -> Advice | None:
    """The advice whose last link carries this token, with its case; None for others."""
    rows = Advice.objects.select_related(
        "case__application",
        "case__organisation",
        "case__procedure",
        "case__follow_up",
        "asked_by",
    )
    # By its hash, so that who reads the database has no link. A newer issue has taken
    # the place of the hash: the earlier link finds nothing.
    return rows.filter(token_sha256=text_digest(text)).first()


def link_status(advice: Advice) -> AdviceLinkStatus:
    """What the link opens now; an advice that was given stays to be read."""
    # Before how the case stands: who advised may read it back, also when the case is
    # over.
    if advice.given_at:
        return AdviceLinkStatus.GIVEN
    if advice.revoked_at:
        return AdviceLinkStatus.REVOKED
    if advice.case.state in ENDED:
        return AdviceLinkStatus.ENDED
    if advice.case.state not in rule_of(GIVE_ADVICE).sources:
        return AdviceLinkStatus.DECIDING
    return AdviceLinkStatus.ASKED
