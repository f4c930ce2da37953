"""The letters of Bureau GGO: each kind with the function that writes its text."""

from dossiers.letters import (
    answer,
    correction,
    decision,
    extension,
    notice,
    penalty,
    receipt,
    request,
    withdrawal,
)
from dossiers.models import LetterKind

LETTERS = {
    LetterKind.ANSWER: answer.text,
    LetterKind.CORRECTION: correction.text,
    LetterKind.WITHDRAWAL: withdrawal.text,
    LetterKind.RECEIPT: receipt.text,
    LetterKind.OBJECTION: decision.text,
    LetterKind.DECISION: decision.text,
    LetterKind.EXTENSION: extension.text,
    LetterKind.NOTICE: notice.text,
    LetterKind.PENALTY: penalty.text,
    LetterKind.REQUEST: request.asking,
    LetterKind.RENEWAL: request.renewing,
    LetterKind.REVOCATION: request.revoking,
}
