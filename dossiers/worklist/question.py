"""What somebody asks of the worklist, and the cases that answer it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from accounts.models import User
from dossiers.cases.search import found_by, governed_by
from dossiers.cases.unread import with_news
from dossiers.models import Case
from dossiers.states import OPEN
from dossiers.worklist.chips import CHIPS, Looker
from dossiers.worklist.columns import DEFAULT
from dossiers.worklist.cursor import Cursor
from procedures.counting.legal_day import AMSTERDAM

DUE, NEWEST = "due", "new"
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """A chip, words, a status and whatever else narrows the list down.

    `minds` are the colleagues whose cases `user` looks after on this day. `form` is
    that of the governing procedure; `handler` is a person, or `NOBODY`.
    """

    user: User
    today: date
    chip: str = "all"
    state: str = ""
    words: str = ""
    form: str = ""
    level: str = ""
    handler: str = ""
    organisation: str = ""
    received_from: date | None = None
    received_until: date | None = None
    due_before: date | None = None
    order: str = DUE
    columns: tuple[str, ...] = DEFAULT
    after: Cursor | None = None
    minds: frozenset[int] = field(default_factory=frozenset)

    @property
    def looker(self) -> Looker:
        """Who looks, on which day."""
        return Looker(self.user, self.today, self.minds)

    @property
    def narrows(self) -> bool:
        """Is something asked beside the chip?"""
        return bool(self.state or self.words or self.is_special)

    @property
    def is_special(self) -> bool:
        """Is something asked, or shown, that the ordinary list does not?"""
        return self.columns != DEFAULT or self.order != DUE or bool(self._narrowed())

    def _narrowed(self) -> Q:
        return (
            governed_by("form", self.form)
            & governed_by("level", self.level)
            & (_handled(self.handler) & _dated(self) & _of(self.organisation))
        )


def shown_cases(user: User) -> QuerySet[Case]:
    """Cases with what a row shows, whether there is news for this reader among it.

    Without what they are searched by, which is large.
    """
    cases = Case.objects.select_related(
        "organisation", "application", "procedure", "follow_up", "handler"
    ).defer("search", "application__content", "application__choice")
    return with_news(cases, user)


def asked(question: Question) -> QuerySet[Case]:
    """The open cases that answer a question, on whatever page, in no order."""
    kept = CHIPS[question.chip].keeps(question.looker) & question._narrowed()
    if question.state:
        kept &= Q(state=question.state)
    if question.words:
        kept &= found_by(question.words)
    open_cases = shown_cases(question.user).filter(state__in=OPEN)
    return open_cases.filter(kept)


def _handled(handler: str) -> Q:
    if not handler:
        return Q()
    return Q(handler=None) if handler == NOBODY else Q(handler=handler)


def _of(organisation: str) -> Q:
    return Q(organisation=organisation) if organisation else Q()


def _dated(question: Question) -> Q:
    """By the days in Amsterdam on which they came in, and by when they are due."""
    kept = Q()
    if question.received_from:
        kept &= Q(received_at__gte=_midnight(question.received_from))
    if question.received_until and question.received_until < date.max:
        next_day = question.received_until + timedelta(days=1)
        kept &= Q(received_at__lt=_midnight(next_day))
    if question.due_before:
        kept &= Q(due__lt=question.due_before)
    return kept


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
