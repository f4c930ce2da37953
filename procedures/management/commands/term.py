"""`manage.py term`: every date of a filing, with the ground of each step."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.api import term_output
from procedures.law_rows import law
from procedures.management.commands.procedures import day_argument
from procedures.models import amsterdam_today

DATES = {
    "lastDay": gettext_lazy("last day to decide"),
    "coupledLastDay": gettext_lazy("last day of the KG or VA by its own term"),
    "secondLastDay": gettext_lazy("last day for the KG or VA by the page"),
    "mayStartOn": gettext_lazy("work may start"),
    "objectionUntil": gettext_lazy("BGGO may refuse to agree until"),
    "aimOn": gettext_lazy("what BGGO aims for"),
    "fileBy": gettext_lazy("latest day to file"),
}
IF_ANSWERED_TODAY = gettext_lazy("standing still; if answered today")


class AskedOption(argparse.Action):
    """Begins a request; `--answered` belongs to the request before it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        value: Any,
        option: str | None = None,
    ) -> None:
        """Add an open request."""
        requests = getattr(namespace, "requests", None) or []
        namespace.requests = [*requests, {"askedOn": value.isoformat()}]


class AnsweredOption(argparse.Action):
    """Answers the request named just before."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        value: Any,
        option: str | None = None,
    ) -> None:
        """Close the last request; an error when there is none that is open."""
        requests = getattr(namespace, "requests", None) or []
        if not requests or "answeredOn" in requests[-1]:
            parser.error("--answered must follow the --asked that it answers.")
        requests[-1]["answeredOn"] = value.isoformat()


class Command(BaseCommand):
    """Calculates one filing from arguments, or many from lines of JSON."""

    help = "Calculate the term of a filing; with --lines: one JSON request a line."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The facts, or --lines; bodies and results are those of the REST API."""
        parser.add_argument("procedure", nargs="?", help="key of the row, e.g. iik-new")
        parser.add_argument(
            "--received", type=day_argument, help="day of receipt, YYYY-MM-DD"
        )
        parser.add_argument(
            "--asked",
            type=day_argument,
            action=AskedOption,
            help="request sent; repeatable",
        )
        parser.add_argument(
            "--answered",
            type=day_argument,
            action=AnsweredOption,
            help="its answer came",
        )
        parser.add_argument("--extension-days", type=int, default=0)
        parser.add_argument(
            "--first-decision", type=day_argument, help="of a combination"
        )
        parser.add_argument(
            "--start-on", type=day_argument, help="tell also by when to file"
        )
        parser.add_argument(
            "--today", type=day_argument, help="while a request is open"
        )
        parser.add_argument("--json", action="store_true", help="as the API answers")
        parser.add_argument("--lines", action="store_true", help="JSON in, JSON out")
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *, language: str, **options: Any) -> None:
        """Exit code 0 with an answer, 1 when the law refuses the facts, 2 for usage."""
        today = options["today"] or amsterdam_today()
        with translation.override(language):
            if options["lines"]:
                self.calculate_lines(today)
            else:
                self.calculate_one(options, today)

    def calculate_one(self, options: dict[str, Any], today: date) -> None:
        """The answer to the arguments, as a table or as JSON."""
        if not options["procedure"] or not options["received"]:
            raise CommandError("Give a procedure and --received.", returncode=2)
        try:
            answer = term_output.calculate_term(
                _body(options), law.current_law(), today=today
            )
        except term_output.InvalidRequest as error:
            raise CommandError(_in_lines(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        for line in _table(answer):
            self.stdout.write(line)

    def calculate_lines(self, today: date) -> None:
        """One JSON result for each line on standard input; a bad line says why."""
        books = law.current_law()
        for line in _stdin():
            if line.strip():
                answer = _answer(line, books, today)
                self.stdout.write(json.dumps(answer))
                # Line by line: a program that pipes requests in waits for each answer.
                self.stdout.flush()


def _stdin() -> Iterator[bytes]:
    """Lines as bytes: one that is no UTF-8 must not end the stream."""
    yield from sys.stdin.buffer


def _answer(line: bytes, books: law.Law, today: date) -> dict[str, Any]:
    try:
        body = json.loads(line)
    except (ValueError, RecursionError):
        detail = _("This line is not JSON.")
        fault = {"pointer": "", "code": "not-json", "detail": detail}
        return term_output.problem_out([fault])
    try:
        return term_output.calculate_term(body, books, today=today)
    except term_output.InvalidRequest as error:
        return term_output.problem_out(error.errors)


def _body(options: dict[str, Any]) -> dict[str, Any]:
    """The arguments as the body of a request."""
    decided, start_on = options["first_decision"], options["start_on"]
    return {
        "procedure": options["procedure"],
        "receivedOn": options["received"].isoformat(),
        "requests": options.get("requests") or [],
        "extensionDays": options["extension_days"],
        "firstDecisionOn": decided and decided.isoformat(),
        "startOn": start_on and start_on.isoformat(),
    }


def _in_lines(error: term_output.InvalidRequest) -> str:
    return "\n".join(f"{each['pointer']}: {each['detail']}" for each in error.errors)


def _table(answer: dict[str, Any]) -> Iterator[str]:
    """The dates, then the ledger, in columns."""
    yield f"{answer['procedure']} ({answer['procedureValidFrom']})"
    for name, label in DATES.items():
        if answer[name]:
            yield f"  {label!s:<34}{answer[name]}"
    if answer["standingStill"]:
        yield f"  {IF_ANSWERED_TODAY!s:<34}{answer['ifAnsweredToday']}"
    yield ""
    for step in answer["steps"]:
        until = step["to"] or "…"
        ground = f"{step['ground']['text']} {step['ground']['article']}"
        fact = f" ({step['factText']})" if step["factText"] else ""
        period = f"{step['from']}  {until:<10}  {step['days']:>4}"
        yield f"  {period}  {step['text']}{fact} · {ground}"
