"""Letters as PDF before they are sent, and that who signs one had that very letter.

Nothing of it is stored. That somebody opened a PDF is kept in the session, as a digest
of what the letter says: the same words and the same moment give the same PDF, so that
nothing need be set again to compare.
"""

from datetime import datetime, time

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from accounts.digests import json_digest
from dossiers.correspondence.letter_text import LetterText
from dossiers.correspondence.typesetting import CannotBeSet, typeset
from dossiers.errors import NotAllowed
from dossiers.models import Case
from procedures.counting.legal_day import AMSTERDAM
from procedures.models import amsterdam_today

log = structlog.get_logger(__name__)

SEEN = "papers_seen"
"""In the session: the digest of the letter that somebody opened last, by its name."""


def start_of_today() -> datetime:
    """The beginning of today, in Amsterdam.

    As the moment of a draft it gives the same letter all day, so that a digest tells
    whether it is what somebody saw.
    """
    return datetime.combine(amsterdam_today(), time(), tzinfo=AMSTERDAM)


def show_draft_pdf(
    request: HttpRequest, case: Case, name: str, letter: LetterText
) -> HttpResponse:
    """A draft as PDF; who asked for it has seen it from now on.

    Raises `CannotBeSet`.
    """
    response = pdf_response(case, letter)
    seen = request.session.get(SEEN, {})
    request.session[SEEN] = seen | {name: _digest(letter)}
    return response


def pdf_response(case: Case, letter: LetterText) -> HttpResponse:
    """The PDF of a draft, as an answer that nobody keeps. Raises `CannotBeSet`."""
    content = typeset(letter)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{case.number}-concept.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def require_pdf_seen(request: HttpRequest, name: str, letter: LetterText) -> None:
    """Who signs opened the PDF, and it would still be the same. Raises `NotAllowed`."""
    if request.session.get(SEEN, {}).get(name) != _digest(letter):
        words = gettext(
            "First open the letter as PDF: what you sign is that letter, with the "
            "dates of today."
        )
        raise NotAllowed(words)


def _digest(letter: LetterText) -> str:
    """Of all that is set, the day among it."""
    return json_digest(letter.as_data())


def report_not_set(case: Case, error: CannotBeSet) -> str:
    """Put on record that a letter cannot be set; what its reader can do."""
    log.error("decision cannot be set", case=case.number, error=str(error))
    return gettext(
        "The letter cannot be set as PDF now. It is on record. Try again later; if it "
        "stays so, change the last text that you added."
    )
