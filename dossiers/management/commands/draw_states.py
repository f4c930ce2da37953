"""Write `docs/states.md` from the table of states, or check that it is up to date."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from dossiers.cases.act_definition import rule_of
from dossiers.states import (
    NEW,
    OPEN,
    STATES,
    UNDECIDED,
    WORKING,
    Act,
    Kind,
    Resumed,
    Role,
    Rule,
    State,
    StateMeaning,
)

NOTHING = "[*]"  # what Mermaid calls the state before the first one
GOES_ON = "goes-on"
FRAMES_OF_STATES = {"open": OPEN, "undecided": UNDECIDED, "working": WORKING}
"""The frames of the diagram, the largest first."""

FRAMES = """
    state open {
        state undecided {
            state working {
                in_handling
                waiting
                advice_asked
            }
            received
            assessed
            state goes_on <<choice>>
        }
        prepared
    }
    goes_on --> waiting: a request is open
    goes_on --> advice_asked: advice is out
    goes_on --> in_handling: somebody handles it
    goes_on --> received: nobody does
""".strip("\n").splitlines()
PAGE = Path(settings.BASE_DIR) / "docs" / "states.md"


class Command(BaseCommand):
    """`manage.py draw_states [--check]`."""

    help = "Write docs/states.md from dossiers/states.py; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
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
    moving = [act for act in Act if rule_of(act).target is not None]
    staying = [act for act in Act if rule_of(act).target is None]
    return "\n".join(
        [
            "# States of a case",
            "",
            "Generated from the definitions of the acts (`dossiers/*/acts.py`) and "
            "`dossiers/states.py` by `manage.py draw_states`.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *FRAMES,
            *diagram_arrows(moving),
            "```",
            "",
            "*goes on* is no state: where an act leaves a case that goes on, it is "
            "waiting as long as a request is open, else advice asked as long as one is "
            "out, else in handling or received, by whether somebody handles it.",
            "",
            *table("Acts that move a case", moving),
            *table("Acts that leave the state as it is", staying),
            "| state | whose turn | badge | outcome over REST |",
            "|---|---|---|---|",
            *(state_row(state, meaning) for state, meaning in STATES.items()),
            "",
        ]
    )


def diagram_arrows(acts: list[Act]) -> list[str]:
    """One arrow for each pair of states or frames, with all acts that go that way."""
    ways: dict[tuple[str, str], list[str]] = {}
    for act in acts:
        rule = rule_of(act)
        target = GOES_ON if isinstance(rule.target, Resumed) else str(rule.target)
        for source in framed(rule.sources):
            ways.setdefault((source, mermaid_name(target)), []).append(act.value)
    return [
        f"    {source} --> {target}: {', '.join(names)}"
        for (source, target), names in ways.items()
    ]


def framed(sources: frozenset[State]) -> list[str]:
    """The states an act comes from, by the largest frames that they fill."""
    left, names = set(sources), []
    for name, states in FRAMES_OF_STATES.items():
        if states <= left:
            names.append(name)
            left -= states
    return names + sorted(map(mermaid_name, left)) or [NOTHING]


def mermaid_name(state: str) -> str:
    """A state as Mermaid names it."""
    return state.replace("-", "_")


def table(heading: str, acts: list[Act]) -> list[str]:
    """Some acts, for reading."""
    return [
        f"## {heading}",
        "",
        "| act | by | on | from | to |",
        "|---|---|---|---|---|",
        *(act_row(act, rule_of(act)) for act in acts),
        "",
    ]


def act_row(act: Act, rule: Rule) -> str:
    """One act, for reading."""
    who = ", ".join(str(Role(role).label) for role in sorted(rule.by))
    sources = ", ".join(str(State(state).label) for state in sorted(rule.sources))
    start = "(filing)" if rule.sources == NEW else sources
    kinds = ", ".join(str(Kind(kind).label) for kind in sorted(rule.on))
    on = "every kind" if rule.on == set(Kind) else kinds
    to = target_in_words(rule)
    return f"| {act.value}: {act.label} | {who} | {on} | {start} | {to} |"


def target_in_words(rule: Rule) -> str:
    """What a case becomes by an act."""
    if rule.target is None:
        return "unchanged"
    if isinstance(rule.target, Resumed):
        return "goes on"
    return str(State(rule.target).label)


def state_row(state: State, meaning: StateMeaning) -> str:
    """What a state means."""
    turn = meaning.turn.label
    return f"| {state.label} | {turn} | {meaning.badge} | {meaning.outcome} |"
