"""The letters of Bureau GGO: each kind with the function that writes its text."""

from dossiers.letters import objection, receipt
from dossiers.models import LetterKind

LETTERS = {
    LetterKind.RECEIPT: receipt.text,
    LetterKind.OBJECTION: objection.text,
}
