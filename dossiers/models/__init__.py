"""The case at BGGO: dossier, case, events, requests, decisions, advice, letters."""

from dossiers.models.advice import Advice
from dossiers.models.bureau import Absence, Look, SavedFilter
from dossiers.models.decision import Decision, DefaultNotice
from dossiers.models.dossier import Case, Dossier, NumberCounter
from dossiers.models.duty import DutyKind, DutyRecord
from dossiers.models.event import Event, Seal
from dossiers.models.outgoing import (
    Delivery,
    Letter,
    LetterKind,
)
from dossiers.models.reminder import Digest, Reminder, ReminderKind
from dossiers.models.request import InformationRequest, Question
from dossiers.models.trouble import Derivation, Step, Trouble

__all__ = [
    "Absence",
    "Advice",
    "Case",
    "Decision",
    "DefaultNotice",
    "Delivery",
    "Derivation",
    "Digest",
    "Dossier",
    "DutyKind",
    "DutyRecord",
    "Event",
    "InformationRequest",
    "Letter",
    "LetterKind",
    "Look",
    "NumberCounter",
    "Question",
    "Reminder",
    "ReminderKind",
    "SavedFilter",
    "Seal",
    "Step",
    "Trouble",
]
