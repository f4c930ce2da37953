"""What an act on a case can refuse, and why."""

from accounts.errors import ActorNotAllowed
from dossiers.models import Advice, Decision, Event, InformationRequest, Question


class NotAllowed(ActorNotAllowed):
    """The act is not open: wrong state, wrong role, or outside its term.

    `event` is the last act on the case, so that a page can tell who was first.
    """

    def __init__(self, message: str, event: Event | None = None):
        super().__init__(message)
        self.event = event


class StaleText(Exception):
    """Somebody else saved this text since the writer opened it.

    `current` is the row as it stands, None when it was thrown away meanwhile.
    """

    def __init__(self, current: InformationRequest | Advice | Decision | None):
        super().__init__(f"{current} is another by now")
        self.current = current


class NoDossier(Exception):
    """A change was filed without the dossier that it changes."""


class Unanswered(Exception):
    """Questions of a request have no answer, in words or in the form: `questions`."""

    def __init__(self, questions: list[Question]):
        super().__init__(f"{len(questions)} unanswered")
        self.questions = questions
