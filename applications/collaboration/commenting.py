"""What the authors of a draft say to each other, and the BVF who sends it back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from accounts.models import LabRole, User
from applications.access.draft_access import open_draft, require_role
from applications.forms.procedures import section_in
from applications.models import Application, Comment
from applications.text_input.typed import as_text

COMMENT_MAX = 2000
WHOLE = ""
"""The section of a comment that is about the whole draft."""


@transaction.atomic
def place_comment(
    application: Application,
    text: str,
    *,
    by: Actor,
    at: datetime,
    section: str = WHOLE,
) -> Comment:
    """Say something at a section of a draft; not part of what is filed.

    Raises `InputRefused` when it says nothing or too much, `UnknownSection`,
    `AlreadyFiled`, and `ActorNotAllowed` for strangers and for systems.
    """
    draft = open_draft(application, by=by)
    return _create_comment(draft, text, section, author=_person(by), at=at)


@transaction.atomic
def send_back(
    application: Application,
    text: str,
    *,
    by: Actor,
    at: datetime,
    section: str = WHOLE,
) -> Comment:
    """The BVF says what must change before signing. Raises as `place_comment`.

    `ActorNotAllowed` also for who is no BVF of the lab.
    """
    draft = open_draft(application, by=by)
    _person(by)
    bvf = require_role(draft.organisation, by, LabRole.BVF)
    return _create_comment(draft, text, section, author=bvf, at=at, sends_back=True)


@transaction.atomic
def settle_comment(stored_comment: Comment, *, by: Actor, at: datetime) -> Comment:
    """It has been dealt with; who settled it first stays. Raises as `place_comment`."""
    current = _current(stored_comment, by)
    # Under the lock of the draft: of two who settle it at once the first one stays.
    if not current.is_settled:
        current.settled_by, current.settled_at = _person(by), at
        current.save(update_fields=["settled_by", "settled_at"])
    return current


@transaction.atomic
def reopen_comment(stored_comment: Comment, *, by: Actor) -> Comment:
    """It has not been dealt with after all. Raises as `place_comment`."""
    current = _current(stored_comment, by)
    _person(by)
    current.settled_by = current.settled_at = None
    current.save(update_fields=["settled_by", "settled_at"])
    return current


def _create_comment(
    draft: Application,
    text: str,
    section: str,
    *,
    author: User,
    at: datetime,
    **more: Any,
) -> Comment:
    """Keep the words at a section that the form has."""
    if section != WHOLE:
        # Raises for a section that the form does not have: nobody would ever see the
        # comment.
        section_in(draft, section)
    return draft.comments.create(
        section=section, text=_words(text), author=author, written_at=at, **more
    )


def _words(text: str) -> str:
    """The text as it is kept; `InputRefused` when there is none, or too much of it."""
    words = as_text(text).strip()
    if not words:
        raise InputRefused(_("Write your comment first, then place it."))
    if len(words) > COMMENT_MAX:
        raise InputRefused(
            _("A comment has at most %(limit)d characters. Shorten it.")
            % {"limit": COMMENT_MAX}
        )
    return words


def _current(stored_comment: Comment, by: Actor) -> Comment:
    """The comment as it stands, its draft locked."""
    draft = open_draft(stored_comment.application, by=by)
    return draft.comments.get(pk=stored_comment.pk)


def _person(by: Actor) -> User:
    """The person who says it; `ActorNotAllowed` for a system."""
    if by.user is None or by.client:
        raise ActorNotAllowed(_("Comments are written in person, not by a system."))
    return by.user
