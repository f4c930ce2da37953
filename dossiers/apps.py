"""The app of the cases; when it is ready, every subject has told what it brings."""

from importlib import import_module

from django.apps import AppConfig

ROOMS = [
    *("cases", "correspondence", "handling", "administrative", "advice", "extensions"),
    *("decisions", "information_requests", "intake", "penalties", "withdrawals"),
]
"""The rooms with acts, each with its `acts.py` (`cases.act_definition`)."""

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
        """Load what subjects define, so that lower rooms find it."""
        # Correspondence stands below its subjects and may not import them (ADR 29), so
        # they come to it.
        for module in [*(f"{room}.acts" for room in ROOMS), *LETTERS]:
            import_module(f"dossiers.{module}")
