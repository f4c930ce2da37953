"""The case at BGGO: dossier, case, events, letters, reminders."""

from dossiers.models.dossier import Case, Dossier, NumberCounter
from dossiers.models.event import Event
from dossiers.models.outgoing import Letter, LetterKind, Reminder, ReminderKind

__all__ = [
    "Case",
    "Dossier",
    "Event",
    "Letter",
    "LetterKind",
    "NumberCounter",
    "Reminder",
    "ReminderKind",
]
