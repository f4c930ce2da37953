"""The letters of Bureau GGO: each kind with the function that writes its text."""

from dossiers.letters import objection, receipt, request
from dossiers.models import LetterKind

LETTERS = {
    LetterKind.RECEIPT: receipt.text,
    LetterKind.OBJECTION: objection.text,
    LetterKind.REQUEST: request.asking,
    LetterKind.RENEWAL: request.renewing,
    LetterKind.REVOCATION: request.revoking,
}
