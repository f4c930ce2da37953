"""The hand-over: a filed application becomes a case with a number and a clock."""

from datetime import datetime

from django.db import transaction

from accounts.actor import Actor
from applications.actions.freezing import freeze
from applications.models import Application
from dossiers.actions.door import move
from dossiers.actions.lettering import promise_letter
from dossiers.models import Case, LetterKind
from dossiers.numbering import case_number, place
from dossiers.readers import of_filing
from dossiers.states import Act, State
from procedures import law
from procedures.legal_day import legal_day
from procedures.models import Procedure


@transaction.atomic
def receive(application: Application, *, by: Actor, at: datetime) -> Case:
    """File an application: freeze it, number it, wind its clock, promise the receipt.

    All or nothing, in one transaction (Besluit ggo 2.15(5): the date of receipt is the
    date written on the proof of receipt). The row of the law in force on the day of
    receipt governs the case for ever.

    Raises `AlreadyFiled`, `Incomplete`, `NotSigned` or `NotAllowed` of
    `applications.errors`, `NoDossier` for a change of nothing, and `NotInForce`.
    """
    books = law.current()
    application = freeze(application, by=by, at=at, books=books)
    procedure = books.in_force(application.procedure_key, legal_day(at))
    case = open_case(application, procedure, at=at)
    facts = {"content_sha256": application.content_sha256}
    event = move(Act.RECEIVE, case, by=by, at=at, facts=facts, books=books)
    to = of_filing(application.content or {}, by.person)
    promise_letter(LetterKind.RECEIPT, event, to=to, at=at)
    return case


def open_case(application: Application, procedure: Procedure, *, at: datetime) -> Case:
    """The case of a filing, not saved yet, in the dossier that is its place.

    The number is taken last, since its counter stays locked until the commit.
    """
    dossier, follow_number = place(application, procedure, at=at)
    return Case(
        dossier=dossier,
        follow_number=follow_number,
        number=case_number(dossier, follow_number),
        application=application,
        procedure=procedure,
        title=application.title,
        state=State.RECEIVED,
        received_at=at,
        changed_at=at,
    )
