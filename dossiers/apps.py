"""The app of the cases; when it is ready, every subject has told what it brings."""

from importlib import import_module

from django.apps import AppConfig

LETTERS = [
    "decisions.decision_letter",
    "extensions.extension_letter",
    "information_requests.answer_letter",
    "information_requests.correction_letter",
    "information_requests.request_letter",
    "intake.receipt_letter",
    "penalties.notice_letter",
    "penalties.penalty_letter",
    "withdrawals.withdrawal_letter",
]
"""The modules that define letters (`correspondence.letter_kinds`)."""


class DossiersConfig(AppConfig):
    name = "dossiers"

    def ready(self) -> None:
        """Load what subjects define, so that correspondence finds it."""
        # Correspondence stands below its subjects and may not import them (ADR 29), so
        # they come to it.
        for module in LETTERS:
            import_module(f"dossiers.{module}")
