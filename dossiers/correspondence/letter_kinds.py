"""The letters of Bureau GGO: each kind with the function that writes its text."""

from dossiers.decisions import decision_letter
from dossiers.extensions import extension_letter
from dossiers.information_requests import (
    answer_letter,
    correction_letter,
    request_letter,
)
from dossiers.intake import receipt_letter
from dossiers.models import LetterKind
from dossiers.penalties import notice_letter, penalty_letter
from dossiers.withdrawals import withdrawal_letter

LETTERS = {
    LetterKind.ANSWER: answer_letter.text,
    LetterKind.CORRECTION: correction_letter.text,
    LetterKind.WITHDRAWAL: withdrawal_letter.text,
    LetterKind.RECEIPT: receipt_letter.text,
    LetterKind.OBJECTION: decision_letter.text,
    LetterKind.DECISION: decision_letter.text,
    LetterKind.EXTENSION: extension_letter.text,
    LetterKind.NOTICE: notice_letter.text,
    LetterKind.PENALTY: penalty_letter.text,
    LetterKind.REQUEST: request_letter.asking,
    LetterKind.RENEWAL: request_letter.renewing,
    LetterKind.REVOCATION: request_letter.revoking,
}
