"""`manage.py verify_events`: prove that the record is whole, case by case."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    no_translations,
)
from django.utils import timezone

from dossiers.audit import seals as sealing
from dossiers.audit.verifying import Batch, cases_to_verify, verify_cases
from dossiers.models import Seal
from procedures.counting.legal_day import AMSTERDAM
from procedures.law_rows import change_log
from procedures.models import LawChange, amsterdam_today


class Command(BaseCommand):
    """Says what is wrong, with the case and the event; exit code 1 if something is."""

    help = (
        "Prove the chain of events of each case, replay it to the stored case, and "
        "check the log of the law and the seals."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """One case, or what happened since a day; and whether to tell of progress."""
        parser.add_argument("--case", default="", help="number, as IG-26-014_I-000")
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            help="only cases and seals of this day (YYYY-MM-DD) and later",
        )
        parser.add_argument(
            "--without-files",
            action="store_true",
            help="do not compare the files with their hashes",
        )
        parser.add_argument(
            "--quiet", action="store_true", help="say only what is wrong"
        )

    @no_translations
    def handle(
        self,
        *,
        case: str,
        since: date | None,
        quiet: bool,
        without_files: bool,
        **options: Any,
    ) -> None:
        """Look at everything that was asked, and tell."""
        cases = cases_to_verify(number=case.replace(" ", "-"), since=since)
        if case and not cases.exists():
            raise CommandError(f"There is no case {case}.")
        total = Batch(0, 0, [])
        at = timezone.now()
        for batch in verify_cases(cases, at=at, with_files=not without_files):
            total = total.with_more(batch)
            self._progress(total, quiet)
        wrong = [str(fault) for fault in total.faults]
        # The logs are about all cases; who asks for one is told of that one.
        wrong += [] if case else list(log_faults(since))
        for line in wrong:
            self.stdout.write(line)
        told = f"{total.cases:,} cases with {total.events:,} events"
        if total.unproved and not quiet:
            self.stdout.write(
                f"{total.unproved:,} answers are of before their digest was kept: "
                "nothing proves them."
            )
        if wrong:
            raise CommandError(f"{told}: {len(wrong)} things are wrong.")
        if not quiet:
            self.stdout.write(f"{told}{'' if case else also_checked()}: all in order.")

    def _progress(self, total: Batch, quiet: bool) -> None:
        """How far it is, on a terminal."""
        if self.stderr.isatty() and not quiet:
            self.stderr.write(f"\r{total.cases:,} cases", ending="")


def log_faults(since: date | None) -> Iterator[str]:
    """What is wrong with the log of the law, and with the seals since a day."""
    for pk in change_log.broken_changes():
        yield f"Log of the law, change {pk}: it or the one before it was tampered with."
    morning = datetime.combine(since, time(), AMSTERDAM) if since else None
    for seal in sealing.broken_seals(since=morning):
        day = f"{timezone.localtime(seal.at):%Y-%m-%d %H:%M}"
        yield f"Seal of {day}: the record it covers is not what it was."
    for unsealed in sealing.unsealed_days(since=since, today=amsterdam_today()):
        yield f"There is no seal of {unsealed}."


def also_checked() -> str:
    """What was looked at besides the cases."""
    changes, seals = LawChange.objects.count(), Seal.objects.count()
    return f", {changes:,} changes of the law, {seals:,} seals"
