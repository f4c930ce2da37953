"""The objection of article 2.19 against a notification."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from dossiers.actions.door import lock, perform
from dossiers.actions.lettering import promise_letter
from dossiers.errors import NotAllowed
from dossiers.models import Case, Event, LetterKind
from dossiers.readers import applicants
from dossiers.states import Act
from procedures.legal_day import legal_day


class ObjectionKind(models.TextChoices):
    """The three decisions of Besluit ggo 2.19 on a notification."""

    OTHER_CFI = "other-cfi", gettext_lazy("another CFI is assigned")
    OTHER_LEVEL = "other-level", gettext_lazy("another level and CFI are assigned")
    CANNOT_AGREE = "cannot-agree", gettext_lazy("the work may not start, or must stop")


@transaction.atomic
def object_to(
    case: Case,
    *,
    kind: ObjectionKind,
    reason: str,
    cfi: str = "",
    level: str = "",
    by: Actor,
    at: datetime,
) -> Event:
    """Object to a notification, with the reason, by letter (Besluit ggo 2.19).

    `cfi` and `level` name what is assigned instead, for the kinds that assign one.
    Only the refusal to agree is bound to the window of 45 days (2.19(2)).
    Raises `NotAllowed` after that window, in another state, or by the wrong person.
    """
    lock(case)
    if kind == ObjectionKind.CANNOT_AGREE:
        refuse_after_window(case, at=at)
    facts = {"kind": kind, "reason": reason, "cfi": cfi, "level": level}
    event = perform(Act.OBJECT, case, by=by, at=at, **facts)
    promise_letter(LetterKind.OBJECTION, event, to=applicants([case])[case.pk], at=at)
    return event


def refuse_after_window(case: Case, *, at: datetime) -> None:
    """BGGO may refuse through the last day of the window, and no longer."""
    if case.objection_until and legal_day(at) > case.objection_until:
        message = _("The objection window ended on %(day)s.")
        raise NotAllowed(message % {"day": case.objection_until}, case.events.last())
