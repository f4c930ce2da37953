"""Treating a filing as another procedure (Besluit ggo 2.19 lid 6, 2.39 lid 3)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from dossiers.actions.door import lock, move
from dossiers.actions.lettering import promise_letter
from dossiers.errors import NotAllowed
from dossiers.models import Case, Dossier, LetterKind
from dossiers.numbering import case_number, open_dossier
from dossiers.readers import applicants
from dossiers.states import Act, Kind, Part, State
from procedures import law
from procedures.law import Law
from procedures.legal_day import legal_day
from procedures.models import NotInForce, Procedure, ProcedureType

AS_PERMIT = ("iiv-new", "iii-new", "iv-new")
"""As what a notification may be treated: an application for a permit (2.19 lid 6)."""
AS_NOTIFICATION = ("i-new", "iik-change")
"""As what a permit application may be treated: a notification (2.39 lid 3).

The 45 days of waiting do not apply then. A new notification of level I has none; of
level II-k the row of a change is the one without, with the same form, tag and window.
"""


def may_become(case: Case, books: Law, day: date) -> list[Procedure]:
    """The rows as which BGGO may treat a case instead, in force on a day; maybe none.

    `day` is the day of receipt of the case: its row is the law of that day. The KG or
    VA of a combination stays what it is, since its term hangs on the 2.8 decision; and
    nothing is converted twice.
    """
    if case.part != Part.WHOLE:
        return []
    found = []
    for key in _keys(case):
        try:
            found.append(books.in_force(key, day))
        except NotInForce:
            continue
    return [row for row in found if row.pk != case.governing.pk]


def _keys(case: Case) -> tuple[str, ...]:
    """By what the case is: a notification, a permit application, or neither."""
    if case.kind == Kind.NOTIFICATION:
        return AS_PERMIT
    is_permit = case.governing.type == ProcedureType.VA
    return AS_NOTIFICATION if is_permit else ()


@transaction.atomic
def open_as(case: Case, procedure: Procedure, *, by: Actor, at: datetime) -> Case:
    """Open the case as which a filing goes on, under another row of the law.

    The filing is the same: its content, its day of receipt and the requests that took
    days out of its term. Whether the new term might begin later is a doubt for a
    jurist; counted from the first receipt BGGO's day is never later than it may be.

    Call it in the transaction of the decision, when `case` has become `converted`.
    Gives the new case; raises `NotAllowed` when the case may not become this, or has
    done so already.
    """
    lock(case)
    refuse(case, procedure)
    new = _opened(case, procedure, at=at)
    facts = {
        "content_sha256": case.application.content_sha256,
        "treated_from": case.label,
        "procedure": procedure.key,
        "received_at": case.received_at.isoformat(),
    }
    event = move(Act.RECEIVE, new, by=by, at=at, facts=facts)
    application = new.application
    application.filed_as = [*application.filed_as, new.label]
    application.save(update_fields=["filed_as"])
    to = applicants([case])[case.pk]
    promise_letter(LetterKind.RECEIPT, event, to=to, at=at)
    return new


def refuse(case: Case, procedure: Procedure) -> None:
    """See that a case has just ended as one that goes on under this row."""
    message = ""
    if case.state != State.CONVERTED:
        message = _("The case is %(state)s: decide first that it is treated otherwise.")
    elif new := treated_as(case):
        message = _("It is treated as %(number)s already.") % {"number": new.label}
    elif procedure not in may_become(case, law.current(), legal_day(case.received_at)):
        message = _("This case cannot be treated as “%(procedure)s”.")
    if message:
        words = {"state": case.get_state_display(), "procedure": procedure.name}
        raise NotAllowed(message % words, case.events.last())


def treated_as(case: Case) -> Case | None:
    """The case as which a converted one goes on."""
    if case.state != State.CONVERTED:
        return None
    return _same_filing(case).filter(part=Part.CONVERTED).first()


def treated_from(case: Case) -> Case | None:
    """The case from which this one goes on."""
    if case.part != Part.CONVERTED:
        return None
    return _same_filing(case).filter(state=State.CONVERTED).first()


def _same_filing(case: Case):
    """The other cases of its filing."""
    return Case.objects.filter(application=case.application_id).exclude(pk=case.pk)


def _opened(case: Case, procedure: Procedure, *, at: datetime) -> Case:
    """The new case, not saved yet, with the number that it takes."""
    new = Case(
        organisation_id=case.organisation_id,
        application=case.application,
        procedure=procedure,
        part=Part.CONVERTED,
        title=case.title,
        state=State.RECEIVED,
        received_at=case.received_at,
        changed_at=at,
    )
    new.dossier, new.follow_number = _place(case, procedure), 0
    new.number = case_number(new.dossier, new.follow_number)
    return new


def _place(case: Case, procedure: Procedure) -> Dossier:
    """A dossier of its own: the level is part of the number.

    The year in a number is that of receipt, and the filing was received then; so it
    takes the next serial of that year, also when the decision falls in a later one.
    """
    tag = procedure.number_tag
    return open_dossier(case.application, tag, at=case.received_at)
