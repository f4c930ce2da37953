"""Write `docs/states.md` from the table of states, or check that it is up to date."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from dossiers.states import NEW, RULES, TURN, Act, Kind, Resumed, Role, Rule, State

NOTHING = "[*]"  # what Mermaid calls the state before the first one
PAGE = Path(settings.BASE_DIR) / "docs" / "states.md"


class Command(BaseCommand):
    """`manage.py draw_states [--check]`."""

    help = "Write docs/states.md from dossiers/states.py; --check only compares."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options):
        with translation.override("en"):
            drawn = states_page()
        if not check:
            PAGE.write_text(drawn)
        elif PAGE.read_text() != drawn:
            raise CommandError(
                "docs/states.md is out of date: run manage.py draw_states"
            )


def states_page() -> str:
    """The diagram and the tables, as Markdown."""
    return "\n".join(
        [
            "# States of a case",
            "",
            "Generated from `dossiers/states.py` by `manage.py draw_states`.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *diagram_arrows(),
            "```",
            "",
            "| act | by | on | from | to |",
            "|---|---|---|---|---|",
            *(act_row(act, rule) for act, rule in RULES.items()),
            "",
            "| state | whose turn |",
            "|---|---|",
            *(f"| {state.label} | {TURN[state].label} |" for state in State),
            "",
        ]
    )


def diagram_arrows() -> list[str]:
    """One arrow of the diagram for each way an act can go."""
    return [
        f"    {mermaid_name(source)} --> {mermaid_name(target)}: {act.value}"
        for act, rule in RULES.items()
        for source in sorted(map(str, rule.sources)) or [NOTHING]
        for target in target_states(rule, source)
    ]


def target_states(rule: Rule, source: str) -> list[str]:
    """What a case may become by an act from a state."""
    if rule.target is None:
        return [source]
    if isinstance(rule.target, Resumed):
        return list(map(str, rule.target.states))
    return [str(rule.target)]


def mermaid_name(state: str) -> str:
    """A state as Mermaid names it."""
    return state.replace("-", "_")


def act_row(act: Act, rule: Rule) -> str:
    """One act, for reading."""
    who = ", ".join(str(Role(role).label) for role in sorted(rule.by))
    sources = ", ".join(str(State(state).label) for state in sorted(rule.sources))
    target = "unchanged"
    if rule.target:
        target = " or ".join(
            str(State(state).label) for state in target_states(rule, "")
        )
    start = "(filing)" if rule.sources == NEW else sources
    kinds = ", ".join(str(Kind(kind).label) for kind in sorted(rule.on))
    on = "every kind" if rule.on == set(Kind) else kinds
    return f"| {act.value}: {act.label} | {who} | {on} | {start} | {target} |"
