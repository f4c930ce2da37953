"""What the flow is made of: a question with its options, an ending with its reasons.

Every text is lazy (gettext), every article a name in `law/references.yaml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise
Answers = Mapping[str, tuple[str, ...]]
"""The value of each answer by the name of its question; several for a list to tick."""

When = Mapping[str, tuple[str, ...]]
"""Per earlier question the answers with which something holds; empty: always."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: what it says, and what follows from it with its article, if any.

    With `rows` it is offered only while one of them is in force; an answer that was
    given before still leads somewhere (`endings`).
    """

    value: str
    text: Text
    hint: Text = ""
    because: Text = ""
    ground: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChooserQuestion:
    """One question: asked after the answers of `when`, resting on the article `ground`.

    `several` is a list to tick; its option `none` says that nothing of it holds.
    """

    name: str
    text: Text
    ground: str
    options: tuple[Option, ...]
    when: When = field(default_factory=dict)
    help: Text = ""
    several: bool = False

    def option(self, value: str) -> Option:
        """The option of that value; raises KeyError when the question has none."""
        for option in self.options:
            if option.value == value:
                return option
        raise KeyError(value)

    @property
    def values(self) -> tuple[str, ...]:
        """What can be answered."""
        return tuple(option.value for option in self.options)


@dataclass(frozen=True, slots=True)
class ChooserEnding:
    """Where answers lead: the row `key`, or `contact` with Bureau GGO, or both.

    It holds `when` the answers are those, and all of `every` are ticked. `near` are
    the rows that people mistake for it.
    """

    key: str
    when: When
    near: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    contact: bool = False
    because: Text = ""
    ground: str = ""


def meets_condition(when: When, answers: Answers) -> bool:
    """Do the answers include one of those asked for, for every question named?"""
    return all(
        set(wanted) & set(answers.get(name, ())) for name, wanted in when.items()
    )
