"""Letters as PDF before they are sent, and that who signs one had that very PDF.

Nothing of it is stored. That somebody opened a PDF is kept in the session, as a digest.
"""

from collections.abc import Callable
from datetime import datetime, time
from hashlib import sha256

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from dossiers.errors import NotAllowed
from dossiers.letters.pdf import CannotBeSet
from dossiers.models import Case
from procedures.legal_day import AMSTERDAM, legal_day

log = structlog.get_logger(__name__)

SEEN = "papers_seen"
"""In the session: the digest of the PDF that somebody opened last, by letter."""


def midnight() -> datetime:
    """The beginning of today, in Amsterdam.

    As the moment of a draft it gives the same bytes all day, so that a digest tells
    whether it is what somebody saw.
    """
    return datetime.combine(legal_day(timezone.now()), time(), tzinfo=AMSTERDAM)


def shown(
    request: HttpRequest, case: Case, letter: str, content: bytes
) -> HttpResponse:
    """The PDF of a draft; from now on who asked for it has seen it."""
    seen = request.session.get(SEEN, {})
    request.session[SEEN] = seen | {letter: sha256(content).hexdigest()}
    return as_pdf(case, content)


def as_pdf(case: Case, content: bytes) -> HttpResponse:
    """The PDF of a draft, as an answer that nobody keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{case.number}-concept.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def require_seen(
    request: HttpRequest, case: Case, letter: str, make: Callable[[], bytes]
) -> None:
    """Who signs opened the PDF, and it would still be the same one.

    Raises `NotAllowed`; when it cannot be set, the act itself says so.
    """
    try:
        content = make()
    except CannotBeSet:
        return
    if request.session.get(SEEN, {}).get(letter) != sha256(content).hexdigest():
        words = gettext(
            "First open the letter as PDF: what you sign is that letter, with the "
            "dates of today."
        )
        raise NotAllowed(words, case.events.last())


def not_set(case: Case, error: CannotBeSet) -> str:
    """Put on record that a letter cannot be set; what its reader can do."""
    log.error("decision cannot be set", case=case.number, error=str(error))
    return gettext(
        "The letter cannot be set as PDF now. It is on record. Try again later; if it "
        "stays so, change the last text that you added."
    )
